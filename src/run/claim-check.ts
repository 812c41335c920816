/** When a claim agrees with what was recomputed, and how it is recomputed. The only place where this is decided. */

import type { Claim } from '../persistence/claim';
import type { CertificateService } from '../protocol/certificate-service';
import type { OracleService } from '../protocol/oracle-service';
import type { ClaimVerdict } from '../protocol/claim-verdict';
import type { ExhaustiveError } from '../protocol/scan-service';
import type { MeasuredError, Target } from '../targets/target';
import type { Certificate } from '../verification/certificate/certificate';
import { planExhaustive } from '../verification/exhaustive-plan';

/**
 * The largest relative difference between the claimed and the recomputed error. A claim carries at least 12
 * significant digits, so that rounding to text accounts for 5e-13; the rest is room for another order of the
 * refinement's steps.
 */
export const CLAIM_TOLERANCE = 1e-9;

/** The refined maximum is known to more digits than a bound is stated with. */
const BOUND_TOLERANCE = 2 ** -48;

/** Numbers that are gone through unasked: some seconds at most, with a fast reference and without. */
const MOST_UNASKED = { fast: 2 ** 24, slow: 2 ** 13 };

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

/** What claims are recomputed with. */
export interface ClaimServices {
  readonly measure: OracleService['measure'];
  readonly certify: CertificateService['certify'];
  /** The error over every number of the interval; rejects where there are too many. */
  readonly checkAll: (target: Target, program: Claim['program']) => Promise<ExhaustiveError>;
}

/**
 * Recomputes a claim by its kind. refined: measured again, to agree with the claim. sampled: a lower bound, which
 * the refined maximum must reach. certified: the program is certified anew, until a bound is at most the one claimed.
 * exhaustive: every number is gone through again, unless there are many and `asked` is false. Whatever
 * the kind, a refined maximum above what is claimed to be the largest error refutes the claim.
 *
 * Rejects as the services do where the target cannot be measured or checked so.
 */
export async function verifyClaim(
  claim: Claim,
  services: ClaimServices,
  { asked = false }: { readonly asked?: boolean } = {},
): Promise<ClaimVerdict> {
  const { target, program, errorKind } = claim;
  const measured = await services.measure(target, program);
  const claimed = Number(claim.errorText);
  switch (errorKind) {
    case 'refined':
      return { state: claimHolds(claim, measured) ? 'verified' : 'refuted', measured };
    case 'sampled':
      return {
        state: measured.value >= claimed * (1 - CLAIM_TOLERANCE) ? 'verified' : 'refuted',
        measured,
      };
    case 'certified':
      if (!(measured.value <= claimed * (1 + BOUND_TOLERANCE))) return { state: 'refuted', measured };
      return confirmBound(claim, measured, services);
    case 'exhaustive': {
      const { total, fast } = planExhaustive(target);
      if (!(measured.value <= claimed * (1 + CLAIM_TOLERANCE))) return { state: 'refuted', measured };
      if (!asked && total > (fast ? MOST_UNASKED.fast : MOST_UNASKED.slow))
        return { state: 'deferred', measured, numbers: total };
      const checked = await services.checkAll(target, program);
      return { state: claimHolds(claim, checked) ? 'verified' : 'refuted', measured: checked };
    }
  }
}

async function confirmBound(
  { target, program, errorText }: Claim,
  measured: MeasuredError,
  { certify }: ClaimServices,
): Promise<ClaimVerdict> {
  const goal = Number(errorText);
  let certificate: Certificate;
  try {
    certificate = await certify(target, program, { goal });
  } catch (error) {
    // Its class is lost on the way from a worker; its name is not.
    if (!(error instanceof Error) || error.name !== 'CertificateError') throw error;
    return { state: 'unconfirmed', measured, reason: error.message };
  }
  const { upper, lower } = certificate;
  if (!(upper.value <= goal))
    return { state: 'unconfirmed', measured, reason: `the bound proved here is ${upper.text}` };
  const { argmax, points } = lower;
  return { state: 'verified', measured: { kind: 'certified', ...upper, argmax, points } };
}
