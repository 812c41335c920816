/** What a found program is worth beside the best classical ones of equal cost, in a sentence. */

import type { BaselinePoint, FrontFamily } from '../../protocol/baseline-service';
import type { FrontRow } from '../../search/front';
import { operationsText } from '../number-text';

const COMPARED: readonly (readonly [FrontFamily, string])[] = [
  ['minimax-polynomial', 'the minimax polynomial'],
  ['minimax-rational', 'the rational'],
  ['published', 'the best published'],
];

/** Ratios nearer to 1 than this are no difference. */
const EQUAL = 1.02;

/**
 * `At 8 operations: 290,000 times more accurate than the minimax polynomial, 48,000 times than the rational.` Each
 * family by its best point of at most as many operations; null where no family has one, or an error is 0 or infinite.
 */
export function comparisonSentence(row: FrontRow, baselines: readonly BaselinePoint[]): string | null {
  const own = row.error.value;
  if (!(own > 0) || !Number.isFinite(own)) return null;
  const better: [string, string][] = [];
  const worse: [string, string][] = [];
  const equal: string[] = [];
  for (const [family, name] of COMPARED) {
    const rivals = baselines.filter((point) => point.family === family && point.ops <= row.ops);
    const best = rivals.reduce((least, point) => Math.min(least, point.error.value), Infinity);
    if (!(best > 0) || !Number.isFinite(best)) continue;
    const ratio = best / own;
    if (ratio > EQUAL) better.push([ratioText(ratio), name]);
    else if (ratio < 1 / EQUAL) worse.push([ratioText(1 / ratio), name]);
    else equal.push(name);
  }
  const clauses = [
    ...phrases(better, 'more accurate than'),
    ...(equal.length === 0 ? [] : [`as accurate as ${equal.join(' and ')}`]),
    ...phrases(worse, 'less accurate than'),
  ];
  return clauses.length === 0 ? null : `At ${operationsText(row.ops)}: ${clauses.join(', ')}.`;
}

/** The comparative stands in the first phrase and is understood in the others. */
function phrases(ratios: readonly (readonly [string, string])[], comparative: string): string[] {
  return ratios.map(([ratio, name], i) => `${ratio} times ${i === 0 ? comparative : 'than'} ${name}`);
}

/** Two digits, with separators: 1.7, 29, 290,000; from a thousand million on as 2.9e10. */
function ratioText(ratio: number): string {
  if (ratio >= 1e9) return ratio.toExponential(1).replace('e+', 'e');
  if (ratio < 10) return ratio.toPrecision(2);
  const digits = String(Number(ratio.toPrecision(2)));
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}
