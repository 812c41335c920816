/**
 * The Remez exchange for polynomials, in decimal arithmetic.
 *
 * Finds, in a space of polynomials of dimension m, the p that minimises max |w(x) (f(x) - p(x))| on a closed interval:
 * the one whose weighted error takes its maximum at m + 1 points with alternating signs (Chebyshev), since no p but 0
 * has m zeros in the interval (Haar's condition). Each step levels the error on a reference of m + 1 points, which gives a lower bound |h| of the minimum (de la Vallée Poussin), and moves
 * the reference to the extrema of the error, whose maximum is an upper bound. The two bounds meeting is the proof
 * that the exchange has arrived, and the only test for stopping.
 *
 * Source: E. W. Cheney, Introduction to Approximation Theory, chapter 3.
 */

import type { Decimal } from '../oracle/decimal';
import { oracleDecimal } from '../oracle/oracle';
import { BaselineError } from './baseline-error';
import type { Levelled, PolynomialSpace, SpacePolynomial } from './polynomial-space';
import {
  largest,
  largestOfEachSign,
  measureErrors,
  SamplePool,
  type PoolDomain,
  type Sample,
} from './sample-pool';

export interface ExchangeProblem extends PoolDomain {
  readonly space: PolynomialSpace;
  /** Relative level of rounding in f as evaluated: an error below it proves nothing. */
  readonly noise: Decimal;
}

export interface ExchangeResult {
  readonly polynomial: SpacePolynomial;
  /** |h|: no polynomial of the space has a smaller maximum error. */
  readonly lowerBound: Decimal;
  /** The largest weighted error found. */
  readonly maximum: Decimal;
  /** Ascending; the points at which the error is level, with alternating signs: one more than the dimension, or more. */
  readonly alternation: readonly Decimal[];
  readonly iterations: number;
  /** Points at which f was evaluated. */
  readonly points: number;
}

/** The error sinks into the rounding noise: more digits are needed, unless f is a polynomial itself. */
export class PrecisionExhausted extends Error {
  override readonly name = 'PrecisionExhausted';
  /** Interpolates f, up to noise. */
  readonly polynomial: SpacePolynomial;
  /** Its largest weighted error found. */
  readonly maximum: Decimal;
  /** The largest |w f|, of which the noise is a part. */
  readonly scale: Decimal;
  readonly points: number;

  constructor(polynomial: SpacePolynomial, maximum: Decimal, scale: Decimal, points: number) {
    super('the error is below the rounding noise of the working precision');
    this.polynomial = polynomial;
    this.maximum = maximum;
    this.scale = scale;
    this.points = points;
  }
}

const MAX_ITERATIONS = 100;
/** The bounds meet to this relative gap: the error has its 15 digits many times over, the coefficients their 30. */
const TARGET_GAP = '1e-31';
/** Accepted when the exchange makes no further progress, as where f is not smooth at an extremum. */
const ACCEPTABLE_GAP = '1e-16';
/** Half-width of the last parabola, relative to its cell: the maximum is off by its fourth power, or less. */
const LOCATED_STEP = '1e-8';
/** From here on the extrema stay where they are, but for refinement. */
const SETTLED_GAP = '1e-4';
const STALLED_ITERATIONS = 5;
/** A reference whose level is this far below the maximum error carries no information: try a skewed one. */
const DEGENERATE_LEVEL = '1e-6';
/** Skews of the first reference, for functions whose symmetry makes a symmetric reference level at nothing. */
const SKEWS: readonly string[] = ['0', '0.3', '0.8', '0.5'];
/** Points within this of the maximum count as alternation points. */
const LEVEL_TOLERANCE = '1e-9';

/**
 * Runs the exchange to its end.
 *
 * Throws PrecisionExhausted when the error sinks into the noise, BaselineError when the exchange stalls, and
 * whatever `evaluate` throws.
 */
