import { useEffect, useState } from 'react';
import type { Claim } from '../../persistence/claim';
import type { FrontRow } from '../../search/front';
import type { Exhibit } from '../../store/exhibit';
import type { MeasuredError } from '../../targets/target';
import { claimableError, claimOf, linkOf, runOf } from '../claim-link';
import { useStores } from '../workbench-context';

export interface Claimed {
  readonly claim: Claim;
  /** The error that is claimed, refined. */
  readonly error: MeasuredError;
  readonly link: string;
}

/** The claim of a program and its link. Null until they are known, and where no link can be made. */
export function useClaim(exhibit: Exhibit, row: FrontRow): Claimed | null {
  const { oracle } = useStores();
  const [known, setKnown] = useState<{ readonly row: FrontRow; readonly claimed: Claimed } | null>(null);
  // An exhibit changes with every snapshot of a run; what a claim needs of it does not.
  const { target } = exhibit;
  const run = runOf(exhibit, row);

  useEffect(() => {
    let wanted = true;
    const make = async () => {
      const error = await claimableError(target, row, oracle);
      const claim = claimOf(target, run, row, error);
      const link = await linkOf(claim);
      if (wanted) setKnown({ row, claimed: { claim, error, link } });
    };
    // Code without a link is still code.
    make().catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [target, run, row, oracle]);

  return known !== null && known.row === row ? known.claimed : null;
}
