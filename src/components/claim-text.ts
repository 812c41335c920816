/** Verdicts on claims, in words. Shared by the page and its embedded view. */

import type { ClaimStatus } from '../protocol/claim-verdict';
import { sentence } from '../store/errors';
import type { ErrorKind, ErrorNorm } from '../targets/target';
import { NORM_UNIT } from './number-text';

interface Stated {
  readonly errorText: string;
  readonly errorKind: ErrorKind;
}

/** A verdict on a claim as two sentences at most. */
export function verdictText(
  { claim, status }: { readonly claim: Stated; readonly status: ClaimStatus },
  norm: ErrorNorm,
): string {
  const unit = NORM_UNIT[norm];
  const claimed = `${claim.errorText} ${unit}, ${claim.errorKind}`;
  const measured = 'measured' in status ? `${status.measured.text} ${unit}, ${status.measured.kind}` : '';
  switch (status.state) {
    case 'unverified':
      return `Claimed, not yet verified: ${claimed}. Recomputing it here.`;
    case 'verified':
      if (claim.errorKind === 'sampled')
        return `Verified as a lower bound: at least ${claim.errorText} ${unit} was claimed; recomputed here as ${measured}.`;
      return `Verified: recomputed here as ${measured}; claimed was ${claim.errorText}.`;
    case 'refuted':
      return `The claim does not hold: ${measured}, instead of ${claimed}.`;
    case 'unconfirmed':
      return `Not confirmed: nothing found contradicts ${claimed} (here ${measured}), but it was not proved. ${sentence(status.reason)}`;
    case 'deferred':
      return `Not yet verified: ${claimed}. Nothing found so far contradicts it (here ${measured}).`;
    case 'unverifiable':
      return `The claim of ${claimed} could not be checked: ${status.message}`;
  }
}

/** `12 claims: 10 verified, 1 does not hold, 1 being recomputed.` */
export function claimCounts(claims: readonly { readonly status: ClaimStatus }[]): string {
  const count = (...states: readonly ClaimStatus['state'][]) =>
    claims.filter(({ status }) => states.includes(status.state)).length;
  const refuted = count('refuted');
  const parts = [
    [count('verified'), 'verified'],
    [refuted, refuted === 1 ? 'does not hold' : 'do not hold'],
    [count('unconfirmed'), 'not confirmed'],
    [count('unverifiable'), 'could not be checked'],
    [count('deferred'), 'to be checked on demand'],
    [count('unverified'), 'being recomputed'],
  ] as const;
  const said = parts.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`);
  return `${claims.length} claim${claims.length === 1 ? '' : 's'}: ${said.join(', ')}.`;
}
