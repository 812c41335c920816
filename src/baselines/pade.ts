/** The Padé approximant at a chosen point: the rational function that agrees with f there to the highest order. */

import { decimalArithmetic, type Decimal } from '../oracle/decimal';
import type { Target } from '../targets/target';
import { ERROR_DIGITS, type BaselineResult } from './baseline';
import { BaselineError } from './baseline-error';
import { conversionDigits, reachOf } from './coefficient-texts';
import { errorWeight } from './error-weight';
import { functionOnInterval } from './function-on-interval';
import { maximumError } from './maximum-error';
import { MAX_RATIONAL_DEGREE, type RationalDegrees } from './minimax-rational';
import { hasZeroOn } from './polynomial-sturm';
import { deviation } from './rational-baseline';
import { rationalText, type RationalCoefficients } from './rational-coefficients';
import { rationalSchemes } from './rational-scheme';
import { defaultCentre, moved } from './taylor';
import { taylorCoefficients } from './taylor-coefficients';

const DIGITS = 60;
/** Each degree may cost so many digits in the linear system. */
const DIGITS_PER_DEGREE = 4;
const MOST_DIGITS = 300;
/** Longest text of a centre. */
const MAX_CENTRE_DIGITS = 40;
/** An error below this part of the function is rounding: the approximant is the function itself. */
const EXACT = '1e-40';

/**
 * The Padé approximant of degrees (m, n) around `centre` (decimal text), its coefficients in powers of x, with its
 * maximum error on the closure of the target's interval. The centre may lie outside the interval.
 *
 * BaselineError where f has no Taylor series at the centre or no finite value on the interval, where the approximant does
 * not exist, has a pole on the interval, or in the relative norm does not share a zero of f, and for degrees other than
 * integers from 0 to MAX_RATIONAL_DEGREE.
 *
 * Source: G. A. Baker, P. Graves-Morris, Padé Approximants, sections 1.1 and 1.4.
 */
export function padeBaseline(
  target: Target,
  degree: RationalDegrees,
  opcodes: readonly string[],
  centre = defaultCentre(target),
): BaselineResult {
  const { numerator: m, denominator: n } = degree;
  for (const d of [m, n]) {
    if (!Number.isInteger(d) || d < 0 || d > MAX_RATIONAL_DEGREE) {
      throw new BaselineError(`the degrees must be integers from 0 to ${String(MAX_RATIONAL_DEGREE)}`);
    }
  }
  const { interval } = target;
  const width = interval.upper - interval.lower;
  const larger = Math.max(m, n);
  // Powers of x - centre turned into powers of x lose digits as the centre moves away from 0.
  const lost = Math.ceil(larger * Math.log10(1 + (reachOf(interval) + Math.abs(Number(centre))) / width));
  const digits = Math.min(MOST_DIGITS, DIGITS + DIGITS_PER_DEGREE * (m + n) + lost);
  const D = decimalArithmetic(digits + 10 + conversionDigits(interval, larger));
  const c = new D(centre);
  if (c.precision() > MAX_CENTRE_DIGITS) {
    throw new BaselineError(`the point of the series has at most ${String(MAX_CENTRE_DIGITS)} digits`);
  }
  const f = functionOnInterval(target, D, digits, 'any');
  const order = f.roots.length;
  const series = taylorCoefficients({
    function: target.function,
    centre: c,
    count: m + n + 1,
    digits,
    scale: width / 2,
  }).map((a) => new D(a));
  const other = f.roots.find((root) => !root.eq(c));
  if (other !== undefined || series.slice(0, order).some((a) => !a.isZero())) {
    const place = (other ?? c).toSignificantDigits(6).toString();
    throw new BaselineError(
      `in the relative norm the error has no bound: the function is zero at x = ${place}, where the Padé approximant around ${centre} is not`,
    );
  }
  if (m < order) {
    throw new BaselineError(
      `in the relative norm the numerator must be zero where the function is: its degree must be at least ${String(order)}`,
    );
  }
  const local = padeAt(series, degree, new D(width).div(2), new D(`1e-${String(Math.floor(digits / 2))}`));
  const found: RationalCoefficients = {
    numerator: moved(local.numerator.slice(order), c.neg()),
    denominator: moved(local.denominator, c.neg()),
  };
  if (hasZeroOn(found.denominator, f.lower, f.upper, D)) {
    throw new BaselineError(
      `the Padé approximant (${String(m)},${String(n)}) around ${centre} has a pole on the interval`,
    );
  }

  const weight = errorWeight(target, f, D);
  const measured = maximumError(
    {
      arithmetic: D,
      lower: f.lower,
      upper: f.upper,
      jumps: weight.jumps,
      evaluate: (x) => {
        const value = f.value(x);
        return { value, weight: weight.of(value) };
      },
    },
    (x) => valueAt(found.numerator, x).div(valueAt(found.denominator, x)),
    m + n + 2,
  );
  const { maximum } = measured;
  const heaviest = largestOf(f.scan.map(({ value }) => weight.of(value)));
  const size = largestOf(f.scan.map(({ value }) => value.abs()));
  const isExact = maximum.lte(size.times(heaviest).times(EXACT));
  const finest = isExact ? size.times(EXACT) : maximum.div(heaviest);
  const text = rationalText(found, f.roots, { error: finest, places: f.scan.map(({ x }) => x) });
  const { schemes, refused } = rationalSchemes(text, opcodes, {
    interval,
    tolerance: deviation(finest.toExponential(5)),
  });
  return {
    family: 'pade',
    degree,
    coefficients: { numerator: text.numerator, denominator: text.denominator },
    norm: target.norm,
    error: isExact ? '0' : maximum.toExponential(ERROR_DIGITS - 1),
    errorNumber: isExact ? 0 : maximum.toNumber(),
    errorKind: 'refined',
    alternation: isExact
      ? []
      : measured.alternation.map((x) => x.toSignificantDigits(ERROR_DIGITS).toString()),
    centre,
    schemes,
    schemesRefused: refused,
    iterations: 0,
    points: measured.points,
  };
}

