/**
 * Permalinks that were tampered with. A run of another length than the usual is had by
 *
 *   ULPFORGE_FUZZ_LINKS=100000 npx vitest run --project node tests/property/permalink-fuzz.test.ts
 *
 * and prints what the slowest link took and how far the memory grew.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RandomStream } from '../../src/numerics/random';
import {
  decodeFrontPermalink,
  encodeFrontPermalink,
  encodePermalink,
  PermalinkError,
} from '../../src/persistence/permalink';
import { claimArbitrary, frontArbitrary } from '../support/claims';
import { hostileLink, KINDS } from '../support/hostile-links';
import golden from '../golden/permalinks.json';

const asked = process.env.ULPFORGE_FUZZ_LINKS;
const LINKS = Number(asked ?? 4000);
/** Slow links that are timed again. */
const KEPT = 20;
const MEBIBYTE = 2 ** 20;
/** Bombs cost the test more to make than the reader to refuse. */
const SHARE_OF_BOMBS = 1 / 50;

interface Outcome {
  readonly opened: boolean;
  readonly milliseconds: number;
}

/** Nothing but success or the declared error, the latter with a message of bounded length and without markup. */
async function open(link: string): Promise<Outcome> {
  const begun = performance.now();
  try {
    await decodeFrontPermalink(link);
    return { opened: true, milliseconds: performance.now() - begun };
  } catch (error) {
    if (!(error instanceof PermalinkError)) throw error;
    const milliseconds = performance.now() - begun;
    expect(error.message.length).toBeGreaterThan(10);
    expect(error.message.length).toBeLessThan(400);
    // Text from the link is quoted: printable ASCII, whatever it was.
    expect(error.message).toMatch(/^[ -~]*$/);
    return { opened: false, milliseconds };
  }
}

async function bestTime(link: string): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < 5; i++) best = Math.min(best, (await open(link)).milliseconds);
  return best;
}

test(
  `${LINKS} hostile links: nothing but the declared error`,
  async () => {
    const claims = fc.sample(claimArbitrary, { numRuns: 40, seed: 8 });
    const fronts = fc.sample(frontArbitrary, { numRuns: 10, seed: 8 });
    const valid = await Promise.all([
      ...claims.map((claim) => encodePermalink(claim)),
      ...fronts.map((front) => encodeFrontPermalink(front)),
    ]);
    valid.push(...golden.links.map(({ link }) => link), ...golden.fronts.map(({ link }) => link));

    const memoryBefore = process.memoryUsage().rss;
    for (const [index, kind] of KINDS.entries()) {
      const random = new RandomStream(8, index);
      const links = Math.ceil((LINKS / (KINDS.length - 1)) * (kind === 'a bomb' ? SHARE_OF_BOMBS : 1));
      let opened = 0;
      let slow: { readonly milliseconds: number; readonly link: string }[] = [];
      let largest = 0;
      for (let i = 0; i < links; i++) {
        const link = hostileLink(kind, random, valid);
        const outcome = await open(link);
        if (outcome.opened) opened += 1;
        if (outcome.milliseconds > (slow[KEPT - 1]?.milliseconds ?? 0))
          slow = [...slow, { milliseconds: outcome.milliseconds, link }]
            .sort((a, b) => b.milliseconds - a.milliseconds)
            .slice(0, KEPT);
        largest = Math.max(largest, process.memoryUsage().rss - memoryBefore);
      }
      if (kind === 'a bomb' || kind === 'random text') expect(opened).toBe(0);
      if (asked !== undefined) {
        // Once more, and the best of some: what else the machine did the first time is not the link's doing.
        const again = [];
        for (const { link } of slow) again.push(await bestTime(link));
        console.log(
          `${kind}: ${links} links, ${opened} opened; slowest ${(slow[0]?.milliseconds ?? 0).toFixed(1)} ms, ` +
            `the ${slow.length} slowest once more ${Math.max(...again).toFixed(1)} ms; memory +${(largest / MEBIBYTE).toFixed(0)} MiB`,
        );
      }
    }
  },
  asked === undefined ? 60_000 : 1_800_000,
);
