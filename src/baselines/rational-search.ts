/**
 * Finds a start from which the rational exchange arrives: several spacings of the reference, then a ladder of degrees
 * (m - k, n - k), ..., (m - 1, n - 1), (m, n), each of which starts where the one before it ended.
 *
 * The ladder also sees degenerate answers: where the error of a lower rung alternates as often as it takes to be the
 * best of the higher degrees too, no exchange with their full reference could end.
 *
 * Source of the ladder: S. Filip, Y. Nakatsukasa, L. N. Trefethen, B. Beckermann, SIAM J. Sci. Comput. 40, 2018, section 4.
 */

import type { Decimal } from '../oracle/decimal';
import { oracleDecimal } from '../oracle/oracle';
import { BaselineError } from './baseline-error';
import {
  COUNTING_GAP,
  ExchangeFailed,
  type Goal,
  rationalExchange,
  ROUGH_GAP,
  type RationalExchangeProblem,
  type RationalExchangeResult,
} from './rational-exchange';
import type { RationalDegrees } from './rational-level';
import { largest, SamplePool } from './sample-pool';

/** Where an exchange of these degrees arrives at the best approximation. */
export interface PromisingStart {
  /** Lower than what was asked for where the answer is degenerate. */
  readonly degrees: RationalDegrees;
  readonly reference: readonly Decimal[];
  /** The largest weighted error, to two digits. */
  readonly maximum: Decimal;
  /** The largest |w f|. */
  readonly scale: Decimal;
  readonly iterations: number;
  /** Points at which f was evaluated. */
  readonly points: number;
}

/** How places in [0, 1] are drawn towards an end: the power they are raised to, from the left or the right. */
interface Spacing {
  readonly power: number;
  readonly end: 'lower' | 'upper';
}

const SPACINGS: readonly Spacing[] = [
  { power: 1, end: 'lower' },
  { power: 2, end: 'lower' },
  { power: 4, end: 'lower' },
  { power: 2, end: 'upper' },
  { power: 7, end: 'lower' },
  { power: 4, end: 'upper' },
];
/** Tried before the ladder, and on its rungs. */
const FIRST_SPACINGS = 2;
/** Degrees of the numerator beyond what was asked for that are tried last. */
const MOST_ABOVE = 3;
/** Of all exchanges together. */
const MAX_STEPS = 240;

/**
 * A start for the degrees, yielding once an exchange step. BaselineError where none is found,
 * RationalPrecisionExhausted where the digits do not suffice or f is rational itself.
 */
export function* findStart(
  problem: RationalExchangeProblem,
  degrees: RationalDegrees,
): Generator<undefined, PromisingStart, undefined> {
  const count = pointsOf(degrees);
  const attempt = new Attempts(problem);
  const promising = (rung: RationalDegrees, found: RationalExchangeResult): PromisingStart => ({
    degrees: rung,
    reference: found.alternation.slice(0, pointsOf(rung)),
    maximum: found.maximum,
    scale: attempt.scale(),
    iterations: attempt.steps,
    points: attempt.points(),
  });

  const direct = SPACINGS.slice(0, FIRST_SPACINGS).map((spacing) => spaced(problem, count, spacing));
  const found = yield* attempt.from(direct, degrees, ROUGH_GAP);
  if (found !== null) return promising(degrees, found);

  let known: readonly Decimal[] | null = null;
  for (let below = Math.min(degrees.numerator, degrees.denominator); below >= 0; below--) {
    const rung = { numerator: degrees.numerator - below, denominator: degrees.denominator - below };
    const size = pointsOf(rung);
    const starts: Decimal[][] = known === null ? [] : [stretched(known, size)];
    const shapes = below === 0 ? SPACINGS : SPACINGS.slice(0, FIRST_SPACINGS);
    starts.push(...shapes.map((spacing) => spaced(problem, size, spacing)));
    const rough: RationalExchangeResult | null = yield* attempt.from(starts, rung, ROUGH_GAP);
    if (rough === null) continue;
    if (below === 0) return promising(rung, rough);
    known = rough.alternation;
    if (rough.alternation.length < size + below) continue;
    const counted = yield* attempt.from([rough.alternation.slice(0, size)], rung, COUNTING_GAP);
    if (counted !== null && counted.alternation.length >= size + below) return promising(rung, counted);
  }
  // More freedom in the numerator leaves less to poles and zeros that all but cancel.
  for (let above = 1; above <= MOST_ABOVE; above++) {
    const rung = { ...degrees, numerator: degrees.numerator + above };
    const starts = SPACINGS.slice(0, FIRST_SPACINGS).map((spacing) =>
      spaced(problem, count + above, spacing),
    );
    const rough = yield* attempt.from(starts, rung, ROUGH_GAP);
    if (rough === null) continue;
    const nearby = yield* attempt.from([stretched(rough.alternation, count)], degrees, ROUGH_GAP);
    if (nearby !== null) return promising(degrees, nearby);
  }
  throw new BaselineError(
    `the exchange found no rational function of degrees (${String(degrees.numerator)},${String(degrees.denominator)}) whose error alternates ${String(count)} times: the best may be degenerate, or the function not smooth on the interval`,
  );
}

