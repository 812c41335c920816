/** What determines a search's tables, as text: equal texts, equal tables. */

import type { Target } from '../targets/target';
import { targetKey } from '../targets/target-key';
import { ORACLE_VERSION } from './oracle';
import { DEFAULT_TABLE_SIZES, POINT_SCHEME, type TableSizes } from './tables';

/** Target, sizes, scheme of points and version of the oracle. */
export function tablesKey(
  target: Target,
  { training, validation }: TableSizes = DEFAULT_TABLE_SIZES,
): string {
  return `points ${POINT_SCHEME} oracle ${ORACLE_VERSION} sizes ${training} ${validation} ${targetKey(target)}`;
}
