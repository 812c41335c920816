/**
 * The Remez exchange for rational functions p/q of degrees (m, n), in decimal arithmetic.
 *
 * As for polynomials, each step levels the error on a reference of m + n + 2 points and moves the reference to the
 * extrema. Two things are different: the levelled function may have poles between the points of the reference, and
 * there may be none without a change of sign of q on it. The first passes as the reference moves to the poles'
 * neighbourhood; against the second, the reference moves only as far as a levelled function exists. The level of a q
 * that keeps its sign on the reference is a lower bound of the minimum all the same, and the bounds meeting is the
 * proof that the exchange has arrived.
 *
 * Source: M. J. D. Powell, Approximation Theory and Methods, chapter 10.
 */

import type { Decimal } from '../oracle/decimal';
import { chooseReference } from './exchange';
import { evaluateNewton } from './newton-form';
import { hasZeroBetween } from './polynomial-sturm';
import {
  evaluateRational,
  levelRational,
  type LevelledRational,
  type RationalDegrees,
  type RationalFunction,
} from './rational-level';
import type { SamplePool } from './sample-pool';
import { largest, largestOfEachSign, type PoolDomain, type Sample } from './sample-pool';

export interface RationalExchangeProblem extends PoolDomain {
  /** Relative level of rounding in f as evaluated: an error below it proves nothing. */
  readonly noise: Decimal;
}

export interface RationalExchangeResult {
  readonly rational: RationalFunction;
  /** |h|: no rational function of these degrees has a smaller maximum error. */
  readonly lowerBound: Decimal;
  /** The largest weighted error found. */
  readonly maximum: Decimal;
  /** Ascending; where the error is level with alternating signs. */
  readonly alternation: readonly Decimal[];
  readonly iterations: number;
}

/** The error sinks into the rounding noise: more digits are needed, unless f is a rational function itself. */
export class RationalPrecisionExhausted extends Error {
  override readonly name = 'RationalPrecisionExhausted';
  readonly rational: RationalFunction;
  readonly maximum: Decimal;
  /** The largest |w f|, of which the noise is a part. */
  readonly scale: Decimal;

  constructor(rational: RationalFunction, maximum: Decimal, scale: Decimal) {
    super('the error is below the rounding noise of the working precision');
    this.rational = rational;
    this.maximum = maximum;
    this.scale = scale;
  }
}

/** The exchange got nowhere from this start; from another one it may. */
export class ExchangeFailed extends Error {
  override readonly name = 'ExchangeFailed';
}

/** The bounds meet to this relative gap: the error has its 15 digits many times over, the coefficients their 30. */
export const FINAL_GAP = '1e-31';
/** Good enough for the start of another exchange. */
export const ROUGH_GAP = '1e-2';
/** Good enough to count the points of alternation. */
export const COUNTING_GAP = '1e-12';

export type Goal = typeof FINAL_GAP | typeof ROUGH_GAP | typeof COUNTING_GAP;

const MAX_ITERATIONS = 60;
/** Accepted when the iterations end, as where an extremum is a kink that no parabola finds. */
const LAST_GAP = '1e-13';

/** Accepted when the exchange makes no further progress, as where f is not smooth at an extremum. */
const ACCEPTABLE_GAP = '1e-16';
/** Half-width of the last parabola, relative to its cell: the maximum is off by its fourth power, or less. */
const LOCATED_STEP = '1e-8';
/** From here on the extrema stay where they are, but for refinement. */
const SETTLED_GAP = '1e-4';
const STALLED_ITERATIONS = 5;
const MOST_STALLED_ITERATIONS = 15;
/** A level below this part of the last one means that the reference has moved too far. */
const LARGEST_DROP = '0.5';
const HALVINGS = 5;
/** Every so many iterations the extrema that are not located yet are searched for by golden section. */
const CLIMBING_PERIOD = 12;
/** Each leaves 62% of the bracket. */
const CLIMBING_STEPS = 110;
const GOLDEN = ['0.3819660112501051518', '0.6180339887498948482'] as const;
/** Points within this of the maximum count as alternation points. */
const LEVEL_TOLERANCE = '1e-9';

/**
 * Runs the exchange from a reference of m + n + 2 ascending places, yielding once a step, until the bounds meet to the
 * gap. Throws ExchangeFailed, RationalPrecisionExhausted, and whatever `evaluate` throws.
 */
