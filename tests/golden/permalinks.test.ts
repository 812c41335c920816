import { expect, test } from 'vitest';
import { claimOfRow, frontOfClaim } from '../../src/persistence/claim';
import { decodeFrontPermalink, decodePermalink } from '../../src/persistence/permalink';
import { goldenClaim, plainClaim, plainFront } from '../support/plain-claim';
import golden from './permalinks.json';

test.each(golden.links.map(({ name, link, claim }) => [name, link, claim] as const))(
  'the link of %s still opens',
  async (_name, link, expected) => {
    const claim = await decodePermalink(link);
    expect(plainClaim(claim)).toEqual(goldenClaim(expected));
    // All of them are of version 1: each has come through the migration to fronts.
    expect(link).toMatch(/^#v1\./);
    expect(await decodeFrontPermalink(link)).toEqual(frontOfClaim(claim));
  },
);

test.each(golden.fronts.map(({ name, link, front }) => [name, link, front] as const))(
  'the link of %s still opens',
  async (_name, link, expected) => {
    const front = await decodeFrontPermalink(link);
    expect(plainFront(front)).toEqual(goldenClaim(expected));
    expect(await decodePermalink(link)).toEqual(claimOfRow(front, front.selected));
  },
);
