/** Values of multiple precision as sums of binary64 numbers, and as the text of a source file. */

import { type Ball, fromNumber, subtract, toNumber } from '../../src/numerics/ball/ball';
import { roundDyadic } from '../../src/numerics/rounding';

/** Enough for the sum of four binary64 numbers. */
export const BITS = 320;

/** The value as an unevaluated sum of `count` binary64 numbers, each the nearest to what is left. */
export function parts(value: Ball, count: number): number[] {
  const result: number[] = [];
  let rest = value;
  for (let i = 0; i < count; i++) {
    const part = toNumber(rest);
    result.push(part);
    rest = subtract(rest, fromNumber(part), BITS);
  }
  return result;
}

/**
 * The value as a sum of numbers of `widths[i]` significant bits at most, cut off towards zero, so that products with
 * short numbers are exact, and the binary64 nearest to what is left.
 */
export function shortParts(value: Ball, widths: readonly number[]): number[] {
  const result: number[] = [];
  let rest = value;
  for (const width of widths) {
    const excess = Math.max(0, absolute(rest.mid).toString(2).length - width);
    const cut = (absolute(rest.mid) >> BigInt(excess)) << BigInt(excess);
    const part = roundDyadic(rest.mid < 0n ? -cut : cut, rest.exp, 'f64');
    result.push(part);
    rest = subtract(rest, fromNumber(part), BITS);
  }
  return [...result, toNumber(rest)];
}

/** The value rounded to a multiple of 2^exponent, and the binary64 nearest to what is left. */
export function atResolution(value: Ball, exponent: number): [number, number] {
  const shift = BigInt(exponent - value.exp);
  const quanta = (value.mid + (1n << (shift - 1n))) >> shift;
  const head = roundDyadic(quanta, exponent, 'f64');
  return [head, toNumber(subtract(value, fromNumber(head), BITS))];
}

function absolute(n: bigint): bigint {
  return n < 0n ? -n : n;
}

/** A literal that is read back to the same number. */
export function literal(x: number): string {
  if (!Number.isFinite(x)) throw new RangeError(`${x} in a table`);
  if (Object.is(x, -0)) return '0.0';
  const text = String(x);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** `export const NAME: f64 = value;` with its documentation. */
export function constant(name: string, value: number, comment?: string): string {
  const text = `export const ${name}: f64 = ${literal(value)};\n`;
  return comment === undefined ? text : `/** ${comment} */\n${text}`;
}

/** NAME_1, NAME_2 ... or NAME_HI, NAME_LO for two parts. */
export function constantParts(name: string, values: readonly number[], comment: string): string {
  const suffixes = values.length === 2 ? ['HI', 'LO'] : values.map((_, i) => String(i + 1));
  const lines = values.map((value, i) => constant(`${name}_${suffixes[i] ?? ''}`, value));
  return `/** ${comment} */\n${lines.join('')}`;
}

/** A table in static memory, one row a line. */
export function table(name: string, rows: readonly (readonly number[])[], comment: string): string {
  const lines = rows.map((row) => `  ${row.map(literal).join(', ')},`);
  return `/** ${comment} */\nexport const ${name}: usize = memory.data<f64>([\n${lines.join('\n')}\n], 64);\n`;
}
