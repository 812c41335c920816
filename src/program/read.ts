/** Reads a program in whichever of the forms it is written in. */

import type { Format } from '../numerics/format';
import { isFPCore, parseFPCore } from './fpcore';
import { parseProgram } from './parse';
import { isPolynomialText, parsePolynomial } from './polynomial-text';
import type { Program } from './program';

/**
 * The program of a text: FPCore where it begins with `(FPCore`, a polynomial's coefficients c0, c1, ... where it holds
 * numbers only, and two of them or more, else the text form. Throws ProgramError and its kind.
 */
export function readProgram(text: string, format: Format): Program {
  if (isFPCore(text)) return parseFPCore(text, format);
  if (isPolynomialText(text)) return parsePolynomial(text, format);
  return parseProgram(text, format);
}
