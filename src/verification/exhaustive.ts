/** The exhaustive check: a program against its target at every number of the format in the interval. */

import { createScan } from '../evaluation/scan';
import { scanRange } from '../evaluation/scan-result';
import { ReferenceKernel } from '../evaluation/wasm/reference-kernel';
import type { FiniteFormat } from '../numerics/format';
import { formatSignificant } from '../numerics/number-text';
import { ordinalRange } from '../numerics/ordinals';
import type { Program } from '../program/program';
import type { MeasuredError, Target } from '../targets/target';

export interface ExhaustiveError extends MeasuredError {
  readonly kind: 'exhaustive';
  /** Results that are not the correctly rounded value. */
  readonly misrounded: number;
}

/** A target that cannot be checked exhaustively; the message says why. */
export class ExhaustiveCheckError extends Error {
  override readonly name = 'ExhaustiveCheckError';
}

/** The scan's errors are known to about 2^-45 ulp. */
const DIGITS = 12;

function shortFormatOf(target: Target): Exclude<FiniteFormat, 'f64'> {
  const { format } = target;
  if (format === 'real' || format === 'f64')
    throw new ExhaustiveCheckError(
      `${format} has too many numbers; f32, f16 and bf16 can be checked exhaustively`,
    );
  return format;
}

function functionIdOf({ function: fn }: Target): string {
  if (fn.kind === 'catalogue' && new ReferenceKernel().supports(fn.id)) return fn.id;
  const name = fn.kind === 'catalogue' ? fn.id : 'an expression';
  throw new ExhaustiveCheckError(`there is no reference fast enough for exhaustive checks of ${name}`);
}

/**
 * The maximum over all numbers of the format in the target's interval, in ulps. Roundings that the fast reference
 * cannot decide are settled by the oracle, so the count of misrounded results is exact.
 *
 * @param program one whose constants are numbers of the format
 * @param onProgress called every few ten milliseconds; an answer of false ends the check
 * @throws ExhaustiveCheckError for formats, norms and functions without such a check, and when it was ended
 */
export function checkExhaustively(
  target: Target,
  program: Program,
  onProgress: (done: number, total: number) => boolean = () => true,
): ExhaustiveError {
  const format = shortFormatOf(target);
  if (target.norm !== 'ulp')
    throw new ExhaustiveCheckError(`exhaustive checks are in ulp; the norm here is ${target.norm}`);
  const scan = createScan(program, functionIdOf(target), format, target.ulpAt);
  const { first, last } = ordinalRange(target.interval, format);
  const total = Number(last - first) + 1;
  const { maxUlp, argmax, misrounded, count } = scanRange(scan, Number(first), Number(last), (result) =>
    onProgress(result.count, total),
  );
  if (count < total) throw new ExhaustiveCheckError(`ended after ${count} of ${total} numbers`);
  return {
    kind: 'exhaustive',
    value: maxUlp,
    text: formatSignificant(maxUlp, DIGITS),
    argmax,
    points: count,
    misrounded,
  };
}
