/**
 * The claims of a front as a JSON document: the form of version 2 of the permalink.
 *
 *   { "front":    [ { "error": ["4.34e-6", "refined"], "program": { ... } }, ... ],
 *     "run":      ...,
 *     "selected": 3,
 *     "target":   ... }
 *
 * Rows stand in the order of their costs by the run's model (operation counts without run), no two of one cost; `selected` is left out where it is 0. Errors,
 * programs, target and run are as in version 1 (claim-document.ts). This form does not change; another is another version.
 */

import { canonicalize } from '../program/canonicalize';
import { costOf, OPERATION_COUNT, type CostModel } from '../search/cost';
import type { JsonValue } from './canonical-json';
import { MAX_CLAIMED_ROWS, type ClaimedRow, type FrontClaim } from './claim';
import { contextMembers, readContext, readRow, rowMembers } from './claim-document';
import { fail, readInteger, readList, readObject } from './field-reader';

/** The front in canonical form; the document is checked by `readFrontClaim` before it goes anywhere. */
export function frontDocument(front: FrontClaim): JsonValue {
  return {
    ...contextMembers(front),
    front: front.rows.map(rowMembers),
    ...(front.selected === 0 ? {} : { selected: front.selected }),
  };
}

/** The front that a document states; PermalinkError with the member's path where the document breaks a rule. */
export function readFrontClaim(document: unknown): FrontClaim {
  const members = readObject(document, 'the link', ['front', 'target'], ['run', 'selected']);
  const context = readContext(members);
  const entries = readList(members.get('front'), 'front', MAX_CLAIMED_ROWS);
  if (entries.length === 0) fail('front', 'has no program');
  const rows = entries.map((entry, i) => {
    // A lone program is spoken of as what it is.
    const path = entries.length === 1 ? '' : `front[${i}].`;
    return readRow(readObject(entry, `front[${i}]`, ['error', 'program']), context.target, path);
  });
  requireAscending(rows, context.run?.config.cost);
  const selected = members.has('selected')
    ? readInteger(members.get('selected'), 'selected', 0, rows.length - 1)
    : 0;
  return { ...context, rows, selected };
}

function requireAscending(rows: readonly ClaimedRow[], model: CostModel = OPERATION_COUNT): void {
  const costs = rows.map(({ program }) => costOf(canonicalize(program), model));
  costs.forEach((cost, i) => {
    const before = costs[i - 1] ?? -Infinity;
    if (!(cost > before))
      fail(`front[${i}]`, `has the cost ${cost} and stands after one of ${before}: costs must ascend`);
  });
}
