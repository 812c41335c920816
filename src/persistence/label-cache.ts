/** Where label tables are kept from one visit to the next. It may forget them at any time, and never fails. */

import type { SearchTables } from '../oracle/labels';

export interface LabelCache {
  /** The tables kept under this text, or undefined. */
  get(key: string): Promise<SearchTables | undefined>;
  /** Keeps the tables, if there is a place for them. */
  put(key: string, tables: SearchTables): Promise<void>;
}
