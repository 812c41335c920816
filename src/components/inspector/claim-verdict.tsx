/** What became of the claims of a link or an imported file. */

import { operationCount } from '../../program/canonicalize';
import type { SharedClaim } from '../../store/exhibit';
import type { ErrorNorm } from '../../targets/target';
import { claimCounts, verdictText } from '../claim-text';
import controls from '../controls.module.css';
import { operationsText } from '../number-text';
import { useWorkbench } from '../workbench-context';
import styles from './inspector.module.css';

/** The verdict on one row's claim, and how to have it recomputed where that takes long. */
export function ClaimVerdict({ shared, norm }: { readonly shared: SharedClaim; readonly norm: ErrorNorm }) {
  const checkClaim = useWorkbench((state) => state.checkClaim);
  const { claim, status } = shared;
  return (
    <>
      <p className={styles.verdict} data-state={status.state} role="status">
        {verdictText(shared, norm)}
      </p>
      {status.state === 'deferred' && (
        <button type="button" className={controls.button} onClick={() => checkClaim(claim)}>
          Check all {status.numbers.toLocaleString('en')} numbers
        </button>
      )}
    </>
  );
}

interface ClaimListProps {
  readonly claims: readonly SharedClaim[];
  readonly norm: ErrorNorm;
}

/** All rows of a shared front with their verdicts; nothing for a program alone. */
export function ClaimList({ claims, norm }: ClaimListProps) {
  if (claims.length < 2) return null;
  return (
    <details className={styles.claims}>
      <summary>{claimCounts(claims)}</summary>
      <ul aria-label="Claims of the front">
        {claims.map((shared) => {
          const ops = operationCount(shared.claim.program);
          return (
            <li key={ops} className={styles.verdict} data-state={shared.status.state}>
              {operationsText(ops)}: {verdictText(shared, norm)}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
