/**
 * The exhaustive check: a program against its target at every number of the format in the interval. Here is what a check
 * consists of; src/run/exhaustive-check.ts has it done by several workers.
 */

import { createScan } from '../evaluation/scan';
import type { ScanTarget } from '../evaluation/scan-target';
import { ReferenceKernel } from '../evaluation/wasm/reference-kernel';
import { formatSignificant } from '../numerics/number-text';
import { ordinalRange } from '../numerics/ordinals';
import type { Program } from '../program/program';
import { printInterval } from '../targets/interval';
import type { MeasuredError, Target } from '../targets/target';
import {
  EMPTY_BINADE_SCAN,
  mergeBinadeScans,
  scanBinades,
  type BinadeErrors,
  type BinadeScan,
} from './binades';

export interface ExhaustiveError extends MeasuredError {
  readonly kind: 'exhaustive';
  /** Results that are not the correctly rounded value. */
  readonly misrounded: number;
  /** The same by binade of the argument, ascending. */
  readonly binades: readonly BinadeErrors[];
  /** Numbers at which the fast reference could not tell the rounding and the oracle did; 0 without fast reference. */
  readonly decidedByOracle: number;
}

/** A target that cannot be checked exhaustively; the message says why. */
export class ExhaustiveCheckError extends Error {
  override readonly name = 'ExhaustiveCheckError';
}

/** What there is to check. */
export interface ExhaustivePlan {
  readonly target: Target & ScanTarget;
  /** Ordinals of the first and the last number. */
  readonly first: number;
  readonly last: number;
  readonly total: number;
  /** Whether some ten million numbers a second can be expected of a core, or some ten thousand. */
  readonly fast: boolean;
}

/** The scan's errors are known to about 2^-45 ulp. */
const DIGITS = 12;
/** Numbers that the oracle alone can be asked about: minutes on a few cores. */
const MOST_BY_ORACLE = 2 ** 24;
/** Numbers between two reports of progress: some 20 ms with a fast reference, or without. */
const SLICE = 2 ** 20;
const SLOW_SLICE = 2 ** 10;

/**
 * What an exhaustive check of the target has to go through.
 * @throws ExhaustiveCheckError for formats of too many numbers, intervals without any, and functions for which there is
 * no fast reference on intervals of more than 2^24 numbers
 */
export function planExhaustive(target: Target): ExhaustivePlan {
  const { format, function: fn, interval } = target;
  if (format === 'real' || format === 'f64')
    throw new ExhaustiveCheckError(
      `${format} has too many numbers; f32, f16 and bf16 can be checked exhaustively`,
    );
  const range = ordinalRange(interval, format);
  const [first, last] = [Number(range.first), Number(range.last)];
  const total = Math.max(0, last - first + 1);
  if (total === 0) throw new ExhaustiveCheckError(`${printInterval(interval)} holds no number of ${format}`);
  const fast = fn.kind === 'catalogue' && new ReferenceKernel().supports(fn.id);
  if (!fast && total > MOST_BY_ORACLE) {
    const name = fn.kind === 'catalogue' ? fn.id : 'an expression';
    throw new ExhaustiveCheckError(
      `there is no fast reference for ${name}: at most ${MOST_BY_ORACLE} numbers can be checked, ` +
        `and ${printInterval(interval)} holds ${total} of ${format}`,
    );
  }
  return { target: { ...target, format }, first, last, total, fast };
}

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

/** The error that the scan of everything planned makes. ExhaustiveCheckError when it is of less. */
export function exhaustiveError({ total }: ExhaustivePlan, { result, binades }: BinadeScan): ExhaustiveError {
  const { maxError, argmax, misrounded, count, decidedByOracle } = result;
  if (count !== total) throw new ExhaustiveCheckError(`ended after ${count} of ${total} numbers`);
  return {
    kind: 'exhaustive',
    value: maxError,
    text: formatSignificant(maxError, DIGITS),
    argmax,
    points: count,
    misrounded,
    binades,
    decidedByOracle: decidedByOracle.length,
  };
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
