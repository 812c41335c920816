import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Claim } from '../../persistence/claim';
import type { FrontRow } from '../../search/front';
import type { Exhibit } from '../../store/exhibit';
import { trustKey } from '../../store/trust';
import type { MeasuredError } from '../../targets/target';
import { claimableError, claimOf, linkOf, runOf } from '../claim-link';
import { useStores } from '../workbench-context';

export interface Claimed {
  readonly claim: Claim;
  /** The error that is claimed: certified or exhaustive where that is known, else refined. */
  readonly error: MeasuredError;
  readonly link: string;
}

/** The claim of a program and its link. Null until they are known, and where no link can be made. */
export function useClaim(exhibit: Exhibit, row: FrontRow): Claimed | null {
  const { oracle, trust } = useStores();
  // What was certified or checked in full is claimed as that.
  const record = useStore(trust, ({ records }) => records.get(trustKey(exhibit.target, row.program)));
  const [known, setKnown] = useState<{ readonly row: FrontRow; readonly claimed: Claimed } | null>(null);
  // An exhibit changes with every snapshot of a run; what a claim needs of it does not.
  const { target } = exhibit;
  const run = runOf(exhibit, row);

  useEffect(() => {
    let wanted = true;
    const make = async () => {
      const error = await claimableError(target, row, oracle, trust.getState());
      const claim = claimOf(target, run, row, error);
      const link = await linkOf(claim);
      if (wanted) setKnown({ row, claimed: { claim, error, link } });
    };
    // Code without a link is still code.
    make().catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [target, run, row, oracle, trust, record]);

  return known !== null && known.row === row ? known.claimed : null;
}
