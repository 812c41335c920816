/**
 * A scan of very many numbers of a narrow format where a program's error is largest. The target's function is
 * interpolated between oracle values, which binary64 does to far better than an ulp of such formats: it is good
 * enough to find the worst numbers, whose errors are then taken from the oracle itself.
 */

import type { FiniteFormat } from '../numerics/format';
import { fromOrdinal, ordinalOf } from '../numerics/ordinals';
import type { LabelTable } from '../oracle/labels';
import { chebyshevPoints } from '../oracle/sampling';
import type { Label } from '../oracle/tables';

const BLOCKS = 128;
/** Blocks that are scanned, and numbers tried in each of them. */
const SCANNED_BLOCKS = 14;
const NUMBERS_PER_BLOCK = 1 << 14;
const KEPT_PER_BLOCK = 4;
/** Errors of a block that make its mark: one alone would be an accident of rounding. */
const MARK = 8;
const NODES = 9;
/** The interpolation has to be this much better than the errors it is to compare. */
const INTERPOLATION_TOLERANCE = 1e-4;

/**
 * Numbers of the format with large errors, from the blocks of the sample in which errors are largest.
 *
 * `errors` are those of the sample's points, `label` gives the oracle's value at a binary64. Blocks on which the
 * function is not smooth enough are left out.
 */
export function denseScan(
  sample: LabelTable,
  errors: Float64Array,
  format: FiniteFormat,
  law: (x: number) => number,
  label: (x: number) => Label,
): number[] {
  const count = sample.x.length;
  const length = Math.ceil(count / BLOCKS);
  if (length < MARK) return [];
  const blocks: { readonly from: number; readonly to: number; readonly mark: number }[] = [];
  for (let from = 0; from < count; from += length) {
    const to = Math.min(from + length, count - 1);
    const largest = errors
      .slice(from, to + 1)
      .sort()
      .slice(-MARK);
    blocks.push({ from, to, mark: largest.reduce((sum, error) => sum + error, 0) / largest.length });
  }
  blocks.sort((a, b) => b.mark - a.mark);
  return blocks
    .slice(0, SCANNED_BLOCKS)
    .flatMap(({ from, to, mark }) => scanBlock(sample, from, to, mark, format, law, label));
}

function scanBlock(
  { x: xs, hi, lo, scale }: LabelTable,
  from: number,
  to: number,
  mark: number,
  format: FiniteFormat,
  law: (x: number) => number,
  label: (x: number) => Label,
): number[] {
  const lower = xs[from]!;
  const upper = xs[to]!;
  if (!(lower < upper)) return [];
  const nodes = chebyshevPoints({ lower, upper, lowerOpen: true, upperOpen: true }, NODES);
  const interpolant = newtonInterpolant(nodes, label);
  for (let i = from; i <= to; i++) {
    const deviation = Math.abs(interpolant(xs[i]!) - hi[i]! - lo[i]!) * scale[i]!;
    if (!(deviation <= INTERPOLATION_TOLERANCE * mark)) return [];
  }
  const first = ordinalOf(lower, format);
  const span = ordinalOf(upper, format) - first;
  const tries = span < BigInt(NUMBERS_PER_BLOCK) ? Number(span) + 1 : NUMBERS_PER_BLOCK;
  const best: { readonly x: number; readonly error: number }[] = [];
  let threshold = 0;
  let place = from;
  for (let k = 0; k < tries; k++) {
    const x = fromOrdinal(first + (span * BigInt(k)) / BigInt(tries), format);
    while (place < to && xs[place + 1]! <= x) place++;
    // The scale is that of the sample's point before x: binade edges are points of the sample.
    const size = Math.abs(law(x) - interpolant(x)) * scale[place]!;
    const error = Number.isNaN(size) ? Infinity : size;
    if (error <= threshold) continue;
    best.push({ x, error });
    if (best.length > KEPT_PER_BLOCK) {
      best.sort((a, b) => b.error - a.error).pop();
      threshold = best[KEPT_PER_BLOCK - 1]!.error;
    }
  }
  return best.map(({ x }) => x);
}

/** The polynomial through the labels at the nodes, in Newton's form with differences taken on (hi, lo) pairs. */
function newtonInterpolant(nodes: Float64Array, label: (x: number) => Label): (x: number) => number {
  const first = label(nodes[0]!);
  const base = first.hi + first.lo;
  const differences = Array.from(nodes, (x) => {
    const { hi, lo } = label(x);
    return hi - first.hi + (lo - first.lo);
  });
  for (let order = 1; order < nodes.length; order++) {
    for (let i = nodes.length - 1; i >= order; i--) {
      differences[i] = (differences[i]! - differences[i - 1]!) / (nodes[i]! - nodes[i - order]!);
    }
  }
  return (x) => {
    let sum = 0;
    for (let i = nodes.length - 1; i >= 1; i--) sum = (sum + differences[i]!) * (x - nodes[i - 1]!);
    return base + sum;
  };
}
