/** Splits the text of an expression into tokens, in one pass. */

import { TargetError } from '../target-error';

export interface Token {
  readonly kind: 'number' | 'name' | 'symbol' | 'end';
  readonly text: string;
  /** Counts from 1. */
  readonly column: number;
}

/** Longest text of an expression, parameters included. */
export const MAX_EXPRESSION_LENGTH = 2000;

const BLANKS = /[ \t\r\n]+/y;
const NUMBER = /(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const SYMBOLS = '+-*/^(),;=';

function matchAt(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}

export function failAt(column: number, reason: string): never {
  throw new TargetError(`column ${column}: ${reason}`);
}

/** The tokens, an `end` token last. TargetError for text that is too long and characters without a meaning. */
export function tokenize(text: string): Token[] {
  if (text.length > MAX_EXPRESSION_LENGTH) {
    throw new TargetError(
      `an expression may have ${MAX_EXPRESSION_LENGTH} characters, this one has ${text.length}`,
    );
  }
  const tokens: Token[] = [];
  let offset = 0;
  while (offset < text.length) {
    const blanks = matchAt(BLANKS, text, offset);
    if (blanks === undefined) {
      const token = tokenAt(text, offset);
      tokens.push(token);
      offset += token.text.length;
    } else offset += blanks.length;
  }
  tokens.push({ kind: 'end', text: '', column: text.length + 1 });
  return tokens;
}

function tokenAt(text: string, offset: number): Token {
  const column = offset + 1;
  const character = text.charAt(offset);
  if (SYMBOLS.includes(character)) return { kind: 'symbol', text: character, column };
  const name = matchAt(NAME, text, offset);
  if (name !== undefined) return { kind: 'name', text: name, column };
  const number = matchAt(NUMBER, text, offset);
  if (number !== undefined) return { kind: 'number', text: number, column };
  const codePoint = text.codePointAt(offset) ?? 0;
  const visible = codePoint > 0x20 && codePoint < 0x7f;
  const shown = visible ? `'${character}'` : `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  return failAt(column, `unexpected character ${shown}`);
}
