/** What became of the claim of a shared link. */

import type { Claim } from '../../persistence/claim';
import type { ClaimStatus } from '../../store/exhibit';
import type { ErrorNorm } from '../../targets/target';
import { NORM_UNIT } from '../number-text';
import styles from './inspector.module.css';

interface ClaimVerdictProps {
  readonly claim: Claim;
  readonly status: ClaimStatus;
  readonly norm: ErrorNorm;
}

export function ClaimVerdict({ claim, status, norm }: ClaimVerdictProps) {
  return (
    <p className={styles.verdict} data-state={status.state} role="status">
      {verdictText(claim, status, norm)}
    </p>
  );
}

function verdictText(claim: Claim, status: ClaimStatus, norm: ErrorNorm): string {
  const unit = NORM_UNIT[norm];
  const claimed = `${claim.errorText} ${unit}, ${claim.errorKind}`;
  switch (status.state) {
    case 'unverified':
      return `Claimed, not yet verified: ${claimed}. Recomputing it here.`;
    case 'verified':
      return `Verified: recomputed here as ${status.measured.text} ${unit}, ${status.measured.kind}; claimed was ${claim.errorText}.`;
    case 'refuted':
      return `The claim does not hold: ${status.measured.text} ${unit}, ${status.measured.kind}, instead of ${claimed}.`;
    case 'unverifiable':
      return `The claim of ${claimed} could not be checked: ${status.message}`;
  }
}
