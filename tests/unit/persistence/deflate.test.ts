import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { deflate, inflate } from '../../../src/persistence/deflate';

const LIMIT = 100_000;

const text = (characters: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(characters);

describe('raw deflate', () => {
  test.each(['', 'a', 'abc'.repeat(1000)])('round trip', async (characters) => {
    expect(await inflate(await deflate(text(characters)), LIMIT)).toEqual(text(characters));
  });

  test('the same bytes each time', async () => {
    expect(await deflate(text('{"a":1}'))).toEqual(await deflate(text('{"a":1}')));
  });

  test('exactly the limit is allowed, one more byte is not', async () => {
    const data = await deflate(text('x'.repeat(LIMIT)));
    expect(await inflate(data, LIMIT)).toHaveLength(LIMIT);
    expect(await inflate(data, LIMIT - 1)).toBe('too large');
  });

  test('a bomb is refused', async () => {
    const bomb = Uint8Array.from(deflateRawSync(new Uint8Array(64 * 1024 * 1024)));
    expect(await inflate(bomb, LIMIT)).toBe('too large');
  });

  test('data that is cut off, corrupt or empty is damaged', async () => {
    const data = await deflate(text('some text that is long enough to be worth cutting'));
    expect(await inflate(data.slice(0, -3), LIMIT)).toBe('damaged');
    expect(await inflate(Uint8Array.of(0xff, 0xff, 0xff), LIMIT)).toBe('damaged');
    expect(await inflate(new Uint8Array(0), LIMIT)).toBe('damaged');
  });
});
