import { describe, expect, test } from 'vitest';
import { commentText, wrapLine } from '../../../src/codegen/comment-text';

describe('text for comments', () => {
  test('plain text stays', () => {
    expect(commentText('2^x on (0,1] <https://a.example/#v1.AbC-_>')).toBe(
      '2^x on (0,1] <https://a.example/#v1.AbC-_>',
    );
  });

  test.each([
    ['*/ evil() /*', '* / evil() / *'],
    ['*/*/', '* / * /'],
    ['a\nb\r\nc\u2028d\u2029e\u0085f\vg', 'a b c d e f g'],
    ['null\0byte', 'null byte'],
    ['right\u202eto\u2066left', 'right to left'],
    ['lone \ud800 surrogate', 'lone   surrogate'],
  ])('%j becomes %j', (text, expected) => {
    expect(commentText(text)).toBe(expected);
  });

  test('is cut at a length', () => {
    expect(commentText('a'.repeat(1_000_000))).toHaveLength(20_000);
  });
});

describe('line breaking', () => {
  test('breaks at spaces and leaves long words whole', () => {
    expect(wrapLine('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapLine('unbreakable', 4)).toEqual(['unbreakable']);
    expect(wrapLine('', 4)).toEqual(['']);
  });
});
