/**
 * The error of a whole function over a whole format, whatever computes it: for f32 every number can be gone through, by
 * the reference kernel with the oracle for what it cannot decide; for f64 samples are labelled by the oracle.
 */

import { labelPairAt } from '../evaluation/reference-labels';
import { ReferenceKernel } from '../evaluation/wasm/reference-kernel';
import type { FiniteFormat } from '../numerics/format';
import { formatSignificant } from '../numerics/number-text';
import { fromOrdinal, fromOrdinal32, ordinalRange } from '../numerics/ordinals';
import { RandomStream } from '../numerics/random';
import { largestFinite } from '../numerics/rounding';
import { functionOf } from '../oracle/oracle';
import type { RealFunction } from '../targets/catalogue-function';
import { EMPTY_SCAN, mergeScans, type ScanResult } from '../evaluation/scan-result';
import type { ErrorKind, Interval, MeasuredError } from '../targets/target';

/** y[i] = f(x[i]) for all i; x holds numbers of the format, infinities and NaN, and y may be x itself. */
export type BulkFunction = (x: Float64Array, y: Float64Array) => void;

/** A function of the catalogue as something computes it, and where it is meant to. */
export interface WholeFunction {
  /** The catalogue's name; for f32 one that the reference kernel has. */
  readonly functionId: string;
  readonly evaluate: BulkFunction;
  /** Ends may be infinite. */
  readonly interval: Interval;
}

/** Compares the function at all numbers of f32 whose ordinals lie from `first` to `last`; zero counts once, as +0. */
export type FullRangeScan = (first: number, last: number) => ScanResult;

const DIGITS = 12;
/** Of the largest f32 number, and the number after it if the exponents went on. */
const LARGEST_ULP_32 = 2 ** 104;
const BEYOND_32 = 2 ** 128;
const LARGEST = largestFinite('f32');

/**
 * Errors are in ulp of the exact value, known to about 2^-45 ulp. An infinity that should be a number, or a number that
 * should be an infinity, counts as 2^128; NaN is right where the function has no value, and only there.
 * RangeError for a function that the reference kernel does not have.
 */
export function createFullRangeScan({
  functionId,
  evaluate,
}: Omit<WholeFunction, 'interval'>): FullRangeScan {
  const reference = new ReferenceKernel();
  if (!reference.supports(functionId)) throw new RangeError(`${functionId} has no fast reference`);
  const exact = functionOf({ kind: 'catalogue', id: functionId });
  const { blockLength, x } = reference;
  const arguments_ = new Float64Array(blockLength);
  const values = new Float64Array(blockLength);
  /** Fills the block from `from` on, compares, and adds to what was found. */
  return (first, last) => {
    let found = EMPTY_SCAN;
    for (let from = first; from <= last; from += blockLength) {
      const count = Math.min(blockLength, last - from + 1);
      for (let i = 0; i < count; i++) arguments_[i] = fromOrdinal32(from + i);
      found = mergeScans(found, compareBlock(count));
    }
    return found;
  };

  function compareBlock(count: number): ScanResult {
    x.set(arguments_.subarray(0, count));
    const undecided = reference.roundBlock(functionId, count, 'f32');
    const decidedByOracle: number[] = [];
    for (let i = 0; i < undecided; i++) {
      const place = reference.undecided[i]!;
      const point = arguments_[place]!;
      const pair = labelPairAt(exact, point, 'f32');
      reference.rounded[place] = pair.rounded;
      reference.tail[place] = pair.tail;
      reference.perUlp[place] = 1 / pair.ulp;
      decidedByOracle.push(point);
    }
    evaluate(arguments_.subarray(0, count), values);
    const { rounded, tail, perUlp } = reference;
    let maxError = -1;
    let argmax = 0;
    let misrounded = 0;
    for (let i = 0; i < count; i++) {
      const value = values[i]!;
      const nearest = rounded[i]!;
      let error: number;
      if (value === nearest) error = Number.isFinite(nearest) ? Math.abs(tail[i]!) : 0;
      else {
        misrounded++;
        error = errorBeside(value, nearest, tail[i]!, perUlp[i]!);
        if (Number.isNaN(value) && Number.isNaN(nearest)) {
          misrounded--;
          error = 0;
        }
      }
      if (!(error > maxError)) continue;
      maxError = error;
      argmax = arguments_[i]!;
    }
    return { count, maxError, argmax, misrounded, decidedByOracle };
  }
}

/** The error of a value that is not the rounded one. */
function errorBeside(value: number, nearest: number, tail: number, perUlp: number): number {
  if (Number.isNaN(value) || Number.isNaN(nearest)) return Infinity;
  if (Number.isFinite(value) && Number.isFinite(nearest)) return Math.abs((value - nearest) * perUlp - tail);
  const finite = (y: number): number => (Number.isFinite(y) ? y : y < 0 ? -BEYOND_32 : BEYOND_32);
  const distance = Math.abs(finite(value) - finite(nearest));
  // Near the largest number only: elsewhere one of the two means a pole.
  return distance <= 2 * LARGEST ? distance / LARGEST_ULP_32 + Math.abs(tail) : Infinity;
}

/** The ordinals of the numbers of f32 in the interval: the first and the last. */
export function fullRangeOrdinals(interval: Interval): { readonly first: number; readonly last: number } {
  const range = ordinalRange(finiteInterval(interval, 'f32'), 'f32');
  return { first: Number(range.first), last: Number(range.last) };
}

function finiteInterval({ lower, upper, lowerOpen, upperOpen }: Interval, format: FiniteFormat): Interval {
  const largest = largestFinite(format);
  return {
    lower: Math.max(lower, -largest),
    upper: Math.min(upper, largest),
    lowerOpen: lowerOpen && lower >= -largest,
    upperOpen: upperOpen && upper <= largest,
  };
}

