/** The points at which the exchange knows f, and the search for the extrema of its error among them. */

import type { Decimal, DecimalConstructor } from '../oracle/decimal';

/** What approximates f: a polynomial or another function, as it is evaluated. */
export type Approximant = (x: Decimal) => Decimal;

/** f and the weight at one point; the weight is positive and finite. */
export interface WeightedValue {
  readonly value: Decimal;
  readonly weight: Decimal;
}

export interface PoolDomain {
  readonly arithmetic: DecimalConstructor;
  readonly lower: Decimal;
  readonly upper: Decimal;
  /**
   * Where the weight jumps, ascending and inside the interval. They are sampled as they are, with the larger of
   * the two weights, and no refinement steps over them.
   */
  readonly jumps: readonly Decimal[];
  readonly evaluate: (x: Decimal) => WeightedValue;
}

export interface Sample extends WeightedValue {
  readonly x: Decimal;
  /** Half-width of the next parabola through this point; null at end points and jumps, which stay put. */
  readonly step: Decimal | null;
  /** The width of the gap it was found in: the scale by which `step` is judged. */
  readonly cell: Decimal;
  /** Second derivative of the error by the last parabola, up to a factor; null before the first. */
  readonly bend: Decimal | null;
  /** weight * (f - p) for the approximation p last measured. */
  error: Decimal;
}

/** Samples kept between neighbouring points of the reference. */
const SAMPLES_PER_GAP = 5;
/** Smallest half-width of a parabola relative to its cell: the maximum is then off by about its square. */
const STEP_FLOOR = '1e-17';

export class SamplePool {
  private readonly domain: PoolDomain;
  private readonly borders: readonly Decimal[];
  /** Ascending, no two equal. */
  private samples: Sample[] = [];
  private evaluationCount = 0;

  constructor(domain: PoolDomain) {
    this.domain = domain;
    this.borders = [domain.lower, ...domain.jumps, domain.upper];
    const width = domain.upper.minus(domain.lower);
    for (const x of this.borders) this.add(x, width);
  }

  /** Points at which f was evaluated so far. */
  get evaluations(): number {
    return this.evaluationCount;
  }

  get all(): readonly Sample[] {
    return this.samples;
  }

  /** The sample at x, made if there is none; `gap` is the distance to the points that matter around it. */
  add(x: Decimal, gap: Decimal): Sample {
    const known = this.samples.find((s) => s.x.eq(x));
    if (known !== undefined) return known;
    const fixed = this.borders.some((border) => border.eq(x));
    const sample = this.evaluate(x, gap, fixed ? null : gap.div(2 * (SAMPLES_PER_GAP + 1)));
    this.insert(sample);
    return sample;
  }

  /** Sees to it that every gap of the reference, and what lies outside it, holds enough samples. */
  fill(reference: readonly Decimal[]): void {
    const { lower, upper } = this.domain;
    const points = [lower, ...reference, upper].filter((x, i, all) => i === 0 || x.gt(all[i - 1]!));
    for (let i = 0; i + 1 < points.length; i++) {
      const start = points[i]!;
      const width = points[i + 1]!.minus(start);
      // Refined extrema crowd near the reference and say nothing of the middle of a gap.
      const margin = width.times('0.05');
      const [from, to] = [start.plus(margin), start.plus(width).minus(margin)];
      const inside = this.samples.filter((s) => s.x.gt(from) && s.x.lt(to)).length;
      if (inside >= SAMPLES_PER_GAP) continue;
      for (let k = 1; k <= SAMPLES_PER_GAP; k++) {
        this.add(start.plus(width.times(k).div(SAMPLES_PER_GAP + 1)), width);
      }
    }
  }

