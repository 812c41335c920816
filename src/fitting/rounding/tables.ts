/** Parts of label tables, and tables joined. */

import type { LabelTable } from '../../oracle/labels';

export function rowsOf(table: LabelTable, rows: readonly number[]): LabelTable {
  const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row]!);
  return { x: pick(table.x), hi: pick(table.hi), lo: pick(table.lo), scale: pick(table.scale) };
}

export function joinTables(a: LabelTable, b: LabelTable): LabelTable {
  const join = (p: Float64Array, q: Float64Array): Float64Array => {
    const joined = new Float64Array(p.length + q.length);
    joined.set(p);
    joined.set(q, p.length);
    return joined;
  };
  return { x: join(a.x, b.x), hi: join(a.hi, b.hi), lo: join(a.lo, b.lo), scale: join(a.scale, b.scale) };
}

/** Places of the largest errors above a bound, at most `count`, the largest first. */
export function largestAbove(errors: Float64Array, bound: number, count: number): number[] {
  const places: number[] = [];
  let least = bound;
  for (let i = 0; i < errors.length; i++) {
    if (!(errors[i]! > least)) continue;
    let at = places.length;
    while (at > 0 && errors[places[at - 1]!]! < errors[i]!) at--;
    places.splice(at, 0, i);
    if (places.length <= count) continue;
    places.pop();
    least = errors[places[count - 1]!]!;
  }
  return places;
}
