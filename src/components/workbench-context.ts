/** The thin skin between the stores and React. */

import { createContext, use } from 'react';
import { useStore, type StoreApi } from 'zustand';
import type { OracleService } from '../protocol/oracle-service';
import type { TargetService } from '../protocol/target-service';
import type { BaselineState, BaselineStore } from '../store/baseline';
import type { ComparisonState } from '../store/comparison';
import type { CheckStore } from '../store/exhaustive-check';
import type { CurveOptionsStore } from '../store/curve-options';
import type { CurveState, CurveStore } from '../store/error-curve';
import type { EnumerationState, EnumerationStore } from '../store/enumeration';
import type { FullRangeStore } from '../store/full-range';
import type { GuideState } from '../store/guide';
import type { HistoryState, HistoryStore } from '../store/history';
import type { InspectionStores } from '../store/inspection';
import type { KeepingState, KeepingStore } from '../store/run-keeping';
import type { TimesState, TimesStore } from '../store/measured-times';
import type { RunsState } from '../store/runs';
import type { ThemeState } from '../store/theme';
import type { TrustStore } from '../store/trust';
import type { WorkbenchState } from '../store/workbench';

/** What is loaded after the first view. */
export interface LateStores extends InspectionStores {
  readonly checks: CheckStore;
  readonly enumeration: EnumerationStore;
  readonly times: TimesStore;
  readonly fullRange: FullRangeStore;
}

export interface Stores {
  readonly workbench: StoreApi<WorkbenchState>;
  readonly curves: CurveStore;
  readonly baselines: BaselineStore;
  readonly theme: StoreApi<ThemeState>;
  readonly oracle: OracleService;
  readonly targets: TargetService;
  readonly history: HistoryStore;
  readonly guide: StoreApi<GuideState>;
  readonly runs: StoreApi<RunsState>;
  readonly keeping: KeepingStore;
  readonly comparison: StoreApi<ComparisonState>;
  readonly curveOptions: CurveOptionsStore;
  readonly trust: TrustStore;
  /** The same promise at each call. */
  readonly late: () => Promise<LateStores>;
}

export const StoresContext = createContext<Stores | null>(null);

export function useStores(): Stores {
  const stores = use(StoresContext);
  if (stores === null) throw new Error('The workbench is used outside its provider.');
  return stores;
}

/** Suspends until they are there. */
export function useLateStores(): LateStores {
  return use(useStores().late());
}

export function useWorkbench<Part>(select: (state: WorkbenchState) => Part): Part {
  return useStore(useStores().workbench, select);
}

export function useCurve<Part>(select: (state: CurveState) => Part): Part {
  return useStore(useStores().curves, select);
}

export function useBaseline<Part>(select: (state: BaselineState) => Part): Part {
  return useStore(useStores().baselines, select);
}

export function useTheme<Part>(select: (state: ThemeState) => Part): Part {
  return useStore(useStores().theme, select);
}

export function useHistory<Part>(select: (state: HistoryState) => Part): Part {
  return useStore(useStores().history, select);
}

export function useEnumeration<Part>(select: (state: EnumerationState) => Part): Part {
  return useStore(useLateStores().enumeration, select);
}

export function useTimes<Part>(select: (state: TimesState) => Part): Part {
  return useStore(useLateStores().times, select);
}

export function useComparison<Part>(select: (state: ComparisonState) => Part): Part {
  return useStore(useStores().comparison, select);
}

export function useRuns<Part>(select: (state: RunsState) => Part): Part {
  return useStore(useStores().runs, select);
}

export function useKeeping<Part>(select: (state: KeepingState) => Part): Part {
  return useStore(useStores().keeping, select);
}

export function useGuide<Part>(select: (state: GuideState) => Part): Part {
  return useStore(useStores().guide, select);
}