export function exchange(problem: ExchangeProblem): ExchangeResult {
  const pool = new SamplePool(problem);
  const wanted = problem.space.dimension + 1;
  let { polynomial, level } = firstReference(problem, pool);
  let best = level.times(0);
  let stalled = 0;
  // The extrema alone, once the reference has nearly settled; the whole pool has the last word.
  let focus: readonly Sample[] | null = null;
  for (let iterations = 1; iterations <= MAX_ITERATIONS; iterations++) {
    const samples = focus ?? pool.all;
    measureErrors(samples, polynomial.evaluate);
    const scale = largest(pool.all, (s) => s.weight.times(s.value).abs());
    const noise = scale.times(problem.noise);
    let maximum = largest(samples, errorSize);
    if (maximum.lte(noise)) throw new PrecisionExhausted(polynomial, maximum, scale, pool.evaluations);
    const extrema: readonly Sample[] = largestOfEachSign(samples).map((s) =>
      pool.refine(s, polynomial.evaluate),
    );
    maximum = largest(extrema, errorSize);
    if (extrema.length < wanted) throw new PrecisionExhausted(polynomial, maximum, scale, pool.evaluations);
    const lowerBound = level.abs();
    const gap = maximum.minus(lowerBound).div(maximum);
    stalled = lowerBound.gt(best) ? 0 : stalled + 1;
    if (lowerBound.gt(best)) best = lowerBound;
    const arrived =
      extrema.every(isLocated) &&
      (gap.lte(TARGET_GAP) || (stalled >= STALLED_ITERATIONS && gap.lte(ACCEPTABLE_GAP)));
    if (arrived && focus === null) {
      if (lowerBound.times(TARGET_GAP).lte(noise)) {
        throw new PrecisionExhausted(polynomial, maximum, scale, pool.evaluations);
      }
      const threshold = maximum.minus(maximum.times(LEVEL_TOLERANCE));
      const alternation = extrema.filter((s) => errorSize(s).gte(threshold)).map((s) => s.x);
      return { polynomial, lowerBound, maximum, alternation, iterations, points: pool.evaluations };
    }
    focus = !arrived && gap.lte(SETTLED_GAP) ? extrema : null;
    const reference = chooseReference(extrema, wanted);
    if (gap.gt(SETTLED_GAP)) pool.fill(reference.map((s) => s.x));
    ({ polynomial, level } = problem.space.level(reference));
  }
  throw new BaselineError(
    `the exchange did not converge in ${String(MAX_ITERATIONS)} steps; the function may not be smooth on the interval`,
  );
}

function errorSize(sample: Sample): Decimal {
  return sample.error.abs();
}

/** Whether the extremum here is known so well that the parabolas cannot have passed it by. */
function isLocated({ step, cell }: Sample): boolean {
  return step === null || step.lte(cell.times(LOCATED_STEP));
}

/** Starts from the extrema of a Chebyshev polynomial, skewed if they level the error at nothing. */
function firstReference(problem: ExchangeProblem, pool: SamplePool): Levelled {
  let best: Levelled | undefined;
  for (const skew of SKEWS) {
    const points = firstPoints(problem, new problem.arithmetic(skew));
    const reference = points.map((x, i) =>
      pool.add(x, i === 0 ? points[1]!.minus(x) : x.minus(points[i - 1]!)),
    );
    pool.fill(points);
    const levelled = problem.space.level(reference);
    if (best === undefined || levelled.level.abs().gt(best.level.abs())) best = levelled;
    measureErrors(pool.all, best.polynomial.evaluate);
    if (best.level.abs().gt(largest(pool.all, errorSize).times(DEGENERATE_LEVEL))) break;
  }
  return best!;
}

const COSPI = { kind: 'catalogue', id: 'cospi' } as const;

/** As many as the exchange needs; no end at which the space vanishes is among them. */
function firstPoints(problem: ExchangeProblem, skew: Decimal): Decimal[] {
  const { space, lower, upper } = problem;
  const vanishing = [lower, upper].filter(space.vanishesAt);
  return chebyshevExtrema(problem, space.dimension + 1 + vanishing.length, skew).filter(
    (x) => !vanishing.some((end) => end.eq(x)),
  );
}

function chebyshevExtrema(problem: ExchangeProblem, count: number, skew: Decimal): Decimal[] {
  const { arithmetic: D, lower, upper } = problem;
  const half = upper.minus(lower).div(2);
  const middle = lower.plus(half);
  return Array.from({ length: count }, (_, k) => {
    if (k === 0) return lower;
    if (k === count - 1 && skew.isZero()) return upper;
    const t = new D(
      oracleDecimal(COSPI, { sign: 1, numerator: BigInt(k), denominator: BigInt(count - 1) }, 20),
    ).neg();
    return middle.plus(half.times(t.minus(skew.times(t.plus(1)).times(t.plus(2)).div(6))));
  });
}

/**
 * `count` of the extrema, signs still alternating, the largest kept: while there are too many, the smallest end
 * or neighbouring pair goes.
 */
export function chooseReference(extrema: readonly Sample[], count: number): Sample[] {
  const kept = [...extrema];
  const size = (i: number): Decimal => kept[i]!.error.abs();
  const pairSize = (i: number): Decimal => (size(i).gt(size(i + 1)) ? size(i) : size(i + 1));
  while (kept.length > count) {
    const end = size(0).lt(size(kept.length - 1)) ? 0 : kept.length - 1;
    let pair = 0;
    for (let i = 1; i + 1 < kept.length; i++) if (pairSize(i).lt(pairSize(pair))) pair = i;
    if (kept.length === count + 1 || size(end).lt(pairSize(pair))) kept.splice(end, 1);
    else kept.splice(pair, 2);
  }
  return kept;
}
