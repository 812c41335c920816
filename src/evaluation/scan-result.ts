/** Exhaustive scans: a program against its target at consecutive numbers of a format, every one of them. */

export interface ScanResult {
  /** Points compared. */
  readonly count: number;
  /**
   * Largest error in the unit of the norm, known to about 2^-45 ulp; Infinity where a value is not finite and should be.
   * -1 of no points.
   */
  readonly maxError: number;
  /** The first argument, in ascending order, at which it is met. */
  readonly argmax: number;
  /** Points at which the program's value is not the correctly rounded one; the signs of zeros do not count. */
  readonly misrounded: number;
  /** The arguments at which the fast reference could not tell the rounding, and the oracle did; empty without one. */
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
  maxError: -1,
  argmax: 0,
  misrounded: 0,
  decidedByOracle: [],
};

/** The result over two ranges, of which `a` comes first. */
export function mergeScans(a: ScanResult, b: ScanResult): ScanResult {
  const { maxError, argmax } = b.maxError > a.maxError ? b : a;
  return {
    count: a.count + b.count,
    maxError,
    argmax,
    misrounded: a.misrounded + b.misrounded,
    decidedByOracle: [...a.decidedByOracle, ...b.decidedByOracle],
  };
}
