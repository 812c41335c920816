/**
 * Taylor coefficients of any function that the oracle evaluates, catalogue and expressions alike.
 *
 * f is interpolated at points c +- h/2, c +- 3h/2, ... around the centre, to so many digits that the division by h^k
 * costs none of those that are wanted. The interpolant through all points and the one without the outer four differ by
 * about the error of the latter, which is h^4 times coarser than the former: the digits handed back are those on
 * which both agree. At a kink or an essential singularity they never do, and the answer is a refusal.
 */

import {
  decimalArithmetic,
  exactFromDecimal,
  type Decimal,
  type DecimalConstructor,
} from '../oracle/decimal';
import { oracleDecimal, OracleError } from '../oracle/oracle';
import type { TargetFunction } from '../targets/target';
import { BaselineError } from './baseline-error';
import { dividedDifferences, monomialCoefficients } from './newton-form';

export const MAX_TAYLOR_TERMS = 64;
export const MAX_TAYLOR_DIGITS = 400;

/** Spacings that are tried, as negative powers of ten of the scale; the finer ones for singularities close by. */
const SPACINGS: readonly number[] = [8, 20, 60];
/** Outer points that the check leaves out. */
const CHECKED = 4;
const MAX_WORKING_DIGITS = 9000;
const ATTEMPTS_PER_SPACING = 4;

export interface TaylorRequest {
  readonly function: TargetFunction;
  readonly centre: Decimal;
  /** Coefficients wanted: those of 1, (x - centre), ..., (x - centre)^(count - 1). At most MAX_TAYLOR_TERMS. */
  readonly count: number;
  /** Significant digits of each, at most MAX_TAYLOR_DIGITS. */
  readonly digits: number;
  /** A length on which the function varies, such as half the width of the interval; positive. */
  readonly scale: number;
}

/**
 * f^(k)(centre) / k! for k < count, each to `digits` digits relatively; 0 where it is smaller than 10^-(2 digits) of
 * the largest term a_k scale^k. BaselineError where f has no Taylor series there, RangeError for bad sizes.
 */
export function taylorCoefficients(request: TaylorRequest): Decimal[] {
  const { count, digits, scale } = request;
  if (!Number.isInteger(count) || count < 1 || count > MAX_TAYLOR_TERMS) {
    throw new RangeError(`a Taylor series is computed to 1 to ${String(MAX_TAYLOR_TERMS)} terms`);
  }
  if (!Number.isInteger(digits) || digits < 1 || digits > MAX_TAYLOR_DIGITS) {
    throw new RangeError(`Taylor coefficients have 1 to ${String(MAX_TAYLOR_DIGITS)} digits`);
  }
  if (!(scale > 0) || !Number.isFinite(scale))
    throw new RangeError('the scale of a Taylor series is positive');
  for (const spacing of SPACINGS) {
    let working = 2 * digits + spacing * (count + CHECKED);
    for (let attempt = 0; attempt < ATTEMPTS_PER_SPACING && working <= MAX_WORKING_DIGITS; attempt++) {
      const found = interpolated(request, spacing, working);
      if (found.coefficients !== null) return found.coefficients;
      if (found.missingDigits <= 0) break;
      working += found.missingDigits + digits;
    }
  }
  throw new BaselineError(
    `the function has no Taylor series at x = ${shown(request.centre)} that can be found: it is not smooth there, or a singularity lies too close`,
  );
}

interface Interpolated {
  /** null where not all of them have their digits. */
  readonly coefficients: Decimal[] | null;
  /** By which rounding spoils the worst of them; 0 when finer points are needed instead. */
  readonly missingDigits: number;
}

function interpolated(request: TaylorRequest, spacing: number, working: number): Interpolated {
  const { count, digits, scale } = request;
  const D = decimalArithmetic(working);
  const pairs = Math.ceil((count + CHECKED + (2 * digits + 10) / spacing) / 2);
  const step = powerOfTen(new D(scale).e - spacing, D);
  const centre = new D(request.centre);
  // From the centre outwards, so that a Newton form's beginning is that of the inner points.
  const places = Array.from({ length: pairs }, (_, j) => [
    new D(j).plus('0.5'),
    new D(-j).minus('0.5'),
  ]).flat();
  const values = places.map((t) => valueAt(request, centre.plus(t.times(step)), working));
  const divided = dividedDifferences(places, values);
  const fine = monomialCoefficients({ nodes: places, divided });
  const inner = places.length - CHECKED;
  const coarse = monomialCoefficients({ nodes: places.slice(0, inner), divided: divided.slice(0, inner) });
  const largestValue = values.map((v) => v.abs()).reduce((a, b) => (b.gt(a) ? b : a));
  // Rounded values times the sum of a Lagrange polynomial's coefficients, which stays below 2^points.
  const rounding = largestValue.times(powerOfTen(Math.ceil(0.302 * places.length) - working, D));
  const unit = new D(scale).div(step);
  const powers = [new D(1)];
  while (powers.length < count) powers.push(powers.at(-1)!.times(unit));
  const scalePowers = [new D(1)];
  while (scalePowers.length < count) scalePowers.push(scalePowers.at(-1)!.times(scale));
  const terms = powers.map((power, k) => fine[k]!.abs().times(power));
  const largestTerm = terms.reduce((a, b) => (b.gt(a) ? b : a));
  const tiny = largestTerm.times(powerOfTen(-2 * digits, D));
  const relative = powerOfTen(-digits, D);

  const Result = decimalArithmetic(digits + 10);
  const coefficients: Decimal[] = [];
  let missingDigits = 0;
  for (const [k, power] of powers.entries()) {
    const c = fine[k]!;
    const deviation = c.minus(coarse[k]!).abs();
    const allowed = largerOf(c.abs().times(relative), tiny.div(power));
    if (deviation.gt(largerOf(allowed, rounding))) return { coefficients: null, missingDigits: 0 };
    if (rounding.gt(allowed)) missingDigits = Math.max(missingDigits, rounding.e - allowed.e + 2);
    const isZero = terms[k]!.lte(tiny.times(2));
    // unit^k / scale^k = step^-k, and scale is a short number.
    coefficients.push(isZero ? new Result(0) : new Result(c.times(power).div(scalePowers[k]!)).times(1));
  }
  return { coefficients: missingDigits > 0 ? null : coefficients, missingDigits };
}

function valueAt({ function: fn, centre }: TaylorRequest, x: Decimal, digits: number): Decimal {
  try {
    return oracleDecimal(fn, exactFromDecimal(x), digits);
  } catch (error) {
    if (!(error instanceof OracleError)) throw error;
    throw new BaselineError(
      `the function has no Taylor series at x = ${shown(centre)}: it has no value beside it (${error.message.slice(0, 200)})`,
    );
  }
}

function largerOf(a: Decimal, b: Decimal): Decimal {
  return a.gt(b) ? a : b;
}

function powerOfTen(exponent: number, D: DecimalConstructor): Decimal {
  return new D(`1e${String(exponent)}`);
}

function shown(x: Decimal): string {
  return x.toSignificantDigits(6).toString();
}
