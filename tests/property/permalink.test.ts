import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimOfRow } from '../../src/persistence/claim';
import {
  decodeFrontPermalink,
  decodePermalink,
  encodeFrontPermalink,
  encodePermalink,
} from '../../src/persistence/permalink';
import { claimArbitrary, frontArbitrary } from '../support/claims';

describe('round trip', () => {
  test('a claim comes back with all its bits', async () => {
    await fc.assert(
      fc.asyncProperty(claimArbitrary, async (claim) => {
        expect(await decodePermalink(await encodePermalink(claim))).toEqual(claim);
      }),
      { numRuns: 500 },
    );
  });

  test('a front comes back with all its bits and its order', async () => {
    await fc.assert(
      fc.asyncProperty(frontArbitrary, async (front) => {
        const link = await encodeFrontPermalink(front);
        expect(link.startsWith(front.rows.length === 1 ? '#v1.' : '#v2.')).toBe(true);
        expect(await decodeFrontPermalink(link)).toEqual(front);
        expect(await decodePermalink(link)).toEqual(claimOfRow(front));
      }),
      { numRuns: 200 },
    );
  });

  test('the same claim gives the same link, and a decoded one too', async () => {
    await fc.assert(
      fc.asyncProperty(claimArbitrary, async (claim) => {
        const link = await encodePermalink(claim);
        expect(await encodePermalink(structuredClone(claim))).toBe(link);
        expect(await encodePermalink(await decodePermalink(link))).toBe(link);
      }),
      { numRuns: 100 },
    );
  });
});