function pointsOf({ numerator, denominator }: RationalDegrees): number {
  return numerator + denominator + 2;
}

/** Exchanges from one start after another, as long as their steps last. */
class Attempts {
  steps = 0;
  private readonly problem: RationalExchangeProblem;
  private pool: SamplePool;
  private earlierPoints = 0;

  constructor(problem: RationalExchangeProblem) {
    this.problem = problem;
    this.pool = new SamplePool(problem);
  }

  /** The largest |w f|. */
  scale(): Decimal {
    return largest(this.pool.all, (s) => s.weight.times(s.value).abs());
  }

  /** At which f was evaluated. */
  points(): number {
    return this.earlierPoints + this.pool.evaluations;
  }

  /** The first exchange to arrive; null where none does. */
  *from(
    starts: readonly (readonly Decimal[])[],
    degrees: RationalDegrees,
    goal: Goal,
  ): Generator<undefined, RationalExchangeResult | null, undefined> {
    for (const start of starts) {
      if (this.steps > MAX_STEPS) return null;
      const exchange = rationalExchange(this.problem, this.pool, degrees, start, goal);
      try {
        for (let step = exchange.next(); ; step = exchange.next(), this.steps++) {
          if (step.done === true) return step.value;
          yield;
        }
      } catch (error) {
        if (!(error instanceof ExchangeFailed)) throw error;
        // What a failure leaves behind crowds where nothing is to be found.
        this.earlierPoints += this.pool.evaluations;
        this.pool = new SamplePool(this.problem);
      }
    }
    return null;
  }
}

const COSPI = { kind: 'catalogue', id: 'cospi' } as const;

/** The zeros of the Chebyshev polynomial, all inside the interval, drawn towards an end. */
function spaced(
  { arithmetic: D, lower, upper }: RationalExchangeProblem,
  count: number,
  { power, end }: Spacing,
): Decimal[] {
  const width = upper.minus(lower);
  const shares = Array.from({ length: count }, (_, k) => {
    const angle = { sign: 1, numerator: BigInt(2 * k + 1), denominator: BigInt(2 * count) } as const;
    const share = new D(1).minus(new D(oracleDecimal(COSPI, angle, 20))).div(2);
    return Array.from({ length: power - 1 }).reduce((product: Decimal) => product.times(share), share);
  });
  return end === 'lower'
    ? shares.map((share) => lower.plus(width.times(share)))
    : shares.reverse().map((share) => upper.minus(width.times(share)));
}

/** As many places spread as those given are, by linear interpolation of place against index. */
function stretched(places: readonly Decimal[], count: number): Decimal[] {
  const last = places.length - 1;
  return Array.from({ length: count }, (_, k) => {
    const position = (k * last) / (count - 1);
    const left = Math.min(Math.floor(position), last - 1);
    return places[left]!.plus(places[left + 1]!.minus(places[left]!).times(position - left));
  });
}
