/** Enclosures and fractions rounded to decimal digits. */

import { type Ball, divide, fromInteger, multiply, ONE, shifted } from '../numerics/ball/ball';
import { bitLength } from '../numerics/bits';
import type { ExactNumber } from '../numerics/number-text';

const LOG10_2 = 0.3010299956639812;

/** 10^n as a ball of `bits` bits, by repeated squaring. */
function powerOfTen(n: number, bits: number): Ball {
  let result = ONE;
  let base = fromInteger(10);
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(result, base, bits);
    if (rest > 1) base = multiply(base, base, bits);
  }
  return result;
}

/**
 * The number of `digits` significant digits nearest to every value of the ball, as text; undefined when the ball
 * does not decide it.
 */
export function textFromBall(ball: Ball, digits: number): string | undefined {
  if (ball.mid === 0n && ball.rad === 0n) return scientific(0n, digits, 0, false);
  const magnitude = ball.mid < 0n ? -ball.mid : ball.mid;
  if (magnitude <= ball.rad) return undefined;
  const bits = Math.max(bitLength(magnitude), Math.ceil(digits * 3.33)) + 64;
  const guess = Math.floor((bitLength(magnitude) - 1 + ball.exp) * LOG10_2);
  const smallest = 10n ** BigInt(digits - 1);
  // The guess is at most one below the decimal exponent of the ball's lower end, or one above where it was rounded up.
  for (const exponent of [guess, guess + 1, guess - 1]) {
    const shift = digits - 1 - exponent;
    const power = powerOfTen(Math.abs(shift), bits);
    const absolute = { mid: magnitude, rad: ball.rad, exp: ball.exp };
    const scaled = shift >= 0 ? multiply(absolute, power, bits) : divide(absolute, power, bits);
    const floor = shifted(scaled.mid - scaled.rad, scaled.exp);
    if (floor < smallest || floor >= 10n * smallest) continue;
    const low = nearestInteger(scaled.mid - scaled.rad, scaled.exp);
    const high = nearestInteger(scaled.mid + scaled.rad, scaled.exp);
    if (low === undefined || low !== high) return undefined;
    return low === 10n * smallest
      ? scientific(smallest, digits, exponent + 1, ball.mid < 0n)
      : scientific(low, digits, exponent, ball.mid < 0n);
  }
  return undefined;
}

/** n 2^exp rounded to nearest; undefined on a tie, which no enclosure may decide. */
function nearestInteger(n: bigint, exp: number): bigint | undefined {
  if (exp >= 0) return n << BigInt(exp);
  const shift = BigInt(-exp);
  const whole = n >> shift;
  const twiceRest = (n - (whole << shift)) << 1n;
  const unit = 1n << shift;
  if (twiceRest === unit) return undefined;
  return twiceRest > unit ? whole + 1n : whole;
}

/** The fraction rounded to `digits` significant digits, ties to even. */
export function textFromExact(x: ExactNumber, digits: number): string {
  if (x.numerator === 0n) return scientific(0n, digits, 0, x.sign < 0);
  const guess = Math.floor((bitLength(x.numerator) - bitLength(x.denominator) - 1) * LOG10_2);
  for (let exponent = guess; ; exponent++) {
    const shift = digits - 1 - exponent;
    const scale = 10n ** BigInt(Math.abs(shift));
    const numerator = shift >= 0 ? x.numerator * scale : x.numerator;
    const denominator = shift >= 0 ? x.denominator : x.denominator * scale;
    let integer = numerator / denominator;
    const twiceRest = 2n * (numerator - integer * denominator);
    if (integer >= 10n ** BigInt(digits)) continue;
    if (twiceRest > denominator || (twiceRest === denominator && integer % 2n === 1n)) integer += 1n;
    if (integer === 10n ** BigInt(digits)) return scientific(integer / 10n, digits, exponent + 1, x.sign < 0);
    return scientific(integer, digits, exponent, x.sign < 0);
  }
}

/** integer * 10^(exponent - digits + 1) as d.ddde+n, the exponent left out where it is 0. */
function scientific(integer: bigint, digits: number, exponent: number, negative: boolean): string {
  const text = integer.toString().padStart(digits, '0');
  const fraction = text.slice(1);
  const suffix = exponent === 0 ? '' : `e${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
  return `${negative ? '-' : ''}${text.slice(0, 1)}${fraction === '' ? '' : '.'}${fraction}${suffix}`;
}
