/** Where a text ceases to be JSON: what engines say of it differs, and often leaves the place out. */

const BLANKS = /[ \t\r\n]*/y;
const PLAIN = /[ !#-[\]-\u{10ffff}]+/uy;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SCALAR = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;

function lengthAt(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** In pieces: one pattern for all of it would go back over a string without end again and again. */
function stringLengthAt(text: string, offset: number): number {
  if (text.charAt(offset) !== '"') return 0;
  let end = offset + 1;
  for (;;) {
    const piece = lengthAt(PLAIN, text, end) || lengthAt(ESCAPE, text, end);
    if (piece === 0) return text.charAt(end) === '"' ? end + 1 - offset : 0;
    end += piece;
  }
}

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end' | 'nothing';

/** The offset of the first token (RFC 8259) that cannot stand where it stands; the length of a text that breaks off. */
export function jsonErrorOffset(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  const afterValue = (): Expected => (open.length === 0 ? 'nothing' : 'comma or end');
  let offset = 0;
  for (;;) {
    offset += lengthAt(BLANKS, text, offset);
    const character = text.charAt(offset);
    const isValue = expected === 'value' || expected === 'value or ]';
    const isKey = expected === 'key' || expected === 'key or }';
    let length = 1;
    if (character === '') return offset;
    if (isValue && (character === '{' || character === '[')) {
      open.push(character);
      expected = character === '{' ? 'key or }' : 'value or ]';
    } else if (
      (character === ']' &&
        (expected === 'value or ]' || (expected === 'comma or end' && open.at(-1) === '['))) ||
      (character === '}' && (expected === 'key or }' || (expected === 'comma or end' && open.at(-1) === '{')))
    ) {
      open.pop();
      expected = afterValue();
    } else if (expected === 'comma or end' && character === ',') {
      expected = open.at(-1) === '{' ? 'key' : 'value';
    } else if (expected === 'colon' && character === ':') {
      expected = 'value';
    } else if (isKey && (length = stringLengthAt(text, offset)) > 0) {
      expected = 'colon';
    } else if (isValue && (length = stringLengthAt(text, offset) || lengthAt(SCALAR, text, offset)) > 0) {
      expected = afterValue();
    } else return offset;
    offset += length;
  }
}

/** The place where a text ceases to be JSON, as `line 3, column 7`. */
export function placeOfJsonError(text: string): string {
  const lines = text.slice(0, jsonErrorOffset(text)).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
