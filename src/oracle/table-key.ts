/** What determines a search's tables, as text: equal texts, equal tables. */

import type { Target } from '../targets/target';
import { ORACLE_VERSION } from './oracle';
import { DEFAULT_TABLE_SIZES, POINT_SCHEME, type TableSizes } from './tables';

/** The target as text: the same for equal targets, another for any difference. */
export function targetKey(target: Target): string {
  const { function: fn, interval, format, norm, ulpAt, compute, flush } = target;
  const { lower, upper, lowerOpen, upperOpen } = interval;
  const name = fn.kind === 'catalogue' ? fn.id : fn.text;
  const arithmetic = compute === undefined && flush === undefined ? [] : [compute ?? null, flush ?? null];
  const members = [fn.kind, name, lower, upper, lowerOpen, upperOpen, format, norm, ulpAt ?? null];
  return JSON.stringify([...members, ...arithmetic]);
}

/** Target, sizes, scheme of points and version of the oracle. */
export function tablesKey(
  target: Target,
  { training, validation }: TableSizes = DEFAULT_TABLE_SIZES,
): string {
  return `points ${POINT_SCHEME} oracle ${ORACLE_VERSION} sizes ${training} ${validation} ${targetKey(target)}`;
}
