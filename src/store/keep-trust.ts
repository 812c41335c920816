/** Keeps what was certified or checked of the rows of a run with the run, and brings it back when the run is shown again. */

import type { StoreApi } from 'zustand/vanilla';
import type { RunSummary } from '../persistence/run-record';
import type { KeptTrust } from '../persistence/trust-document';
import type { KeepingStore } from './run-keeping';
import { trustKey, type TrustStore } from './trust';
import type { WorkbenchState } from './workbench';

/** From now on what is noted of a row of the run on show is written to the run. */
export function keepTrust(
  trust: TrustStore,
  workbench: Pick<StoreApi<WorkbenchState>, 'getState'>,
  keeping: Pick<KeepingStore, 'trusted'>,
): void {
  let written: readonly KeptTrust[] = [];
  trust.subscribe(({ records }) => {
    const { exhibit } = workbench.getState();
    if (exhibit?.origin.kind !== 'run') return;
    const known = exhibit.front.flatMap(({ program }): KeptTrust[] => {
      const { certificate, exhaustive } = records.get(trustKey(exhibit.target, program)) ?? {};
      if (certificate === undefined && exhaustive === undefined) return [];
      return [
        {
          program,
          ...(certificate === undefined ? {} : { certificate }),
          ...(exhaustive === undefined ? {} : { exhaustive }),
        },
      ];
    });
    // What a run is shown with for the first time is written already.
    if (known.length === 0 || sameTrust(known, written)) return;
    written = known;
    keeping.trusted(known);
  });
}

function sameTrust(one: readonly KeptTrust[], other: readonly KeptTrust[]): boolean {
  return (
    one.length === other.length &&
    one.every(
      ({ program, certificate, exhaustive }, i) =>
        program === other[i]?.program &&
        certificate === other[i].certificate &&
        exhaustive === other[i].exhaustive,
    )
  );
}

/** Notes what a stored run knows of its programs. */
export function recallTrust(trust: TrustStore, { target, trust: kept = [] }: RunSummary): void {
  for (const { program, ...known } of kept) trust.note(target, program, known);
}
