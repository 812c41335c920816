/** The stores of what is looked at after the first view, and what they ask: loaded beside the inspector. */

import type { StoreApi } from 'zustand/vanilla';
import type { Engine } from './client/engine';
import { startEnumeration } from './client/enumeration';
import { createFullRangeMeasure } from './client/full-range';
import { createInspection } from './client/inspection';
import { createCpuTiming } from './client/timing';
import type { LateStores } from './components/workbench-context';
import { createEnumerationStore } from './store/enumeration';
import { createCheckStore } from './store/exhaustive-check';
import { createFullRangeStore } from './store/full-range';
import { createInspectionStores } from './store/inspection';
import { createTimesStore } from './store/measured-times';
import type { TrustStore } from './store/trust';
import type { WorkbenchState } from './store/workbench';

export function createLateStores(
  engine: Engine,
  workbench: StoreApi<WorkbenchState>,
  trust: TrustStore,
): LateStores {
  const inspection = createInspection();
  const checks = createCheckStore(engine);
  return {
    ...createInspectionStores(engine, inspection, checks, trust),
    checks,
    enumeration: createEnumerationStore(workbench, startEnumeration),
    times: createTimesStore(workbench, { cpu: createCpuTiming(), gpu: inspection.device }),
    fullRange: createFullRangeStore(workbench, createFullRangeMeasure()),
  };
}
