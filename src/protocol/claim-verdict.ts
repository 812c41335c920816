/** What became of a claim that was recomputed. Types only. */

import type { MeasuredError } from '../targets/target';

/**
 * refuted: the claim is false, and `measured` shows it. unconfirmed: nothing was found against it, and it was not proved
 * either. deferred: there are so many numbers to go through that somebody should ask for it.
 */
export type ClaimVerdict =
  | { readonly state: 'verified' | 'refuted'; readonly measured: MeasuredError }
  | { readonly state: 'unconfirmed'; readonly measured: MeasuredError; readonly reason: string }
  | { readonly state: 'deferred'; readonly measured: MeasuredError; readonly numbers: number };

export type ClaimStatus =
  | { readonly state: 'unverified' }
  | ClaimVerdict
  | { readonly state: 'unverifiable'; readonly message: string };
