/** The findings of a scan binade by binade of the argument: a histogram of errors. */

import type { Scan, ScanResult } from '../evaluation/scan-result';
import { EMPTY_SCAN, mergeScans } from '../evaluation/scan-result';
import { FORMAT_PARAMETERS, type FiniteFormat } from '../numerics/format';
import { fromOrdinal, ordinalOf } from '../numerics/ordinals';

/** Numbers of one sign and one exponent; zero and the subnormal numbers of a sign count as one binade. */
export interface BinadeErrors {
  /** The least and the greatest number looked at. */
  readonly from: number;
  readonly to: number;
  /** Numbers of the format from one to the other. */
  readonly count: number;
  /** Largest error in the unit of the norm, and the first number at which it is met. */
  readonly maxError: number;
  readonly argmax: number;
  readonly misrounded: number;
}

/** What a scan found, in all and by binade, ascending. Plain data. */
export interface BinadeScan {
  readonly result: ScanResult;
  readonly binades: readonly BinadeErrors[];
}

export const EMPTY_BINADE_SCAN: BinadeScan = { result: EMPTY_SCAN, binades: [] };

/** Number of the binade that an ordinal lies in: 0 for +0 and positive subnormal numbers, -1 for negative ones. */
function binadeOf(ordinal: number, format: FiniteFormat): number {
  const size = 2 ** (FORMAT_PARAMETERS[format].precision - 1);
  return ordinal < 0 ? -1 - Math.floor(-ordinal / size) : Math.floor(ordinal / size);
}

/** The last ordinal of the binade that `ordinal` lies in. */
function lastOfBinade(ordinal: number, format: FiniteFormat): number {
  const size = 2 ** (FORMAT_PARAMETERS[format].precision - 1);
  if (ordinal >= 0) return (Math.floor(ordinal / size) + 1) * size - 1;
  // -size and what comes before it are normal numbers: each binade ends at the one nearest to zero.
  return Math.min(-1, -Math.floor(-ordinal / size) * size);
}

/** Scans the ordinals from `first` to `last`, at least one. Errors as Scan's. */
export function scanBinades(scan: Scan, format: FiniteFormat, first: number, last: number): BinadeScan {
  let result = EMPTY_SCAN;
  const binades: BinadeErrors[] = [];
  for (let from = first; from <= last;) {
    const to = Math.min(last, lastOfBinade(from, format));
    const part = scan.scan(from, to);
    const { count, maxError, argmax, misrounded } = part;
    const [least, greatest] = [from, to].map((ordinal) => fromOrdinal(BigInt(ordinal), format));
    binades.push({ from: least!, to: greatest!, count, maxError, argmax, misrounded });
    result = mergeScans(result, part);
    from = to + 1;
  }
  return { result, binades };
}

/** The findings over two neighbouring ranges, of which `a` comes first. */
export function mergeBinadeScans(a: BinadeScan, b: BinadeScan, format: FiniteFormat): BinadeScan {
  const result = mergeScans(a.result, b.result);
  const before = a.binades.at(-1);
  const after = b.binades[0];
  if (before === undefined || after === undefined || !isSameBinade(before.to, after.from, format)) {
    return { result, binades: [...a.binades, ...b.binades] };
  }
  const { maxError, argmax } = after.maxError > before.maxError ? after : before;
  const joined: BinadeErrors = {
    from: before.from,
    to: after.to,
    count: before.count + after.count,
    maxError,
    argmax,
    misrounded: before.misrounded + after.misrounded,
  };
  return { result, binades: [...a.binades.slice(0, -1), joined, ...b.binades.slice(1)] };
}

function isSameBinade(x: number, y: number, format: FiniteFormat): boolean {
  const [a, b] = [x, y].map((number) => binadeOf(Number(ordinalOf(number, format)), format));
  return a === b;
}
