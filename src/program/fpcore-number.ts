/** The numbers of FPCore: decimal, hexadecimal, rational, and digits with an exponent of any base. */

import { exactToFormat, MAX_NUMBER_LENGTH } from '../numerics/number-text';
import type { ExactNumber } from '../numerics/number-text';
import { isFiniteFormat } from '../numerics/format';
import type { Format } from '../numerics/format';
import { constantFromNumber, constantFromText } from './constant';
import { ProgramError, quoteForMessage } from './errors';
import type { Constant } from './program';

const DECIMAL = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const HEXADECIMAL = /^[+-]?0[xX](?:[0-9a-fA-F]+\.?[0-9a-fA-F]*|\.[0-9a-fA-F]+)(?:[pP][+-]?[0-9]+)?$/;
const RATIONAL = /^([+-]?)([0-9]+)\/([0-9]+)$/;
const INTEGER = /^[+-]?[0-9]+$/;

const MAX_BASE = 65_536;
const MAX_EXPONENT = 4_000;

/**
 * The constant that an atom stands for, undefined where it is no number: read exactly in `real`, rounded once in a
 * finite format. ProgramError for a number that the format cannot hold: in `real` one without a finite decimal.
 */
export function readNumber(text: string, format: Format): Constant | undefined {
  if (DECIMAL.test(text)) return constantFromText(text.replace(/^\+/, ''), format);
  if (HEXADECIMAL.test(text)) {
    const unsigned = text.replace(/^\+/, '');
    return constantFromText(/[pP]/.test(unsigned) ? unsigned : `${unsigned}p+0`, format);
  }
  const rational = text.length > MAX_NUMBER_LENGTH ? null : RATIONAL.exec(text);
  if (rational === null) return undefined;
  const denominator = BigInt(rational[3] ?? '0');
  if (denominator === 0n) throw new ProgramError(`the number ${quoteForMessage(text)} has the denominator 0`);
  const sign = rational[1] === '-' ? -1 : 1;
  return fromExact({ sign, numerator: BigInt(rational[2] ?? '0'), denominator }, text, format);
}

/** The constant `(digits m e b)` = m * b^e, of three integers; as readNumber. */
export function readDigits(parts: readonly string[], format: Format): Constant {
  const [digits = '', exponentText = '', baseText = ''] = parts;
  const shown = `(digits ${parts.join(' ')})`;
  if (parts.length !== 3 || !parts.every((part) => part.length <= MAX_NUMBER_LENGTH && INTEGER.test(part))) {
    throw new ProgramError(`${quoteForMessage(shown)} does not have three integers`);
  }
  const base = Number(baseText);
  const exponent = Number(exponentText);
  if (!(base >= 2 && base <= MAX_BASE) || !(Math.abs(exponent) <= MAX_EXPONENT)) {
    const bounds = `a base from 2 to ${MAX_BASE} and an exponent up to ${MAX_EXPONENT}`;
    throw new ProgramError(`${quoteForMessage(shown)} is beyond what is read: ${bounds}`);
  }
  const scale = BigInt(base) ** BigInt(Math.abs(exponent));
  const integer = BigInt(digits.replace(/^[+-]/, ''));
  const exact: ExactNumber = {
    sign: digits.startsWith('-') ? -1 : 1,
    numerator: exponent < 0 ? integer : integer * scale,
    denominator: exponent < 0 ? scale : 1n,
  };
  return fromExact(exact, shown, format);
}

function fromExact(exact: ExactNumber, shown: string, format: Format): Constant {
  if (isFiniteFormat(format)) {
    const value = exactToFormat(exact, format);
    if (Number.isFinite(value)) return constantFromNumber(value);
    throw new ProgramError(`the number ${quoteForMessage(shown)} is beyond the largest of ${format}`);
  }
  const text = finiteDecimal(exact);
  if (text !== undefined) return constantFromText(text, format);
  throw new ProgramError(
    `the number ${quoteForMessage(shown)} has no finite decimal, which real constants need: write a quotient, (/ a b)`,
  );
}

/** The decimal text of a number, undefined where it has no end. */
function finiteDecimal({ sign, numerator, denominator }: ExactNumber): string | undefined {
  let rest = denominator / greatestCommonDivisor(numerator, denominator);
  let places = 0;
  for (const factor of [10n, 5n, 2n]) {
    while (rest % factor === 0n) {
      rest /= factor;
      places++;
    }
  }
  if (rest !== 1n) return undefined;
  const integer = (numerator * 10n ** BigInt(places)) / denominator;
  return `${sign < 0 ? '-' : ''}${integer}e-${places}`;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
