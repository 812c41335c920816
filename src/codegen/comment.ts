/** The documentation of a snippet, set as a comment. */

import { wrapLine } from './comment-text';

const LINE_WIDTH = 100;

/** The paragraphs as lines of text, an empty one between two paragraphs; words longer than a line stay whole. */
export function documentationLines(paragraphs: readonly (readonly string[])[]): string[] {
  return paragraphs.flatMap((paragraph, index) => [
    ...(index === 0 ? [] : ['']),
    ...paragraph.flatMap((sentence) => wrapLine(sentence, LINE_WIDTH)),
  ]);
}

/** As a run of line comments; `mark` is what begins one, such as `//`. */
export function lineComment(mark: string, paragraphs: readonly (readonly string[])[]): string[] {
  return documentationLines(paragraphs).map((line) => (line === '' ? mark : `${mark} ${line}`));
}

/** As the block comment of C, JavaScript and their kin: for a documentation comment `open` is `/**`. */
export function blockComment(open: '/**' | '/*', paragraphs: readonly (readonly string[])[]): string[] {
  const lines = documentationLines(paragraphs);
  return [open, ...lines.map((line) => (line === '' ? ' *' : ` * ${line}`)), ' */'];
}
