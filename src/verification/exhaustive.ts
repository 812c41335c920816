/**
 * The exhaustive check: a program against its target at every number of the format in the interval. Here is what a check
 * consists of; src/run/exhaustive-check.ts has it done by several workers.
 */

import { createScan } from '../evaluation/scan';
import type { Program } from '../program/program';
import type { Target } from '../targets/target';
import { EMPTY_BINADE_SCAN, mergeBinadeScans, scanBinades, type BinadeScan } from './binades';
import {
  exhaustiveError,
  planExhaustive,
  type ExhaustiveError,
  type ExhaustivePlan,
} from './exhaustive-plan';

/** Numbers between two reports of progress: some 20 ms with a fast reference, or without. */
const SLICE = 2 ** 20;
const SLOW_SLICE = 2 ** 10;

/** Scans parts of what is planned: ordinals within its range, in any order. Errors as Scan's. */
export type ExhaustiveScan = (first: number, last: number) => BinadeScan;

/**
 * @param program one whose constants are numbers of the format
 * @throws as createScan
 */
export function createExhaustiveScan({ target }: ExhaustivePlan, program: Program): ExhaustiveScan {
  const scan = createScan(program, target);
  return (first, last) => scanBinades(scan, target.format, first, last);
}

/**
 * The maximum over all numbers of the format in the target's interval, in the unit of the norm. Roundings that the fast
 * reference cannot decide are settled by the oracle, so the count of misrounded results is exact.
 *
 * @param program one whose constants are numbers of the format
 * @param onProgress called every few ten milliseconds; an answer of false ends the check
 * @throws ExhaustiveCheckError as planExhaustive, and when it was ended
 * @throws OracleError where the function has no value
 */
export function checkExhaustively(
  target: Target,
  program: Program,
  onProgress: (done: number, total: number) => boolean = () => true,
): ExhaustiveError {
  const plan = planExhaustive(target);
  const scan = createExhaustiveScan(plan, program);
  const { first, last, total, fast } = plan;
  const slice = fast ? SLICE : SLOW_SLICE;
  let found = EMPTY_BINADE_SCAN;
  for (let from = first; from <= last; from += slice) {
    const part = scan(from, Math.min(from + slice - 1, last));
    found = mergeBinadeScans(found, part, plan.target.format);
    if (!onProgress(found.result.count, total)) break;
  }
  return exhaustiveError(plan, found);
}
