import { expect, test } from 'vitest';
import { crc32, zip } from '../../../src/persistence/zip';

test('the checksum of the standard check value', () => {
  // The "check" of CRC-32/ISO-HDLC: the checksum of these nine characters.
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array())).toBe(0);
});

test('the same files give the same bytes', () => {
  const files = [{ name: 'a/b.txt', text: 'text' }];
  expect(zip(files)).toEqual(zip(files));
  expect([...zip([]).subarray(0, 4)]).toEqual([0x50, 0x4b, 5, 6]);
});

test('a name is given once', () => {
  const file = { name: 'a', text: '' };
  expect(() => zip([file, file])).toThrow(RangeError);
});
