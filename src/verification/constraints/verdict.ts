/** What is known of whether a program fulfils a constraint, and how. Types only. */

/**
 * structural: it follows from the form of the program, in every format. exact: by rational arithmetic, or by the law at the
 * point itself. exhaustive: at every number of the format in the interval. certified: by enclosures over the whole interval.
 * refined, sampled: at many points, so that a violation between them is not excluded. Where a constraint does not hold, a
 * place was found: that is proof.
 */
export type ConstraintProof = 'structural' | 'exact' | 'exhaustive' | 'certified' | 'refined' | 'sampled';

export interface ConstraintVerdict {
  readonly holds: boolean;
  readonly proof: ConstraintProof;
  /** Points looked at, where there were any. */
  readonly points?: number;
  /** Where it does not hold. */
  readonly at?: number;
}
