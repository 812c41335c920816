import { expect, test } from 'vitest';
import {
  decodeFrontPermalink,
  decodePermalink,
  encodeFrontPermalink,
  encodePermalink,
  PermalinkError,
} from '../../src/persistence/permalink';
import golden from '../golden/permalinks.json';
import { goldenClaim, plainClaim, plainFront } from '../support/plain-claim';

// The browser's decompression is another implementation than Node's.

test.each(golden.links.map(({ name, link, claim }) => [name, link, claim] as const))(
  'the link of %s opens in the browser, and is made again',
  async (_name, link, expected) => {
    const claim = await decodePermalink(link);
    expect(plainClaim(claim)).toEqual(goldenClaim(expected));
    expect(await decodePermalink(await encodePermalink(claim))).toEqual(goldenClaim(claim));
  },
);

test.each(golden.fronts.map(({ name, link, front }) => [name, link, front] as const))(
  'the link of %s opens in the browser, and is made again',
  async (_name, link, expected) => {
    const front = await decodeFrontPermalink(link);
    expect(plainFront(front)).toEqual(goldenClaim(expected));
    expect(await decodeFrontPermalink(await encodeFrontPermalink(front))).toEqual(front);
  },
);

test('damaged links are refused with the declared error alone', async () => {
  const [{ link }] = golden.links as [(typeof golden.links)[number]];
  const outcomes = { opened: 0, refused: 0 };
  for (let place = 4; place < link.length; place++) {
    const changed = `${link.slice(0, place)}${link.charAt(place) === 'A' ? 'B' : 'A'}${link.slice(place + 1)}`;
    for (const damaged of [
      changed,
      link.slice(0, place),
      `${link.slice(0, place)}${link.slice(place + 1)}`,
    ]) {
      try {
        await decodePermalink(damaged);
        outcomes.opened += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(PermalinkError);
        outcomes.refused += 1;
      }
    }
  }
  expect(outcomes.refused).toBeGreaterThan(1000);
});

test('a bomb is refused in the browser', async () => {
  const stream = new Blob([' '.repeat(11 * 1024 * 1024)])
    .stream()
    .pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const link = `#v1.${text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')}`;
  expect(link.length).toBeLessThan(16 * 1024);
  await expect(decodePermalink(link)).rejects.toThrow('the link holds more than 262144 bytes');
});
