/**
 * Rounding to binary16 and bfloat16 for emitted TypeScript and JavaScript, which have neither. As source text.
 * Binary64 has more than twice the precision of both and two digits, so that + - * / and sqrt in it, rounded
 * again, give what rounding once would have given.
 */

import { FORMAT_PARAMETERS } from '../numerics/format';
import { largestFinite } from '../numerics/rounding';
import { formatName } from './describe';

/** The type annotation of a name in TypeScript, such as `: number`; nothing in JavaScript. */
export type Annotate = (type: string) => string;

export interface RoundingNames {
  readonly round: string;
  /** A DataView of eight bytes, which the snippet declares. */
  readonly word: string;
}

/** Source of a function `round(value)` for the format. */
export function roundingSource(
  format: 'f16' | 'bf16',
  { round, word }: RoundingNames,
  type: Annotate,
): string {
  const { precision, minExponent } = FORMAT_PARAMETERS[format];
  const number = type('number');
  const smallest = 2 ** minExponent;
  return `/** The ${formatName(format)} number nearest to value, ties to even; beyond the largest, an infinity. */
function ${round}(value${number})${number} {
  const size = Math.abs(value);
  if (!(size < Infinity)) return value;
  // The power of two at or below size; what is added to it leaves ${precision} bits of the sum to size.
  ${word}.setFloat64(0, size);
  ${word}.setUint32(0, ${word}.getUint32(0) & 0x7ff00000);
  ${word}.setUint32(4, 0);
  const shift = Math.max(${word}.getFloat64(0), ${smallest}) * ${2 ** (53 - precision)};
  const nearest = size + shift - shift;
  const rounded = nearest > ${largestFinite(format)} ? Infinity : nearest;
  return value < 0 || Object.is(value, -0) ? -rounded : rounded;
}
`;
}
