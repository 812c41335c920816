/** When a claim agrees with what was recomputed. The only place where this is decided. */

import type { Claim } from '../persistence/claim';
import type { MeasuredError } from '../targets/target';

/**
 * The largest relative difference between the claimed and the recomputed error. A claim carries at least 12
 * significant digits, so that rounding to text accounts for 5e-13; the rest is room for another order of the
 * refinement's steps.
 */
export const CLAIM_TOLERANCE = 1e-9;

/**
 * Whether the recomputed error agrees with the claimed one to CLAIM_TOLERANCE. An error smaller than claimed
 * does not agree either: the claim is a statement about this very program. Infinite errors agree with each
 * other; a claim that is not a number agrees with nothing.
 */
export function claimHolds(claim: Pick<Claim, 'errorText'>, measured: Pick<MeasuredError, 'value'>): boolean {
  const claimed = Number(claim.errorText);
  if (Number.isNaN(claimed) || Number.isNaN(measured.value)) return false;
  if (claimed === measured.value) return true;
  return (
    Number.isFinite(claimed) && Math.abs(measured.value - claimed) <= CLAIM_TOLERANCE * Math.abs(claimed)
  );
}
