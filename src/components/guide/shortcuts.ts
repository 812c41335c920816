/** The keys of the page: what they are called and what they do. */

import type { StoreApi } from 'zustand';
import { selectedRow } from '../../store/exhibit';
import { isUnderWay, type WorkbenchState } from '../../store/workbench';

export interface Shortcut {
  readonly keys: readonly string[];
  readonly text: string;
  readonly act: (workbench: StoreApi<WorkbenchState>) => void;
}

export const SHORTCUTS: readonly Shortcut[] = [
  {
    keys: ['r'],
    text: 'run the settings',
    act: ({ getState }) => {
      if (!isUnderWay(getState().run.state)) getState().start();
    },
  },
  {
    keys: ['p'],
    text: 'pause, or resume',
    act: ({ getState }) => {
      const { run, pause, resume } = getState();
      if (run.state.kind === 'running') pause();
      else if (run.state.kind === 'paused') resume();
    },
  },
  { keys: ['s'], text: 'stop the run', act: ({ getState }) => getState().stop() },
  { keys: ['j'], text: 'select the next cheaper program', act: (workbench) => step(workbench, -1) },
  { keys: ['k'], text: 'select the next dearer program', act: (workbench) => step(workbench, 1) },
  { keys: ['m'], text: 'keep the most accurate selected', act: ({ getState }) => getState().follow() },
];

function step({ getState }: StoreApi<WorkbenchState>, by: 1 | -1): void {
  const { exhibit, selection, select } = getState();
  const front = exhibit?.front ?? [];
  const row = selectedRow(front, selection);
  const at = row === null ? -1 : front.indexOf(row);
  const next = front[at + by];
  if (at >= 0 && next !== undefined) select(next.cost);
}

/** Whether a key is meant for what has the focus, or for the browser, rather than for the page. */
export function isForThePage(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  const { target } = event;
  if (!(target instanceof Element)) return true;
  return (
    target.closest('input:not([type=radio], [type=checkbox], [type=range]), select, textarea, dialog') ===
    null
  );
}