export function* rationalExchange(
  problem: RationalExchangeProblem,
  pool: SamplePool,
  degrees: RationalDegrees,
  start: readonly Decimal[],
  goal: Goal,
): Generator<undefined, RationalExchangeResult, undefined> {
  const { arithmetic: D, lower, upper } = problem;
  const wanted = degrees.numerator + degrees.denominator + 2;
  let reference = start.map((x, i) => pool.add(x, gapAt(start, i)));
  pool.fill(start);
  let current = levelRational(reference, degrees, D);
  if (current === null) throw new ExchangeFailed('no rational function without poles is level at the start');
  let best = new D(0);
  let stalled = 0;
  let closest: NearlyArrived | null = null;
  // Found by golden section; what lies so near to one is the same.
  const kinks: Decimal[] = [];
  const nearness = upper.minus(lower).times('1e-18');
  // The extrema alone, once the reference has nearly settled; the whole pool has the last word.
  let focus: readonly Sample[] | null = null;
  for (let iterations = 1; iterations <= MAX_ITERATIONS; iterations++) {
    yield;
    const rational: LevelledRational = current;
    const lowerBound = rational.level.abs();
    const samples = focus ?? pool.all;
    const hasPole = measure(samples, rational);
    const scale = largest(pool.all, (s) => s.weight.times(s.value).abs());
    const noise = scale.times(problem.noise);
    if (largest(samples, errorSize).lte(noise)) {
      throw new RationalPrecisionExhausted(rational, largest(samples, errorSize), scale);
    }
    const approximation = (x: Decimal): Decimal => evaluateRational(rational, x);
    let extrema: readonly Sample[] = largestOfEachSign(samples);
    const isKnown = (s: Sample): boolean =>
      isLocated(s) || kinks.some((x) => x.minus(s.x).abs().lte(nearness));
    if (!hasPole) {
      const isLate = iterations % CLIMBING_PERIOD === 0;
      extrema = extrema.map((s) => {
        if (!isLate || isKnown(s)) return pool.refine(s, approximation);
        const found = climbed(problem, pool, s, approximation);
        kinks.push(found.x);
        return found;
      });
    }
    const maximum = largest(extrema, errorSize);
    const gap = maximum.minus(lowerBound).div(maximum);
    if (extrema.length < wanted) {
      if (maximum.times('1e-3').lte(noise)) throw new RationalPrecisionExhausted(rational, maximum, scale);
      throw new ExchangeFailed('the error has too few extrema');
    }
    stalled = lowerBound.gt(best) ? 0 : stalled + 1;
    if (lowerBound.gt(best)) best = lowerBound;
    const arrived =
      !hasPole &&
      (goal === ROUGH_GAP ? gap.lte(goal) : extrema.every(isKnown)) &&
      (gap.lte(goal) || (stalled >= STALLED_ITERATIONS && gap.lte(ACCEPTABLE_GAP)));
    if (arrived && focus === null && !hasZeroBetween(rational.denominator, lower, upper, D)) {
      if (lowerBound.times(goal).lte(noise)) {
        throw new RationalPrecisionExhausted(rational, maximum, scale);
      }
      const threshold = maximum.minus(maximum.times(goal === ROUGH_GAP ? goal : LEVEL_TOLERANCE));
      const alternation = extrema.filter((s) => errorSize(s).gte(threshold)).map((s) => s.x);
      return { rational, lowerBound, maximum, alternation, iterations };
    }
    if (!hasPole && gap.lte(closest?.gap ?? LAST_GAP)) closest = { rational, lowerBound, extrema, gap };
    if (stalled > MOST_STALLED_ITERATIONS && closest === null)
      throw new ExchangeFailed('the exchange makes no progress');
    focus = !arrived && !hasPole && gap.lte(SETTLED_GAP) ? extrema : null;
    const moved = chooseReference(extrema, wanted);
    if (gap.gt(SETTLED_GAP)) pool.fill(moved.map((s) => s.x));
    const tooLow = lowerBound.times(gap.gt(SETTLED_GAP) ? LARGEST_DROP : 0);
    let next: Levelled | null = null;
    for (const candidate of candidates(reference, moved, pool)) {
      const levelled = levelRational(candidate, degrees, D);
      if (levelled === null || levelled.level.abs().lt(tooLow)) continue;
      next = { reference: [...candidate], rational: levelled };
      break;
    }
    if (next === null) throw new ExchangeFailed('no rational function without poles is level');
    ({ reference, rational: current } = next);
  }
  if (closest !== null) {
    // All samples have a word in it, not the extrema alone.
    const { rational, lowerBound, extrema } = closest;
    const hasPole = measure(pool.all, rational) || hasZeroBetween(rational.denominator, lower, upper, D);
    const maximum = largest([...pool.all, ...extrema], errorSize);
    if (!hasPole && maximum.minus(lowerBound).div(maximum).lte(LAST_GAP)) {
      return {
        rational,
        lowerBound,
        maximum,
        alternation: extrema.map((s) => s.x),
        iterations: MAX_ITERATIONS,
      };
    }
  }
  throw new ExchangeFailed(`the exchange did not converge in ${String(MAX_ITERATIONS)} steps`);
}

