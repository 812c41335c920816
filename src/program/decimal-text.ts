/**
 * Decimal text of exact numbers, in one spelling per value: the digits carry neither leading nor trailing
 * zeros; positional where the decimal exponent lies in [-7, 21), scientific otherwise.
 */

import type { ExactNumber } from '../numerics/number-text';

/** The spelling of sign * 0.d1d2d3... * 10^pointAt, digits being d1d2d3... without zeros at either end. */
function spell(sign: 1 | -1, digits: string, pointAt: number): string {
  const minus = sign < 0 ? '-' : '';
  if (digits === '') return `${minus}0`;
  const exponent = pointAt - 1;
  if (exponent < -7 || exponent >= 21) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    return `${minus}${digits.charAt(0)}${fraction}e${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
  }
  if (pointAt <= 0) return `${minus}0.${'0'.repeat(-pointAt)}${digits}`;
  if (pointAt >= digits.length) return minus + digits + '0'.repeat(pointAt - digits.length);
  return `${minus}${digits.slice(0, pointAt)}.${digits.slice(pointAt)}`;
}

function stripTrailingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end--;
  return digits.slice(0, end);
}

export interface DecimalText {
  /** The one spelling of the value. */
  readonly text: string;
  readonly significantDigits: number;
  /** The n with 10^n <= |value| < 10^(n+1); 0 for zeros. */
  readonly exponent: number;
}

/** The one spelling of a decimal literal and its size; null if it is not one. Takes time linear in the text. */
export function canonicalDecimal(text: string): DecimalText | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) return null;
  const whole = match[2] ?? '';
  const fraction = match[3] ?? '';
  if (whole === '' && fraction === '') return null;
  const all = whole + fraction;
  let start = 0;
  while (start < all.length && all.charCodeAt(start) === 48) start++;
  const digits = stripTrailingZeros(all.slice(start));
  const pointAt = whole.length - start + Number(match[4] ?? '0');
  return {
    text: spell(match[1] === '-' ? -1 : 1, digits, pointAt),
    significantDigits: digits.length,
    exponent: digits === '' ? 0 : pointAt - 1,
  };
}

/**
 * The exact decimal text of n, or null where n has none (a denominator with primes other than 2, as far as
 * this reads) or more significant digits than `limit`.
 */
export function exactDecimalText(n: ExactNumber, limit: number): string | null {
  const exponent = n.denominator.toString(2).length - 1;
  if (n.denominator !== 1n << BigInt(exponent)) return null;
  // 5^exponent alone has 0.69 digits a unit, and none of them is a trailing zero once n is in lowest terms
  let numerator = n.numerator;
  let twos = exponent;
  while (twos > 0 && (numerator & 1n) === 0n && numerator !== 0n) {
    numerator >>= 1n;
    twos--;
  }
  if (twos * 0.69 > limit + 1) return null;
  const all = (numerator * 5n ** BigInt(twos)).toString();
  const digits = numerator === 0n ? '' : stripTrailingZeros(all);
  return digits.length > limit ? null : spell(n.sign, digits, all.length - twos);
}
