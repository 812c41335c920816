import { describe, expect, test } from 'vitest';
import { decodeBase64url, encodeBase64url } from '../../../src/persistence/base64url';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('base64url', () => {
  // RFC 4648, section 10, without padding.
  test.each([
    ['', ''],
    ['f', 'Zg'],
    ['fo', 'Zm8'],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg'],
    ['foobar', 'Zm9vYmFy'],
  ])('%j is %j', (text, encoded) => {
    const plain = new TextEncoder().encode(text);
    expect(encodeBase64url(plain)).toBe(encoded);
    expect(decodeBase64url(encoded)).toEqual(Uint8Array.from(plain));
  });

  test('uses the URL-safe alphabet', () => {
    expect(encodeBase64url(bytes(0xfb, 0xff, 0xfe))).toBe('-__-');
    expect(decodeBase64url('-__-')).toEqual(bytes(0xfb, 0xff, 0xfe));
  });

  test('every byte survives', () => {
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(decodeBase64url(encodeBase64url(all))).toEqual(all);
  });

  test.each(['Zg==', 'Z', 'Zm9vY', 'Zm+v', 'Zm/v', 'Zm 9v', 'Zm9v\n', 'Zh', 'Zm9', 'é'])(
    '%j is not an encoding',
    (text) => {
      expect(decodeBase64url(text)).toBeUndefined();
    },
  );
});
