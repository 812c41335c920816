/** All published programs, and those that belong beside a target. */

import { parseInterval } from '../../targets/interval';
import type { Target } from '../../targets/target';
import { AUTONUMERICS } from './autonumerics';
import { CEPHES } from './cephes';
import { MSUN } from './msun';
import type { PublishedProgram } from './published-program';

export type { ErrorClaim, PublishedProgram } from './published-program';

export const PUBLISHED: readonly PublishedProgram[] = [...AUTONUMERICS, ...CEPHES, ...MSUN];

/** The programs for the target's function whose own interval holds the target's; ends count whether open or not. */
export function publishedFor({ function: fn, interval }: Target): PublishedProgram[] {
  if (fn.kind !== 'catalogue') return [];
  return PUBLISHED.filter((program) => {
    if (program.function !== fn.id) return false;
    const own = parseInterval(program.interval);
    return own.lower <= interval.lower && interval.upper <= own.upper;
  });
}
