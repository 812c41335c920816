/**
 * What an exhaustive check has to go through, and what its scans add up to. Apart from the scanning itself
 * (exhaustive.ts), so that the page can plan a check without loading what does it.
 */

import { REFERENCE_FUNCTIONS } from '../evaluation/wasm/reference-functions';
import type { ScanTarget } from '../evaluation/scan-target';
import { formatSignificant } from '../numerics/number-text';
import { ordinalRange } from '../numerics/ordinals';
import { printInterval } from '../targets/interval';
import type { MeasuredError, Target } from '../targets/target';
import type { BinadeErrors, BinadeScan } from './binades';

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
  const fast = fn.kind === 'catalogue' && REFERENCE_FUNCTIONS.has(fn.id);
  if (!fast && total > MOST_BY_ORACLE) {
    const name = fn.kind === 'catalogue' ? fn.id : 'an expression';
    throw new ExhaustiveCheckError(
      `there is no fast reference for ${name}: at most ${MOST_BY_ORACLE} numbers can be checked, ` +
        `and ${printInterval(interval)} holds ${total} of ${format}`,
    );
  }
  return { target: { ...target, format }, first, last, total, fast };
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
