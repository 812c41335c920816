/** Polynomials given by their coefficients. */

import type { Format } from '../numerics/format';
import { constantFromText } from './constant';
import { ProgramError } from './errors';
import { MAX_TEXT_LENGTH } from './lex';
import { INPUT } from './program';
import type { Operand, Program } from './program';
import { ProgramWriter } from './writer';

/** More would not fit the instructions that a program may have. */
const MAX_COEFFICIENTS = 129;

const NUMBER =
  /^[+-]?(?:0[xX](?:[0-9a-fA-F]+\.?[0-9a-fA-F]*|\.[0-9a-fA-F]+)[pP][+-]?[0-9]+|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)$/;

/** Numbers between commas, semicolons or blanks, in brackets or not; comments run from # to the end of the line. */
function coefficientTexts(text: string): string[] {
  const bare = text
    .slice(0, MAX_TEXT_LENGTH)
    .replace(/#[^\n\r]*/g, ' ')
    .trim();
  const inner = /^\[[^[\]]*\]$/.test(bare) ? bare.slice(1, -1) : bare;
  return inner.split(/[\s,;]+/).filter((word) => word !== '');
}

/** Whether the text holds two numbers or more and nothing else. */
export function isPolynomialText(text: string): boolean {
  if (text.length > MAX_TEXT_LENGTH) return false;
  const words = coefficientTexts(text);
  return words.length >= 2 && words.every((word) => NUMBER.test(word));
}

/**
 * The polynomial c0 + c1 x + c2 x^2 + ... of the coefficients in that order, by Horner's rule, one multiplication
 * and one addition a degree; additions of 0 are left out. Numbers are read in the format as `parseProgram` does.
 * Throws ProgramError.
 */
export function parsePolynomial(text: string, format: Format): Program {
  const words = coefficientTexts(text);
  if (words.length > MAX_COEFFICIENTS) {
    throw new ProgramError(
      `the polynomial has ${words.length} coefficients; at most ${MAX_COEFFICIENTS} are read`,
    );
  }
  const writer = new ProgramWriter();
  const isZero = (word: string): boolean =>
    !/[1-9a-fA-F]/.test(word.replace(/^[+-]?0[xX]|[eEpP][+-]?[0-9]+$/g, ''));
  while (words.length > 1 && isZero(words.at(-1) ?? '')) words.pop();
  let value: Operand | undefined;
  for (const word of words.reverse()) {
    const product = value === undefined ? undefined : writer.emit('mul', [value, INPUT]);
    if (product !== undefined && isZero(word)) {
      value = product;
      continue;
    }
    const coefficient = writer.constant(constantFromText(word.replace(/^\+/, ''), format));
    value = product === undefined ? coefficient : writer.emit('add', [product, coefficient]);
  }
  if (value === undefined) throw new ProgramError('the polynomial has no coefficients');
  return writer.finish(value);
}
