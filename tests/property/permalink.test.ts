import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeBase64url } from '../../src/persistence/base64url';
import { canonicalJson } from '../../src/persistence/canonical-json';
import { claimDocument } from '../../src/persistence/claim-document';
import { deflate } from '../../src/persistence/deflate';
import { decodePermalink, encodePermalink, PermalinkError } from '../../src/persistence/permalink';
import { claimArbitrary } from '../support/claims';

describe('round trip', () => {
  test('a claim comes back with all its bits', async () => {
    await fc.assert(
      fc.asyncProperty(claimArbitrary, async (claim) => {
        expect(await decodePermalink(await encodePermalink(claim))).toEqual(claim);
      }),
      { numRuns: 500 },
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

/** What happens on opening a link: nothing but success or the declared error, the latter with a message. */
async function openDamaged(link: string): Promise<'opened' | 'refused'> {
  try {
    await decodePermalink(link);
    return 'opened';
  } catch (error) {
    if (!(error instanceof PermalinkError)) throw error;
    expect(error.message.length).toBeGreaterThan(10);
    expect(error.message.length).toBeLessThan(300);
    return 'refused';
  }
}

describe('10,000 damaged links', () => {
  const sample = fc.sample(claimArbitrary, { numRuns: 40, seed: 8 });
  const characters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
  const character = fc.constantFrom(...characters, '=', '%', ' ', '\0', 'é', '#', '.');
  const validCharacter = fc.constantFrom(...characters);

  test('characters exchanged', async () => {
    const links = await Promise.all(sample.map((claim) => encodePermalink(claim)));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...links),
        fc.array(fc.tuple(fc.nat(), fc.oneof(validCharacter, validCharacter, character)), {
          minLength: 1,
          maxLength: 4,
        }),
        async (link, edits) => {
          const damaged = Array.from(link);
          for (const [place, replacement] of edits) damaged[place % link.length] = replacement;
          await openDamaged(damaged.join(''));
        },
      ),
      { numRuns: 3500 },
    );
  });

  test('cut off, doubled or shifted', async () => {
    const links = await Promise.all(sample.map((claim) => encodePermalink(claim)));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...links), fc.nat(), fc.nat(), async (link, from, length) => {
        const start = from % link.length;
        const end = start + (length % (link.length - start));
        await openDamaged(link.slice(0, end));
        await openDamaged(link.slice(0, start) + link.slice(end));
        await openDamaged(link.slice(0, end) + link.slice(start));
      }),
      { numRuns: 1000 },
    );
  });

  test('random text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('', '#', '#v1.', 'v1.', '#v2.', 'https://a.example/#v1.'),
        fc.oneof(fc.string({ maxLength: 300 }), fc.string({ unit: validCharacter, maxLength: 300 })),
        async (prefix, text) => {
          expect(await openDamaged(prefix + text)).toBe('refused');
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('well-formed data that is no claim', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 4 }), async (json) => {
        const bytes = await deflate(new TextEncoder().encode(json));
        expect(await openDamaged(`#v1.${encodeBase64url(bytes)}`)).toBe('refused');
      }),
      { numRuns: 500 },
    );
  });

  test('documents with one member changed', async () => {
    const values = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom<unknown>(-1, 0.5, 1e308, '', '__proto__', 'x', 'x0', '1e999', '1e400000', null, [], {}),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sample), fc.nat(), values, async (claim, place, value) => {
        const json = replaceMember(canonicalJson(claimDocument(claim)), place, value);
        const bytes = await deflate(new TextEncoder().encode(json));
        await openDamaged(`#v1.${encodeBase64url(bytes)}`);
      }),
      { numRuns: 2000 },
    );
  });
});

/** The JSON text with the value of its n-th member or entry (modulo their number) replaced. */
function replaceMember(json: string, n: number, value: unknown): string {
  const count = { members: 0 };
  const visit = (json: string, chosen: number): unknown => {
    count.members = 0;
    return JSON.parse(json, (_key: string, member: unknown) => (count.members++ === chosen ? value : member));
  };
  visit(json, -1);
  return JSON.stringify(visit(json, n % count.members));
}