interface NearlyArrived {
  readonly rational: LevelledRational;
  readonly lowerBound: Decimal;
  readonly extrema: readonly Sample[];
  readonly gap: Decimal;
}

interface Levelled {
  readonly reference: Sample[];
  readonly rational: LevelledRational;
}

/** Where to move from a reference: all the way; at one point only; ever shorter parts of the way. */
function* candidates(
  from: readonly Sample[],
  to: readonly Sample[],
  pool: SamplePool,
): Generator<readonly Sample[], undefined, undefined> {
  yield to;
  yield exchangeOne(
    from,
    to.reduce((most, s) => (s.error.abs().gt(most.error.abs()) ? s : most)),
  );
  for (let halving = 1; halving <= HALVINGS; halving++) {
    const share = 2 ** -halving;
    const places = from.map((s, i) => s.x.plus(to[i]!.x.minus(s.x).times(share)));
    yield places.map((x, i) => pool.add(x, gapAt(places, i)));
  }
}

/** The reference with the point in place of the neighbour that has an error of the same sign. */
function exchangeOne(reference: readonly Sample[], point: Sample): readonly Sample[] {
  const after = reference.findIndex((s) => s.x.gte(point.x));
  const last = reference.length - 1;
  const sameSign = (s: Sample | undefined): boolean => s?.error.s === point.error.s;
  const replaced = (i: number): Sample[] => reference.map((s, k) => (k === i ? point : s));
  if (after < 0) return sameSign(reference[last]) ? replaced(last) : [...reference.slice(1), point];
  if (sameSign(reference[after])) return replaced(after);
  if (after > 0) return replaced(after - 1);
  return [point, ...reference.slice(0, -1)];
}

/** Brings the errors of the samples up to date; whether the denominator has both signs among them. */
function measure(samples: readonly Sample[], { numerator, denominator }: RationalFunction): boolean {
  let sign: number | null = null;
  let hasPole = false;
  for (const sample of samples) {
    const divisor = evaluateNewton(denominator, sample.x);
    sign ??= divisor.s;
    if (divisor.isZero() || divisor.s !== sign) hasPole = true;
    const value = divisor.isZero() ? divisor : evaluateNewton(numerator, sample.x).div(divisor);
    sample.error = sample.weight.times(sample.value.minus(value));
  }
  return hasPole;
}

function gapAt(places: readonly Decimal[], i: number): Decimal {
  return i === 0 ? places[1]!.minus(places[0]!) : places[i]!.minus(places[i - 1]!);
}

function errorSize(sample: Sample): Decimal {
  return sample.error.abs();
}

/**
 * The extremum beside a sample by golden section, for a kink, which parabolas approach slowly and where f has it for
 * every p/q: once found it stays.
 */
function climbed(
  problem: RationalExchangeProblem,
  pool: SamplePool,
  sample: Sample,
  approximation: (x: Decimal) => Decimal,
): Sample {
  const place = pool.all.indexOf(sample);
  const [before, after] = [pool.all[place - 1], pool.all[place + 1]];
  if (before === undefined || after === undefined) return sample;
  const errorAt = (x: Decimal): Decimal => {
    const { value, weight } = problem.evaluate(x);
    return value.minus(approximation(x)).times(weight).times(sample.error.s);
  };
  let [from, to] = [before.x, after.x];
  const inner = (share: string): Decimal => from.plus(to.minus(from).times(share));
  let [left, right] = [inner(GOLDEN[0]), inner(GOLDEN[1])];
  let [atLeft, atRight] = [errorAt(left), errorAt(right)];
  for (let step = 0; step < CLIMBING_STEPS; step++) {
    if (atLeft.gt(atRight)) {
      [to, right, atRight] = [right, left, atLeft];
      left = inner(GOLDEN[0]);
      atLeft = errorAt(left);
    } else {
      [from, left, atLeft] = [left, right, atRight];
      right = inner(GOLDEN[1]);
      atRight = errorAt(right);
    }
  }
  const found = pool.add(atLeft.gt(atRight) ? left : right, to.minus(from));
  found.error = errorAt(found.x).times(sample.error.s);
  return found.error.abs().gt(sample.error.abs()) ? found : sample;
}

/** Whether the extremum here is known so well that the parabolas cannot have passed it by. */
function isLocated({ step, cell }: Sample): boolean {
  return step === null || step.lte(cell.times(LOCATED_STEP));
}
