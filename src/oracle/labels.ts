/**
 * The label table: what the oracle gives for a list of sample points, in the form every evaluator consumes.
 *
 * The error of a program value p at point i, in the unit of the target's norm, is
 *   | (p - hi[i]) - lo[i] | * scale[i].
 * For `real` targets (hi, lo) is the double-double nearest f(x). For a finite format hi is RN(f(x)) in that
 * format and lo the remainder f(x) - hi, so that p - hi is exact where p is near f(x) and the error is known to
 * far better than an ulp. scale is 1/|f(x)|, 1 or 1/ulp(f(x)) for the norms relative, absolute and ulp.
 */
export interface LabelTable {
  readonly x: Float64Array;
  readonly hi: Float64Array;
  readonly lo: Float64Array;
  readonly scale: Float64Array;
}

/** The two tables of a search: constants are fitted on the first, programs are judged on the second. */
export interface SearchTables {
  /** Chebyshev points of the open interval. */
  readonly training: LabelTable;
  /** A denser set, with end points (where closed) and, for finite formats, binade edges. */
  readonly validation: LabelTable;
}
