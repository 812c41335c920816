/** What a scan worker does: it compares at the numbers that it is given. */

import type { ScanService } from '../protocol/scan-service';
import { createExhaustiveScan, type ExhaustiveScan } from '../verification/exhaustive';
import { planExhaustive } from '../verification/exhaustive-plan';

export function createScanService(): ScanService {
  let scan: ExhaustiveScan | undefined;
  return {
    prepare: (target, program) =>
      attempt(() => {
        scan = createExhaustiveScan(planExhaustive(target), program);
      }),
    scan: (first, last) =>
      attempt(() => {
        if (scan === undefined) throw new Error('no program was prepared for scans');
        return scan(first, last);
      }),
  };
}

/** A thrown error becomes a rejection. */
function attempt<T>(compute: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(compute());
  });
}
