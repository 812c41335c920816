/** Splits program text into tokens, in one pass, without reading the numbers. */

import { ProgramSyntaxError, quoteForMessage } from './errors';

/** `separator` is a line end or a semicolon; `number` includes `inf`, `nan` and `nan:0x...`. */
export type TokenKind = 'number' | 'name' | 'symbol' | 'separator' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Index of the first code unit in the text. */
  readonly offset: number;
}

/** Program text is at most this many UTF-16 code units. */
export const MAX_TEXT_LENGTH = 65_536;

const BLANKS = /(?:[ \t]|(?:#|\/\/)[^\n\r]*)+/y;
const LINE_END = /\r\n?|\n/y;
const NUMBER =
  /0[xX](?:[0-9a-fA-F]+\.?[0-9a-fA-F]*|\.[0-9a-fA-F]+)(?:[pP][+-]?[0-9]+)?|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y;
const NAN_BITS = /nan:0x[0-9a-fA-F]*/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NAME_OR_POINT = /[A-Za-z0-9_.]+/y;
const SYMBOLS = '+-*/(),=';

function matchAt(pattern: RegExp, text: string, offset: number): string | null {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? null;
}

/** Throws the error of the given place in the text. */
export function failAt(text: string, offset: number, reason: string): never {
  let line = 1;
  let lineStart = 0;
  for (let i = 0; i < offset; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) {
      line++;
      lineStart = i + 1;
    }
  }
  throw new ProgramSyntaxError(reason, line, offset - lineStart + 1);
}

/**
 * The tokens of the text, an `end` token last. Comments run from `#` or `//` to the end of the line. Line ends
 * inside parentheses separate nothing and are left out. Throws ProgramSyntaxError.
 */
export function tokenize(text: string): Token[] {
  if (text.length > MAX_TEXT_LENGTH) {
    throw new ProgramSyntaxError(
      `the program text has ${text.length} characters; at most ${MAX_TEXT_LENGTH} are read`,
      1,
      1,
    );
  }
  const tokens: Token[] = [];
  let offset = 0;
  let depth = 0;
  while (offset < text.length) {
    const blanks = matchAt(BLANKS, text, offset);
    if (blanks !== null) {
      offset += blanks.length;
      continue;
    }
    const lineEnd = matchAt(LINE_END, text, offset);
    if (lineEnd !== null) {
      if (depth === 0) tokens.push({ kind: 'separator', text: 'the end of the line', offset });
      offset += lineEnd.length;
      continue;
    }
    const token = tokenAt(text, offset);
    if (token.text === '(') depth++;
    else if (token.text === ')' && depth > 0) depth--;
    tokens.push(token);
    offset += token.text.length;
  }
  tokens.push({ kind: 'end', text: 'the end of the program', offset: text.length });
  return tokens;
}

function tokenAt(text: string, offset: number): Token {
  const character = text.charAt(offset);
  if (character === ';') return { kind: 'separator', text: ';', offset };
  if (SYMBOLS.includes(character)) return { kind: 'symbol', text: character, offset };
  const nan = matchAt(NAN_BITS, text, offset);
  if (nan !== null) return numberToken(nan, text, offset);
  const name = matchAt(NAME, text, offset);
  if (name !== null)
    return { kind: name === 'inf' || name === 'nan' ? 'number' : 'name', text: name, offset };
  const number = matchAt(NUMBER, text, offset);
  if (number !== null) return numberToken(number, text, offset);
  const codePoint = text.codePointAt(offset) ?? 0;
  const shown = codePoint > 0x20 && codePoint < 0x7f ? quoteForMessage(character) : '';
  const code = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  return failAt(text, offset, `unexpected character ${shown === '' ? code : shown}`);
}

function numberToken(number: string, text: string, offset: number): Token {
  const rest = matchAt(NAME_OR_POINT, text, offset + number.length);
  if (rest !== null) failAt(text, offset, `malformed number ${quoteForMessage(number + rest)}`);
  return { kind: 'number', text: number, offset };
}
