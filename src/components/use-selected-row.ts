import { useDeferredValue, useMemo } from 'react';
import type { BaselinePoint } from '../protocol/baseline-service';
import type { FrontRow } from '../search/front';
import { sharedClaimOf } from '../store/claims';
import { selectedRow, type Exhibit, type Selection } from '../store/exhibit';
import type { PointKind } from './plots/front-marks';
import { useWorkbench } from './workbench-context';

/** The row of the shown front that plots and inspector are about, or null when there is none yet. */
export function useSelectedRow(): FrontRow | null {
  const front = useWorkbench((state) => state.exhibit?.front);
  const selection = useWorkbench((state) => state.selection);
  return useMemo(() => selectedRow(front ?? [], selection), [front, selection]);
}

export interface OnShow {
  readonly exhibit: Exhibit | null;
  readonly selection: Selection;
  /** The selected row, or null when there is none yet. */
  readonly row: FrontRow | null;
}

/**
 * The front on show and its selected row, for what takes long to draw: what a run brings is drawn bit by bit, as the page
 * finds time, and what was selected at once.
 */
export function useOnShow(): OnShow {
  const exhibit = useWorkbench((state) => state.exhibit);
  const selection = useWorkbench((state) => state.selection);
  const now = useMemo(
    () => ({ exhibit, selection, row: selectedRow(exhibit?.front ?? [], selection) }),
    [exhibit, selection],
  );
  const drawn = useDeferredValue(now);
  const followed = drawn.selection.kind === 'following' && selection.kind === 'following';
  return followed || drawn.selection === selection ? drawn : now;
}

/** The baseline that is selected instead of a row of the front, or null. */
export function useSelectedBaseline(): BaselinePoint | null {
  return useWorkbench((state) => (state.selection.kind === 'baseline' ? state.selection.baseline : null));
}

/** How a row's error is to be taken: what is claimed is only claimed until it has been recomputed. */
export function kindOfRow(exhibit: Exhibit, row: FrontRow): PointKind {
  const shared = sharedClaimOf(exhibit, row);
  return shared === null || 'measured' in shared.status ? row.error.kind : 'claimed';
}

/** The largest operation count to make room for. */
export function opsOfExhibit(exhibit: Exhibit): number {
  const counts = exhibit.front.map((row) => row.ops);
  return Math.max(exhibit.run?.config.maxOps ?? 12, ...counts);
}