/**
 * Numerator and denominator in powers of x - centre, the denominator 1 at the centre, from the first m + n + 1 Taylor
 * coefficients. Where the system is singular the approximant lies in a block of the Padé table, and is that of lower
 * degrees if it exists at all. BaselineError where it does not.
 */
export function padeAt(
  series: readonly Decimal[],
  degree: RationalDegrees,
  scale: Decimal,
  negligible: Decimal,
): RationalCoefficients {
  const powers = powersOf(scale, series.length);
  // In units of the scale the coefficients are of like size.
  const terms = series.map((a, k) => a.times(powers[k]!));
  for (let below = 0; below <= Math.min(degree.numerator, degree.denominator); below++) {
    const [m, n] = [degree.numerator - below, degree.denominator - below];
    const denominator = denominatorOf(terms, m, n, negligible);
    if (denominator === null) continue;
    const product = terms.map((_, k) => convolved(terms, denominator, k));
    const largest = largestOf(product.map((v) => v.abs()));
    const agrees = product.slice(m + 1).every((v) => v.abs().lte(largest.times(negligible)));
    if (!agrees) break;
    const back = (coefficients: readonly Decimal[]): Decimal[] =>
      coefficients.map((v, k) => v.div(powers[k]!));
    return { numerator: back(product.slice(0, m + 1)), denominator: back(denominator) };
  }
  throw new BaselineError(
    `there is no Padé approximant of degrees (${String(degree.numerator)},${String(degree.denominator)}): its linear system has no solution (Padé table not normal)`,
  );
}

/** The q with q(0) = 1 and degree n for which the terms m + 1 to m + n of series * q vanish; null where it is not unique. */
function denominatorOf(
  terms: readonly Decimal[],
  m: number,
  n: number,
  negligible: Decimal,
): Decimal[] | null {
  const zero = terms[0]!.times(0);
  const at = (k: number): Decimal => terms[k] ?? zero;
  const rows = Array.from({ length: n }, (_, i) => [
    ...Array.from({ length: n }, (__, j) => at(m + i - j)),
    at(m + i + 1).neg(),
  ]);
  const scales = rows.map((row) => largestOf(row.map((v) => v.abs())));
  for (let p = 0; p < n; p++) {
    let best = p;
    for (let r = p + 1; r < n; r++) {
      if (relative(rows[r]![p]!, scales[r]!).gt(relative(rows[best]![p]!, scales[best]!))) best = r;
    }
    [rows[p], rows[best]] = [rows[best]!, rows[p]!];
    [scales[p], scales[best]] = [scales[best]!, scales[p]!];
    const pivot = rows[p]!;
    if (relative(pivot[p]!, scales[p]!).lte(negligible)) return null;
    for (let r = p + 1; r < n; r++) {
      const row = rows[r]!;
      const factor = row[p]!.div(pivot[p]!);
      for (let k = p + 1; k <= n; k++) row[k] = row[k]!.minus(factor.times(pivot[k]!));
    }
  }
  const q = Array.from({ length: n }, () => zero);
  for (let p = n - 1; p >= 0; p--) {
    let rest = rows[p]![n]!;
    for (let k = p + 1; k < n; k++) rest = rest.minus(rows[p]![k]!.times(q[k]!));
    q[p] = rest.div(rows[p]![p]!);
  }
  return [zero.plus(1), ...q];
}

function relative(value: Decimal, scale: Decimal): Decimal {
  return scale.isZero() ? scale : value.abs().div(scale);
}

function convolved(a: readonly Decimal[], b: readonly Decimal[], k: number): Decimal {
  return b.slice(0, k + 1).reduce((sum, v, j) => sum.plus(v.times(a[k - j]!)), a[0]!.times(0));
}

function powersOf(base: Decimal, count: number): Decimal[] {
  const powers = [base.times(0).plus(1)];
  while (powers.length < count) powers.push(powers.at(-1)!.times(base));
  return powers;
}

function valueAt(coefficients: readonly Decimal[], x: Decimal): Decimal {
  return coefficients.reduceRight((sum, c) => sum.times(x).plus(c));
}

function largestOf(values: readonly Decimal[]): Decimal {
  return values.reduce((a, b) => (b.gt(a) ? b : a));
}
