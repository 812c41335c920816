/** Whether a target's function rises or falls throughout its interval. */

import { functionOf } from '../../oracle/oracle';
import { chebyshevPoints, isInside, mergePoints } from '../../oracle/sampling';
import { labelAt } from '../../oracle/tables';
import type { Target } from '../../targets/target';

/** 1: it rises; -1: it falls. */
export type Direction = 1 | -1;

const POINTS = 96;

/** As far as so many points tell; null for a function that does both. OracleError where it has no value. */
export function directionOf({ function: fn, interval }: Target): Direction | null {
  const ends = [interval.lower, interval.upper].filter((x) => isInside(x, interval));
  const f = functionOf(fn);
  let rises = false;
  let falls = false;
  let before: { readonly hi: number; readonly lo: number } | undefined;
  for (const x of mergePoints(chebyshevPoints(interval, POINTS), ends)) {
    const label = labelAt(f, x, 'f64');
    if (before !== undefined) {
      const step = label.hi - before.hi + (label.lo - before.lo);
      rises ||= step > 0;
      falls ||= step < 0;
    }
    before = label;
  }
  if (rises && falls) return null;
  return falls ? -1 : 1;
}
