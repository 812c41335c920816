/**
 * The project's own constructors of decimal.js, one for each precision, none of them the global one.
 *
 * Decimal carries values for people: sums, quotients and roots of numbers that have decimal digits, and text.
 * Only + - * / and sqrt are to be used, which decimal.js rounds correctly at any precision. Its exp, ln, log,
 * pow and trigonometric functions are not: they stop at a stored number of digits of ln 10 and pi, or
 * lose digits in a general base. Functions come from `oracle.ts`.
 */

import { Decimal } from 'decimal.js';
import type { Ball } from '../numerics/ball/ball';
import type { ExactNumber } from '../numerics/number-text';

export { Decimal } from 'decimal.js';

export type DecimalConstructor = typeof Decimal;

export const MAX_DECIMAL_DIGITS = 20_000;

const constructors = new Map<number, DecimalConstructor>();

/** The constructor whose results have `digits` significant digits, rounded to nearest, ties to even. */
export function decimalArithmetic(digits: number): DecimalConstructor {
  if (!Number.isInteger(digits) || digits < 1 || digits > MAX_DECIMAL_DIGITS) {
    throw new RangeError(`decimal arithmetic has 1 to ${MAX_DECIMAL_DIGITS} digits, not ${digits}`);
  }
  let constructor = constructors.get(digits);
  if (constructor === undefined) {
    constructor = Decimal.clone({
      defaults: true,
      precision: digits,
      rounding: Decimal.ROUND_HALF_EVEN,
      toExpNeg: -7,
      toExpPos: 21,
      minE: -9e15,
      maxE: 9e15,
    });
    if (constructors.size >= 64) constructors.clear();
    constructors.set(digits, constructor);
  }
  return constructor;
}

/** n to `digits` digits, correctly rounded. */
export function decimalFromExact(n: ExactNumber, digits: number): Decimal {
  const D = decimalArithmetic(digits);
  const value = new D(n.numerator.toString()).div(n.denominator.toString());
  return n.sign < 0 ? value.neg() : value;
}

/** The finite number d as an exact fraction. */
export function exactFromDecimal(d: Decimal): ExactNumber {
  if (!d.isFinite()) throw new RangeError(`${d.toString()} is no finite number`);
  const [mantissa = '0', exponentText = '0'] = d.abs().toExponential().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const exponent = Number(exponentText) - fraction.length;
  if (Math.abs(exponent) > 1_000_000)
    throw new RangeError('the decimal exponent is too large for a fraction');
  const scale = 10n ** BigInt(Math.abs(exponent));
  const integer = BigInt(whole + fraction);
  return {
    sign: d.isNegative() ? -1 : 1,
    numerator: exponent < 0 ? integer : integer * scale,
    denominator: exponent < 0 ? scale : 1n,
  };
}

/** The midpoint of the ball to `digits` digits, correctly rounded; the exponent is limited to +-1,000,000. */
export function decimalFromBall(ball: Ball, digits: number): Decimal {
  if (Math.abs(ball.exp) > 1_000_000) throw new RangeError('the binary exponent is too large for a decimal');
  const magnitude = ball.mid < 0n ? -ball.mid : ball.mid;
  return decimalFromExact(
    {
      sign: ball.mid < 0n ? -1 : 1,
      numerator: ball.exp > 0 ? magnitude << BigInt(ball.exp) : magnitude,
      denominator: ball.exp < 0 ? 1n << BigInt(-ball.exp) : 1n,
    },
    digits,
  );
}
