/** Constraints as people write and read them. */

import { exactFromNumber, exactToFormat, parseNumber } from '../numerics/number-text';
import { MAX_EXACT_POINTS, type SearchConstraints } from './constraints';

/** The points at which programs are to be exact cannot be read. */
export class ExactPointsError extends Error {
  override readonly name = 'ExactPointsError';
}

/**
 * Points as in `0,1`: decimal text or C hexadecimal floats, each exactly a number of binary64. Ascending; -0 is 0.
 * ExactPointsError or NumberSyntaxError, each with one sentence, for all else.
 */
export function parseExactPoints(text: string): number[] {
  const parts = text.split(',', MAX_EXACT_POINTS + 1);
  if (parts.length > MAX_EXACT_POINTS)
    throw new ExactPointsError(`programs can be exact at ${String(MAX_EXACT_POINTS)} points at most`);
  const points = parts.map((part) => parsePoint(part.trim())).sort((a, b) => a - b);
  const twice = points.find((x, i) => i > 0 && x === points[i - 1]);
  if (twice !== undefined) throw new ExactPointsError(`the point ${String(twice)} is named twice`);
  return points;
}

function parsePoint(text: string): number {
  const wanted = parseNumber(text);
  const x = exactToFormat(wanted, 'f64');
  if (Number.isFinite(x)) {
    const { sign, numerator, denominator } = exactFromNumber(x);
    const isSame = numerator * wanted.denominator === wanted.numerator * denominator;
    if (isSame && (sign === wanted.sign || numerator === 0n)) return x === 0 ? 0 : x;
  }
  throw new ExactPointsError(`binary64 has no number ${JSON.stringify(text.slice(0, 60))}`);
}

/** Each constraint in a few words: `odd`, `exact at 0 and 1`, `monotone`, `error at most 1e-7`. */
export function constraintTexts({ maxError, symmetry, exactAt, monotone }: SearchConstraints): string[] {
  return [
    ...(symmetry === undefined ? [] : [symmetry]),
    ...(exactAt === undefined ? [] : [`exact at ${exactAt.join(' and ')}`]),
    ...(monotone === undefined ? [] : ['monotone']),
    ...(maxError === undefined ? [] : [`error at most ${String(maxError)}`]),
  ];
}
