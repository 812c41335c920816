/** The Taylor polynomial at a chosen point. */

import { decimalArithmetic, type Decimal } from '../oracle/decimal';
import type { Target } from '../targets/target';
import type { BaselineResult } from './baseline';
import { BaselineError } from './baseline-error';
import { conversionDigits, reachOf } from './coefficient-texts';
import { functionOnInterval } from './function-on-interval';
import { MAX_DEGREE } from './minimax-polynomial';
import { polynomialBaseline } from './polynomial-baseline';
import { taylorCoefficients } from './taylor-coefficients';

const DIGITS = 60;
/** Longest text of a centre. */
const MAX_CENTRE_DIGITS = 40;

/** 0 where it lies in the interval's closure, else the interval's middle: decimal text. */
export function defaultCentre({ interval: { lower, upper } }: Target): string {
  if (lower <= 0 && upper >= 0) return '0';
  return decimalArithmetic(50).add(lower, upper).div(2).toString();
}

/**
 * The Taylor polynomial of degree n around `centre` (decimal text), in powers of x, with its maximum error on the
 * closure of the target's interval. The centre may lie outside the interval.
 *
 * BaselineError where f has no Taylor series at the centre or no finite value on the interval, where in the relative
 * norm f has a zero that the polynomial does not share, and for degrees other than the integers from 0 to MAX_DEGREE.
 */
export function taylorBaseline(
  target: Target,
  degree: number,
  opcodes: readonly string[],
  centre = defaultCentre(target),
): BaselineResult {
  if (!Number.isInteger(degree) || degree < 0 || degree > MAX_DEGREE) {
    throw new BaselineError(`the degree must be an integer from 0 to ${String(MAX_DEGREE)}`);
  }
  const { interval } = target;
  const far = Math.abs(Number(centre));
  const width = interval.upper - interval.lower;
  // Powers of x - centre turned into powers of x lose digits as the centre moves away from 0.
  const lost = Math.ceil(degree * Math.log10(1 + (reachOf(interval) + far) / width));
  const digits = Math.min(400, DIGITS + 2 * degree + lost);
  const D = decimalArithmetic(digits + 10 + conversionDigits(interval, degree));
  const c = new D(centre);
  if (c.precision() > MAX_CENTRE_DIGITS) {
    throw new BaselineError(`the point of the series has at most ${String(MAX_CENTRE_DIGITS)} digits`);
  }
  const f = functionOnInterval(target, D, digits, 'any');
  const terms = taylorCoefficients({
    function: target.function,
    centre: c,
    count: degree + 1,
    digits,
    scale: width / 2,
  }).map((a) => new D(a));
  const order = f.roots.length;
  const other = f.roots.find((root) => !root.eq(c));
  if (other !== undefined || terms.slice(0, order).some((a) => !a.isZero())) {
    const place = (other ?? c).toSignificantDigits(6).toString();
    throw new BaselineError(
      `in the relative norm the error has no bound: the function is zero at x = ${place}, where the Taylor polynomial around ${centre} is not`,
    );
  }
  if (terms.length <= order) {
    throw new BaselineError(
      `in the relative norm the polynomial must be more than zero: the degree must be at least ${String(order)}`,
    );
  }
  const quotient = moved(terms.slice(order), c.neg());
  return polynomialBaseline({
    family: 'taylor',
    target,
    degree,
    arithmetic: D,
    f,
    quotient,
    centre,
    opcodes,
  });
}

/** The coefficients of p(x + by) in powers of x. */
export function moved(p: readonly Decimal[], by: Decimal): Decimal[] {
  const u = [...p];
  if (by.isZero()) return u;
  for (let from = 0; from < u.length - 1; from++) {
    for (let k = u.length - 2; k >= from; k--) u[k] = u[k]!.plus(u[k + 1]!.times(by));
  }
  return u;
}