/** Numbers of a slice: some tens of milliseconds. */
const SLICE = 2 ** 20;

/** What has been compared so far. */
export interface ScanProgress {
  readonly done: number;
  readonly total: number;
  /** In ulp; a lower bound until all is done. */
  readonly maxError: number;
}

/** The error over every f32 number of the interval, in steps of `slice` numbers. */
export function* scanEveryNumber(
  whole: WholeFunction,
  slice = SLICE,
): Generator<ScanProgress, MeasuredError, undefined> {
  const scan = createFullRangeScan(whole);
  const { first, last } = fullRangeOrdinals(whole.interval);
  const total = last - first + 1;
  let found = EMPTY_SCAN;
  for (let from = first; from <= last; from += slice) {
    found = mergeScans(found, scan(from, Math.min(from + slice - 1, last)));
    yield { done: found.count, total, maxError: found.maxError };
  }
  return measured(found, 'exhaustive');
}

/** The same at once; `onProgress` is called after every 2^20 numbers. */
export function measureEveryNumber(
  whole: WholeFunction,
  onProgress: (progress: ScanProgress) => void = () => undefined,
): MeasuredError {
  const steps = scanEveryNumber(whole);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    onProgress(step.value);
  }
}

/** The error that a scan has found. */
export function measured(
  { maxError, argmax, count, misrounded }: ScanResult,
  kind: ErrorKind,
): MeasuredError {
  return {
    kind,
    value: maxError,
    text: formatSignificant(maxError, DIGITS),
    argmax,
    points: count,
    misrounded,
  };
}

/** Neighbouring numbers that a stratum of a sample contributes. */
const RUN = 64;

/**
 * The error over a stratified sample of about `points` f32 numbers of the interval: its ordinals are divided evenly, and
 * of each part a run of 64 neighbours is taken at a random place, always the same for the same `seed`.
 */
export function measureSampleOfNumbers(whole: WholeFunction, points: number, seed = 1): MeasuredError {
  const scan = createFullRangeScan(whole);
  const { first, last } = fullRangeOrdinals(whole.interval);
  const strata = Math.max(1, Math.round(points / RUN));
  const width = (last - first + 1) / strata;
  const random = new RandomStream(seed, 0, 0);
  let found = EMPTY_SCAN;
  for (let i = 0; i < strata; i++) {
    const from = Math.floor(first + width * (i + random.uniform()));
    found = mergeScans(found, scan(from, Math.min(from + RUN - 1, last)));
  }
  return measured(found, 'sampled');
}

/** Errors in both norms; f64 functions from short kernels are far from an ulp, and their relative error says more. */
export interface SampledErrors {
  readonly ulp: MeasuredError;
  readonly relative: MeasuredError;
}

/**
 * The errors over a stratified sample of `points` f64 numbers of the interval: half of them spread over its ordinals,
 * half over the ordinals of `centre`, where the function does not saturate. Numbers where the function has no value are
 * left out; values that overflow must be infinite. The oracle decides each: some ten thousand a second.
 */
export function measureSampleOfBinary64(
  { functionId, evaluate, interval }: WholeFunction,
  centre: Interval,
  points: number,
  seed = 1,
): SampledErrors {
  const exact = functionOf({ kind: 'catalogue', id: functionId });
  const random = new RandomStream(seed, 0, 0);
  const xs = Float64Array.from([
    ...stratifiedBinary64(interval, Math.floor(points / 2), random),
    ...stratifiedBinary64(centre, Math.ceil(points / 2), random),
  ]).filter((x) => isInside(exact, x));
  const values = new Float64Array(xs.length);
  evaluate(xs, values);
  const worst = { ulp: { value: -1, argmax: 0 }, relative: { value: -1, argmax: 0 } };
  let misrounded = 0;
  const note = (norm: 'ulp' | 'relative', value: number, argmax: number): void => {
    if (value > worst[norm].value) worst[norm] = { value, argmax };
  };
  xs.forEach((x, i) => {
    const { rounded, tail, ulp } = labelPairAt(exact, x, 'f64');
    const value = values[i]!;
    if (value !== rounded) misrounded++;
    const agree = value === rounded && !Number.isFinite(rounded);
    const difference = agree ? 0 : Math.abs((value - rounded) / ulp - tail);
    note('ulp', Number.isNaN(difference) ? Infinity : difference, x);
    // Of subnormal values the last place is all that can be asked for.
    if (Math.abs(rounded) >= 2 ** -1022 && Number.isFinite(rounded)) {
      note('relative', difference * (ulp / Math.abs(rounded)), x);
    }
  });
  const error = ({ value, argmax }: { value: number; argmax: number }): MeasuredError => ({
    kind: 'sampled',
    value,
    text: formatSignificant(value, DIGITS),
    argmax,
    points: xs.length,
    misrounded,
  });
  return { ulp: error(worst.ulp), relative: error(worst.relative) };
}

function isInside({ domain }: RealFunction, x: number): boolean {
  const { lower, upper, lowerOpen, upperOpen } = domain;
  return (lowerOpen ? x > lower : x >= lower) && (upperOpen ? x < upper : x <= upper);
}

function stratifiedBinary64(interval: Interval, points: number, random: RandomStream): number[] {
  const { first, last } = ordinalRange(finiteInterval(interval, 'f64'), 'f64');
  const total = last - first + 1n;
  const found: number[] = [];
  for (let i = 0; i < points; i++) {
    const place = Math.floor((i + random.uniform()) * 2 ** 20);
    found.push(fromOrdinal(first + (total * BigInt(place)) / (BigInt(points) << 20n), 'f64'));
  }
  return found;
}
