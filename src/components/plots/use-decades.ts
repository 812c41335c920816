import { useState } from 'react';
import { decadesAround, unite } from './axes';

/** Decades to add below when the range has to grow, so that it grows seldom. */
const HEADROOM = 1;
/** Decades above that nothing reaches any more, before the range gives them up. */
const SURPLUS = 2;

interface Kept {
  readonly subject: object | null;
  readonly range: readonly [number, number];
  /** Whether the range was chosen with nothing to show. */
  readonly empty: boolean;
}

/**
 * The decades an axis shows: chosen afresh for each subject, afterwards growing as needed and shrinking only from
 * above, and neither while `held` (the pointer is on the plot).
 */
export function useDecades(
  subject: object | null,
  values: readonly number[],
  held: boolean,
): readonly [number, number] {
  const needed = decadesAround(values);
  const empty = values.length === 0;
  const [kept, setKept] = useState<Kept>({ subject, range: needed, empty });
  const next = held && kept.subject === subject ? kept.range : nextRange(kept, subject, needed, empty);
  if (next !== kept.range || kept.subject !== subject || kept.empty !== empty) {
    setKept({ subject, range: next, empty });
  }
  return next;
}

function nextRange(
  kept: Kept,
  subject: object | null,
  needed: readonly [number, number],
  empty: boolean,
): readonly [number, number] {
  if (kept.subject !== subject) return needed;
  if (empty) return kept.range;
  if (kept.empty) return needed;
  const [lowest, highest] = kept.range;
  const [low, high] = unite(kept.range, needed);
  const top = high - needed[1] >= SURPLUS ? needed[1] : high;
  if (low === lowest && top === highest) return kept.range;
  return [low < lowest ? low - HEADROOM : low, top];
}