  /**
   * Moves from a sample towards the extremum beside it, to the vertex of a parabola through three points. Their
   * distance shrinks quadratically from call to call, as the exchange itself converges. The best of the points
   * tried joins the pool and is returned.
   */
  refine(sample: Sample, approximation: Approximant): Sample {
    if (sample.step === null) return sample;
    const room = this.room(sample.x);
    const step = smaller(sample.step, smaller(sample.cell.div(4), room));
    const at = (x: Decimal): Sample => {
      const made = this.evaluate(x, sample.cell, step);
      made.error = errorOf(made, approximation);
      return made;
    };
    const sign = sample.error.s;
    const left = at(sample.x.minus(step));
    const right = at(sample.x.plus(step));
    const curvature = sample.error.times(2).minus(left.error).minus(right.error).times(sign);
    const slope = right.error.minus(left.error).times(sign);
    const tried = [sample, left, right];
    let next = step.times(4);
    if (curvature.gt(0)) {
      const offset = within(slope.div(curvature).times(step).div(2), smaller(sample.cell.div(4), room));
      const vertex = at(sample.x.plus(offset));
      tried.push(vertex);
      const gain = slope.times(slope).div(curvature).div(8);
      const miss = vertex.error.minus(sample.error).times(sign).minus(gain).abs();
      const reach = offset.abs().gt(step) ? offset.abs() : step;
      // At a kink the second derivative grows as the points draw closer: no parabola there.
      const smooth = sample.bend === null || curvature.lte(sample.bend.times(step).times(step).times(2));
      // Where the parabola told the truth, its vertex is off by the square of its reach.
      if (smooth && miss.lte(gain.plus(curvature).times('0.1')))
        next = reach.times(reach).times(2).div(sample.cell);
      else next = offset.abs().gt(step) ? step.times(4) : step.div(4);
    }
    const best = tried.reduce((most, s) => (s.error.times(sign).gt(most.error.times(sign)) ? s : most));
    const floor = sample.cell.times(STEP_FLOOR);
    const moved: Sample = {
      ...best,
      step: next.gt(floor) ? next : floor,
      bend: curvature.abs().div(step.times(step)),
    };
    this.insert(moved);
    return moved;
  }

  /** How far a parabola through x may reach without passing an end or a jump. */
  private room(x: Decimal): Decimal {
    return this.borders.map((border) => border.minus(x).abs()).reduce(smaller);
  }

  private evaluate(x: Decimal, cell: Decimal, step: Decimal | null): Sample {
    this.evaluationCount++;
    return { x, ...this.domain.evaluate(x), step, cell, bend: null, error: new this.domain.arithmetic(0) };
  }

  /** In its place, or instead of the sample that is there. */
  private insert(sample: Sample): void {
    const place = this.samples.findIndex((s) => s.x.gte(sample.x));
    if (place < 0) this.samples.push(sample);
    else this.samples.splice(place, this.samples[place]!.x.eq(sample.x) ? 1 : 0, sample);
  }
}

/** Brings the errors of the samples up to date with the approximation. */
export function measureErrors(samples: readonly Sample[], approximation: Approximant): void {
  for (const sample of samples) sample.error = errorOf(sample, approximation);
}

/** The largest sample of each run of equal sign; the samples must ascend. */
export function largestOfEachSign(samples: readonly Sample[]): Sample[] {
  const best: Sample[] = [];
  for (const sample of samples) {
    if (sample.error.isZero()) continue;
    const previous = best.at(-1);
    if (previous?.error.s !== sample.error.s) best.push(sample);
    else if (sample.error.abs().gt(previous.error.abs())) best[best.length - 1] = sample;
  }
  return best;
}

export function largest(samples: readonly Sample[], quantity: (sample: Sample) => Decimal): Decimal {
  return samples.map(quantity).reduce((most, value) => (value.gt(most) ? value : most));
}

function errorOf({ x, value, weight }: Sample, approximation: Approximant): Decimal {
  return weight.times(value.minus(approximation(x)));
}

function smaller(a: Decimal, b: Decimal): Decimal {
  return a.lt(b) ? a : b;
}

function within(x: Decimal, limit: Decimal): Decimal {
  return x.abs().gt(limit) ? limit.times(x.s) : x;
}
