/**
 * The fused multiply-add that emitted TypeScript and JavaScript carry, since JavaScript has none. As source text:
 * it must stand alone in somebody else's file. `names` are the identifiers to use.
 */

import type { FiniteFormat } from '../numerics/format';
import { formatName } from './describe';
import type { Annotate } from './typescript-rounding';

export interface FmaNames {
  readonly fma: string;
  readonly addToOdd: string;
  /** A DataView of eight bytes, which the snippet declares. */
  readonly word: string;
}

/** Rounding to odd, after S. Boldo and G. Melquiond (IEEE Transactions on Computers 57(4), 2008). */
function addToOddSource({ addToOdd, word }: FmaNames, type: Annotate): string {
  const number = type('number');
  return `/**
 * a + b rounded to odd: an inexact sum becomes the neighbour with an odd last bit, so that
 * rounding it again gives what rounding once would have given (Boldo and Melquiond, 2008).
 */
function ${addToOdd}(a${number}, b${number})${number} {
  const sum = a + b;
  const back = sum - a;
  const error = a - (sum - back) + (b - back);
  if (!(error > 0 || error < 0)) return sum;
  ${word}.setFloat64(0, sum);
  const low = ${word}.getInt32(4);
  if (low % 2 !== 0) return sum;
  if (error > 0 === sum > 0) {
    ${word}.setInt32(4, low + 1);
  } else {
    ${word}.setInt32(4, low - 1);
    if (low === 0) ${word}.setInt32(0, ${word}.getInt32(0) - 1);
  }
  return ${word}.getFloat64(0);
}
`;
}

function narrowFmaSource(names: FmaNames, format: string, round: string, type: Annotate): string {
  const number = type('number');
  return `${addToOddSource(names, type)}
/** a * b + c for ${format} numbers, rounded once to ${format}. The product is exact in binary64. */
function ${names.fma}(a${number}, b${number}, c${number})${number} {
  return ${round}(${names.addToOdd}(a * b, c));
}
`;
}

function fma64Source(names: FmaNames, type: Annotate): string {
  const { fma, addToOdd, word } = names;
  const number = type('number');
  return `${addToOddSource(names, type)}
/** a * b + c rounded once to binary64. */
function ${fma}(a${number}, b${number}, c${number})${number} {
  const product = a * b;
  const ordinary = (v${number}) => Math.abs(v) > 2 ** -400 && Math.abs(v) < 2 ** 400;
  if (ordinary(a) && ordinary(b) && ordinary(c)) {
    // Dekker's exact product, two exact sums, and one rounding of what is left.
    const a1 = a * 134217729 - (a * 134217729 - a);
    const b1 = b * 134217729 - (b * 134217729 - b);
    const a2 = a - a1;
    const b2 = b - b1;
    const productError = a2 * b2 - (product - a1 * b1 - a2 * b1 - a1 * b2);
    const s = c + productError;
    const sBack = s - c;
    const sError = c - (s - sBack) + (productError - sBack);
    const sum = product + s;
    const sumBack = sum - product;
    const sumError = product - (sum - sumBack) + (s - sumBack);
    return sum + ${addToOdd}(sError, sumError);
  }
  if (a === 0 || b === 0 || !Number.isFinite(a) || !Number.isFinite(b)) return product + c;
  if (!Number.isFinite(c)) return c;
  // Near underflow and overflow: exact integers times a power of two, as [integer, exponent].
  const split = (v${number})${type('[bigint, number]')} => {
    ${word}.setFloat64(0, Math.abs(v));
    const bits = ${word}.getBigUint64(0);
    const exponent = Number(bits >> 52n);
    const integer = BigInt.asUintN(52, bits) + (exponent > 0 ? 1n << 52n : 0n);
    return [v < 0 ? -integer : integer, Math.max(exponent, 1) - 1075];
  };
  const [ma, ea] = split(a);
  const [mb, eb] = split(b);
  const [mc, ec] = split(c);
  const least = Math.min(ea + eb, ec);
  const exact = ((ma * mb) << BigInt(ea + eb - least)) + (mc << BigInt(ec - least));
  if (exact === 0n) return 0;
  const magnitude = exact < 0n ? -exact : exact;
  // Keep 53 bits, or those down to 2^-1074; ties go to even.
  const drop = Math.max(magnitude.toString(2).length - 53, -1074 - least, 0);
  const kept = magnitude >> BigInt(drop);
  const rest = 2n * (magnitude - (kept << BigInt(drop)));
  const half = 1n << BigInt(drop);
  const rounded = Number(rest > half || (rest === half && kept % 2n === 1n) ? kept + 1n : kept);
  const scale = least + drop;
  // Two factors, since the language does not promise that 2 ** -1074 is exact.
  const power = 2 ** Math.max(scale, -1022) * 2 ** Math.min(scale + 1022, 0);
  const result = scale > 971 ? Infinity : rounded * power;
  return exact < 0n ? -result : result;
}
`;
}

/**
 * Source of a function `fma(a, b, c)` for the format, with what it needs but for the DataView, without exports.
 * `round` is the function that rounds a binary64 number to the format, where that is not f64.
 */
export function fmaSource(format: FiniteFormat, names: FmaNames, round: string, type: Annotate): string {
  return format === 'f64'
    ? fma64Source(names, type)
    : narrowFmaSource(names, formatName(format), round, type);
}
