import { expect, test } from 'vitest';
import { decodePermalink } from '../../src/persistence/permalink';
import { goldenClaim, plainClaim } from '../support/plain-claim';
import golden from './permalinks.json';

test.each(golden.links.map(({ name, link, claim }) => [name, link, claim] as const))(
  'the link of %s still opens',
  async (_name, link, claim) => {
    expect(plainClaim(await decodePermalink(link))).toEqual(goldenClaim(claim));
  },
);
