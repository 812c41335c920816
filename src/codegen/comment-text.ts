/** Text from outside, made safe to stand in a comment of any language. */

/** Longer text is cut: a permalink of any size that can be opened still fits. */
const MAX_LENGTH = 20_000;

/** Controls, format characters (bidirectional marks among them), lone surrogates, line and paragraph separators. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/**
 * One line that can neither end a line comment nor close or open a block comment, whatever the input:
 * what is not visible text becomes a space, comment marks are taken apart.
 */
export function commentText(text: string): string {
  return text
    .slice(0, MAX_LENGTH)
    .replace(UNSAFE, ' ')
    .replace(/\*(?=\/)/g, '* ')
    .replace(/\/(?=\*)/g, '/ ')
    .trim();
}

/** Breaks a line at spaces so that no line exceeds `width` characters, unless a single word does. */
export function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  lines.push(current);
  return lines;
}
