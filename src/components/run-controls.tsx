/** Run, pause or resume, stop. Buttons keep their place and their width, so nothing moves under the pointer. */

import type { RunState } from '../protocol/run';
import { isUnderWay } from '../store/workbench';
import controls from './controls.module.css';
import styles from './run-controls.module.css';
import { useWorkbench } from './workbench-context';

export function RunControls() {
  const state = useWorkbench((workbench) => workbench.run.state);
  const stopping = useWorkbench((workbench) => workbench.run.stopping);
  const start = useWorkbench((workbench) => workbench.start);
  const pause = useWorkbench((workbench) => workbench.pause);
  const resume = useWorkbench((workbench) => workbench.resume);
  const stop = useWorkbench((workbench) => workbench.stop);
  const underWay = isUnderWay(state);
  const paused = state.kind === 'paused';
  const canPause = (state.kind === 'running' || paused) && !stopping;
  return (
    <div className={styles.bar} role="group" aria-label="Run">
      <button
        type="button"
        className={underWay ? controls.button : controls.primary}
        // Not `disabled`: that would take the focus away from whoever has just pressed it.
        aria-disabled={underWay}
        onClick={() => !underWay && start()}
      >
        Run
      </button>
      <button
        type="button"
        className={controls.button}
        aria-disabled={!canPause}
        onClick={() => canPause && (paused ? resume() : pause())}
      >
        {pauseText(state)}
      </button>
      <button
        type="button"
        className={controls.button}
        aria-disabled={!underWay || stopping}
        onClick={() => underWay && !stopping && stop()}
      >
        {stopping ? 'Stopping' : 'Stop'}
      </button>
    </div>
  );
}

function pauseText(state: RunState): string {
  if (state.kind === 'paused') return 'Resume';
  return state.kind === 'pausing' ? 'Pausing' : 'Pause';
}
