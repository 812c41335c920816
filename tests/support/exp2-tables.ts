/** The tables of the target most tests search for: 2^x on (0,1], real, relative. */

import type { SearchTables } from '../../src/oracle/labels';
import { searchTables } from '../../src/oracle/tables';
import { parseTarget } from '../../src/targets/parse';

export const EXP2 = parseTarget({ target: 'exp2', interval: '(0,1]', format: 'real', norm: 'relative' });

let tables: SearchTables | undefined;

export function exp2Tables(): SearchTables {
  tables ??= searchTables(EXP2);
  return tables;
}
