/** Targets as text, to tell them apart. */

import type { Target } from './target';

/** The target as text: the same for equal targets, another for any difference. */
export function targetKey(target: Target): string {
  const { function: fn, interval, format, norm, ulpAt, compute, flush } = target;
  const { lower, upper, lowerOpen, upperOpen } = interval;
  const name = fn.kind === 'catalogue' ? fn.id : fn.text;
  const arithmetic = compute === undefined && flush === undefined ? [] : [compute ?? null, flush ?? null];
  const members = [fn.kind, name, lower, upper, lowerOpen, upperOpen, format, norm, ulpAt ?? null];
  return JSON.stringify([...members, ...arithmetic]);
}
