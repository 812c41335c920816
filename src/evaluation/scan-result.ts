/** Exhaustive scans: a program against its target at consecutive numbers of a format, every one of them. */

export interface ScanResult {
  /** Points compared. */
  readonly count: number;
  /** Largest error in ulps, to about 2^-45 ulp; Infinity where a value is not finite and should be. -1 of no points. */
  readonly maxUlp: number;
  /** The first argument, in ascending order, at which it is met. */
  readonly argmax: number;
  /** Points at which the program's value is not the correctly rounded one; the signs of zeros do not count. */
  readonly misrounded: number;
  /** The arguments at which the fast reference could not tell the rounding, and the oracle did. */
  readonly decidedByOracle: readonly number[];
}

/** A program and its target, prepared for scans of any ranges. */
export interface Scan {
  /**
   * Compares at all numbers of the format whose ordinals lie from `first` to `last`; zero counts once, as +0.
   * @throws RangeError for ordinals that are no finite numbers, or first > last
   * @throws OracleError where the function has no value
   */
  scan(first: number, last: number): ScanResult;
}

export const EMPTY_SCAN: ScanResult = {
  count: 0,
  maxUlp: -1,
  argmax: 0,
  misrounded: 0,
  decidedByOracle: [],
};

/** The result over two ranges, of which `a` comes first. */
export function mergeScans(a: ScanResult, b: ScanResult): ScanResult {
  const { maxUlp, argmax } = b.maxUlp > a.maxUlp ? b : a;
  return {
    count: a.count + b.count,
    maxUlp,
    argmax,
    misrounded: a.misrounded + b.misrounded,
    decidedByOracle: [...a.decidedByOracle, ...b.decidedByOracle],
  };
}

/** Points between two reports of progress: some 30 ms in binary32. */
const SLICE = 1 << 20;

/** Scans in slices and tells what is known so far; where the answer is false, ends there with what it has. */
export function scanRange(
  scan: Scan,
  first: number,
  last: number,
  onProgress: (result: ScanResult) => boolean = () => true,
): ScanResult {
  let result = EMPTY_SCAN;
  for (let from = first; from <= last; from += SLICE) {
    result = mergeScans(result, scan.scan(from, Math.min(from + SLICE - 1, last)));
    if (!onProgress(result)) break;
  }
  return result;
}
