/**
 * Chebyshev approximation: the interpolant in the zeros of a Chebyshev polynomial, and the truncated Chebyshev series.
 *
 * Both are sums c_0 / 2 + c_1 T_1(t) + ... + c_n T_n(t), t from -1 to 1 over the interval, with
 * c_k = (2 / N) sum over j < N of f(x_j) T_k(x_j) at the zeros x_j of T_N: N = n + 1 gives the interpolant, N to
 * infinity the series. For analytic functions the sums converge as fast as the series itself.
 *
 * Source: L. N. Trefethen, Approximation Theory and Approximation Practice, chapters 3 and 4.
 */

import { decimalArithmetic, type Decimal, type DecimalConstructor } from '../oracle/decimal';
import { oracleDecimal } from '../oracle/oracle';
import type { Target } from '../targets/target';
import type { BaselineResult } from './baseline';
import { BaselineError } from './baseline-error';
import { conversionDigits } from './coefficient-texts';
import { functionOnInterval } from './function-on-interval';
import { MAX_DEGREE } from './minimax-polynomial';
import { polynomialBaseline } from './polynomial-baseline';
import type { Evaluate } from './roots';

export type ChebyshevKind = 'truncation' | 'interpolation';

const DIGITS = 60;
const MAX_NODES = 2048;
/** Coefficients have settled when they change by less than this part of the largest. */
const SETTLED = '1e-38';

/**
 * The polynomial of degree n by Chebyshev's series or interpolation, on the closure of the target's interval. In the
 * relative norm the zeros of f at 0 or an open end are divided out first, and shared.
 *
 * BaselineError with the reason where f has no finite value, or other zeros in the relative norm, where the series
 * converges too slowly for 30 digits, and for degrees other than the integers from 0 to MAX_DEGREE.
 */
export function chebyshevBaseline(
  target: Target,
  degree: number,
  opcodes: readonly string[],
  kind: ChebyshevKind = 'truncation',
): BaselineResult {
  if (!Number.isInteger(degree) || degree < 0 || degree > MAX_DEGREE) {
    throw new BaselineError(`the degree must be an integer from 0 to ${String(MAX_DEGREE)}`);
  }
  const digits = DIGITS + 2 * degree;
  const D = decimalArithmetic(digits + 10 + degree + conversionDigits(target.interval, degree));
  const f = functionOnInterval(target, D, digits, 'at 0 or an open end');
  const n = degree - f.roots.length;
  if (n < 0) {
    throw new BaselineError(
      `in the relative norm the polynomial must be zero where the function is: the degree must be at least ${String(f.roots.length)}`,
    );
  }
  const half = f.upper.minus(f.lower).div(2);
  const middle = f.lower.plus(half);
  const at = (t: Decimal): Decimal => f.value(middle.plus(half.times(t)));
  const coefficients =
    kind === 'interpolation' ? sums(at, n, n + 1, D, digits) : seriesCoefficients(at, n, D, digits);
  const quotient = inPowers(coefficients, middle, half);
  return polynomialBaseline({ family: 'chebyshev', target, degree, arithmetic: D, f, quotient, opcodes });
}

function seriesCoefficients(f: Evaluate, n: number, D: DecimalConstructor, digits: number): Decimal[] {
  let known = sums(f, n, firstCount(n), D, digits);
  for (let count = 2 * firstCount(n); count <= MAX_NODES; count *= 2) {
    const finer = sums(f, n, count, D, digits);
    const size = finer.map((c) => c.abs()).reduce((a, b) => (b.gt(a) ? b : a));
    const change = finer.map((c, k) => c.minus(known[k]!).abs()).reduce((a, b) => (b.gt(a) ? b : a));
    known = finer;
    if (change.lte(size.times(SETTLED))) return known;
  }
  throw new BaselineError(
    `the Chebyshev series converges too slowly: with ${String(MAX_NODES)} points its coefficients do not have 30 digits; interpolation needs no series`,
  );
}

function firstCount(n: number): number {
  return Math.max(32, 2 ** Math.ceil(Math.log2(2 * n + 2)));
}

const COSPI = { kind: 'catalogue', id: 'cospi' } as const;

/** c_0 to c_n from `count` points. */
function sums(f: Evaluate, n: number, count: number, D: DecimalConstructor, digits: number): Decimal[] {
  // cos(pi i / (2 count)) for a quarter of the circle; the rest is symmetry.
  const quarter = Array.from({ length: count + 1 }, (_, i) => {
    if (i === count) return new D(0);
    return new D(
      oracleDecimal(COSPI, { sign: 1, numerator: BigInt(i), denominator: BigInt(2 * count) }, digits),
    );
  });
  const cosine = (i: number): Decimal => {
    const around = i % (4 * count);
    const upper = around > 2 * count ? 4 * count - around : around;
    return upper > count ? quarter[2 * count - upper]!.neg() : quarter[upper]!;
  };
  const values = Array.from({ length: count }, (_, j) => f(cosine(2 * j + 1)));
  return Array.from({ length: n + 1 }, (_, k) =>
    values
      .reduce((sum, value, j) => sum.plus(value.times(cosine(k * (2 * j + 1)))), new D(0))
      .times(2)
      .div(count),
  );
}

/** c_0 / 2 + sum of c_k T_k((x - middle) / half) as coefficients of 1, x, x^2, ..., by Clenshaw's recurrence. */
function inPowers(c: readonly Decimal[], middle: Decimal, half: Decimal): Decimal[] {
  const zero = middle.times(0);
  const timesT = (p: readonly Decimal[]): Decimal[] =>
    [zero, ...p].map((lower, k) => lower.minus((p[k] ?? zero).times(middle)).div(half));
  let [next, after]: [Decimal[], Decimal[]] = [[], []];
  for (let k = c.length - 1; k >= 1; k--) {
    const shifted = timesT(next);
    const now = shifted.map((value, i) => value.times(2).minus(after[i] ?? zero));
    now[0] = (now[0] ?? zero).plus(c[k]!);
    [next, after] = [now, next];
  }
  const result = timesT(next).map((value, i) => value.minus(after[i] ?? zero));
  result[0] = (result[0] ?? zero).plus(c[0]!.div(2));
  return result.slice(0, c.length);
}
