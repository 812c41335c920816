/** Reads S-expressions as FPCore writes them: atoms, strings, and lists in round or square brackets. */

import { failAt, MAX_TEXT_LENGTH } from './lex';
import { ProgramSyntaxError, quoteForMessage } from './errors';

/** Brackets may be nested this deep. */
export const MAX_DEPTH = 200;

interface Place {
  /** Index of the first code unit in the text. */
  readonly offset: number;
}

export interface Atom extends Place {
  readonly kind: 'atom';
  readonly text: string;
}

export interface StringLiteral extends Place {
  readonly kind: 'string';
}

export interface List extends Place {
  readonly kind: 'list';
  readonly items: readonly SExpression[];
}

export type SExpression = Atom | StringLiteral | List;

const BLANKS = /(?:[ \t\r\n\f]|;[^\n\r]*)+/y;
const STRING = /"(?:[^"\\]|\\[^])*"/y;
const ATOM = /[^\s()[\]";]+/y;

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']' };

/**
 * The expressions of a text, in order. Comments run from `;` to the end of the line; the contents of strings are
 * not kept. Bounded in length and nesting, and linear in time. Throws ProgramSyntaxError with line and column.
 */
export function readSExpressions(text: string): SExpression[] {
  if (text.length > MAX_TEXT_LENGTH) {
    const reason = `the program text has ${text.length} characters; at most ${MAX_TEXT_LENGTH} are read`;
    throw new ProgramSyntaxError(reason, 1, 1);
  }
  const outermost: SExpression[] = [];
  const open: { readonly offset: number; readonly closing: string; readonly items: SExpression[] }[] = [];
  const take = (pattern: RegExp, offset: number): string | undefined => {
    pattern.lastIndex = offset;
    return pattern.exec(text)?.[0];
  };
  for (let offset = 0; offset < text.length;) {
    const blanks = take(BLANKS, offset);
    if (blanks !== undefined) {
      offset += blanks.length;
      continue;
    }
    const items = open.at(-1)?.items ?? outermost;
    const character = text.charAt(offset);
    const closing = CLOSING[character];
    if (closing !== undefined) {
      if (open.length === MAX_DEPTH) failAt(text, offset, `brackets are nested more than ${MAX_DEPTH} deep`);
      open.push({ offset, closing, items: [] });
      offset++;
    } else if (character === ')' || character === ']') {
      const list = open.pop();
      if (list === undefined) return failAt(text, offset, `'${character}' closes no bracket`);
      if (list.closing !== character)
        failAt(text, offset, `expected '${list.closing}', found '${character}'`);
      (open.at(-1)?.items ?? outermost).push({ kind: 'list', offset: list.offset, items: list.items });
      offset++;
    } else if (character === '"') {
      const string = take(STRING, offset);
      if (string === undefined) return failAt(text, offset, 'the string has no end');
      items.push({ kind: 'string', offset });
      offset += string.length;
    } else {
      const atom = take(ATOM, offset);
      if (atom === undefined)
        return failAt(text, offset, `unexpected character ${quoteForMessage(character)}`);
      items.push({ kind: 'atom', text: atom, offset });
      offset += atom.length;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) failAt(text, unclosed.offset, `the bracket is never closed`);
  return outermost;
}
