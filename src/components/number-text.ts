/** Numbers as people read them. Errors have one form everywhere: 2.65e-16. */

import { formatSignificant } from '../numerics/number-text';
import type { ErrorNorm, Interval, MeasuredError } from '../targets/target';

/**
 * An error to three digits: 2.65e-16, or 1.19 where it is counted in ulp and needs no exponent; `0` and `infinite`
 * where it is so, `unknown` for NaN. Signed as the value is.
 */
export function errorNumber(value: number, norm: ErrorNorm, digits = 3): string {
  if (Number.isNaN(value)) return 'unknown';
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return 'infinite';
  const magnitude = Math.abs(value);
  return norm === 'ulp' && magnitude >= 0.001 && magnitude < 10_000
    ? value.toPrecision(Math.max(digits, Math.ceil(Math.log10(magnitude + 1))))
    : formatSignificant(value, digits);
}

export const NORM_UNIT: Readonly<Record<ErrorNorm, string>> = {
  relative: 'relative',
  absolute: 'absolute',
  ulp: 'ulp',
};

/** What an axis of errors shows. */
export const NORM_TITLE: Readonly<Record<ErrorNorm, string>> = {
  relative: 'Relative error',
  absolute: 'Absolute error',
  ulp: 'Error in ulp',
};

/** The error with its unit and kind, such as `2.73e-7 relative, refined`, `1.19 ulp, refined`. */
export function errorPhrase(error: Pick<MeasuredError, 'value' | 'kind'>, norm: ErrorNorm): string {
  return `${errorNumber(error.value, norm)} ${NORM_UNIT[norm]}, ${error.kind}`;
}

/** An argument to six significant digits unless told, without an exponent where that is readable. */
export function argumentNumber(x: number, digits = 6): string {
  if (!Number.isFinite(x)) return String(x);
  const magnitude = Math.abs(x);
  if (x === 0) return '0';
  return magnitude >= 1e-3 && magnitude < 1e6
    ? String(Number(x.toPrecision(digits)))
    : formatSignificant(x, digits);
}

/** An open end is taken for the place when x lies within this part of the interval's width from it. */
const TOUCHING = 1e-12;

/** `at x = 0.41`, or `towards x = 0` for what is approached at an open end. */
export function placeText(x: number, { lower, upper, lowerOpen, upperOpen }: Interval): string {
  const near = TOUCHING * (upper - lower);
  if (lowerOpen && Math.abs(x - lower) <= near) return `towards x = ${argumentNumber(lower)}`;
  if (upperOpen && Math.abs(x - upper) <= near) return `towards x = ${argumentNumber(upper)}`;
  return `at x = ${argumentNumber(x)}`;
}

/** A count in at most four digits: 842, 30.4 k, 3.1 M. */
export function countNumber(n: number): string {
  if (!Number.isFinite(n)) return '0';
  if (n < 1000) return String(Math.round(n));
  const [value, suffix] = n < 1e6 ? [n / 1e3, 'k'] : n < 1e9 ? [n / 1e6, 'M'] : [n / 1e9, 'G'];
  return `${value.toFixed(value < 100 ? 1 : 0)} ${suffix}`;
}

/** Seconds as 0:07, 1:42 or 2:03:10. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** `1 operation`, `6 operations`. */
export function operationsText(count: number): string {
  return `${count} operation${count === 1 ? '' : 's'}`;
}
