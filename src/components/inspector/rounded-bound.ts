/**
 * A bound of an error to so many digits, rounded to the side on which it stays a bound: 2.647e-16, 149.7. Infinity, NaN
 * and 0 as they are.
 */
export function roundedBound(value: number, digits: number, side: 'up' | 'down'): string {
  if (!Number.isFinite(value) || value <= 0) return String(value);
  const [mantissa = '', exponent = '0'] = value.toExponential(30).split('e');
  const all = mantissa.replace('.', '');
  const kept = BigInt(all.slice(0, digits));
  const isExact = !/[1-9]/.test(all.slice(digits));
  const rounded = String(side === 'up' && !isExact ? kept + 1n : kept);
  // Rounding up can add a digit: 9.99 to two digits is 10.
  const power = Number(exponent) + rounded.length - digits;
  const text = rounded.slice(0, digits);
  if (power >= -3 && power < digits) return plain(text, power);
  return `${text.slice(0, 1)}${digits > 1 ? `.${text.slice(1)}` : ''}e${power < 0 ? '-' : '+'}${Math.abs(power)}`;
}

/** The digits with their point, the first of them in the place of 10^power. */
function plain(digits: string, power: number): string {
  if (power < 0) return `0.${'0'.repeat(-power - 1)}${digits}`;
  const whole = digits.slice(0, power + 1);
  const fraction = digits.slice(power + 1);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
