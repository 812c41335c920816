/** How often errors of each size occur among the samples of a curve. */

/** Bins of each histogram. */
export const HISTOGRAM_BINS = 48;
/** Decades below the largest error that the logarithmic histogram shows. */
export const HISTOGRAM_DECADES = 6;

export interface ErrorHistogram {
  /** Shares of the samples, in equal bins of the signed error from -maximum to maximum. */
  readonly linear: Float64Array;
  /**
   * The same in equal bins of log10 |error| over the HISTOGRAM_DECADES below the maximum; smaller errors, 0 too, count to
   * the first bin.
   */
  readonly logarithmic: Float64Array;
}

/** NaN and infinities are left out; all shares are 0 where nothing else is there or the maximum is not positive. */
export function createErrorHistogram(errors: Float64Array, maximum: number): ErrorHistogram {
  const linear = new Float64Array(HISTOGRAM_BINS);
  const logarithmic = new Float64Array(HISTOGRAM_BINS);
  if (!(maximum > 0) || !Number.isFinite(maximum)) return { linear, logarithmic };
  const edges = logarithmicEdges(maximum);
  let count = 0;
  for (const error of errors) {
    if (!Number.isFinite(error)) continue;
    count++;
    const bin = Math.floor((error / maximum + 1) * (HISTOGRAM_BINS / 2));
    linear[Math.min(Math.max(bin, 0), HISTOGRAM_BINS - 1)]! += 1;
    logarithmic[binOf(Math.abs(error), edges)]! += 1;
  }
  if (count > 0) {
    for (let k = 0; k < HISTOGRAM_BINS; k++) {
      linear[k]! /= count;
      logarithmic[k]! /= count;
    }
  }
  return { linear, logarithmic };
}

/** The lower edges of the bins but the first, ascending: powers of one ratio below the maximum. */
function logarithmicEdges(maximum: number): Float64Array {
  // The eighth part of a decade, as a literal: powers of the core are those of the engine's own arithmetic.
  const ratio = 1.333521432163324;
  const edges = new Float64Array(HISTOGRAM_BINS - 1);
  let edge = maximum;
  for (let k = edges.length - 1; k >= 0; k--) {
    edge /= ratio;
    edges[k] = edge;
  }
  return edges;
}

function binOf(size: number, edges: Float64Array): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (size >= edges[middle]!) low = middle + 1;
    else high = middle;
  }
  return low;
}
