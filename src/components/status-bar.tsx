/** What the engine is doing, in numbers. */

import type { RunState } from '../protocol/run';
import type { Budget } from '../search/config';
import { isUnderWay, type RunView } from '../store/workbench';
import { GpuState } from './gpu-state';
import { clockText, countNumber } from './number-text';
import styles from './status-bar.module.css';
import { useWorkbench } from './workbench-context';

export function StatusBar() {
  const run = useWorkbench((state) => state.run);
  const gpu = useWorkbench((state) => state.gpu);
  const workers = useWorkbench((state) => state.verdict.request?.workers);
  const budget = run.request?.budget;
  const count = run.request?.workers ?? workers;
  return (
    <footer className={styles.bar} aria-label="Engine">
      <Progress run={run} />
      <span className={styles.state} data-state={run.state.kind}>
        {run.state.kind === 'preparing' ? 'preparing' : stateText(run.state)}
      </span>
      {budget !== undefined && (
        <span className={styles.number} data-budget={budget.kind}>
          {budgetText(run, budget)}
        </span>
      )}
      {run.state.kind === 'preparing' && <span>{run.state.step}</span>}
      {run.evaluations > 0 && (
        <span className={styles.number}>
          <span className={styles.count}>{countNumber(run.evaluations)}</span> <small>evaluations</small>
        </span>
      )}
      {run.evaluations > 0 && isUnderWay(run.state) && (
        <span className={styles.number}>
          <span className={styles.count}>{countNumber(run.evaluationsPerSecond)}</span> <small>/s</small>
        </span>
      )}
      <div className={styles.engine}>
        <span className={styles.gpu}>
          <GpuState gpu={gpu} cpuReason={run.engine?.cpuReason} />
        </span>
        <span>
          {run.engine?.cpu === 'typescript' ? 'TypeScript' : 'WASM SIMD'}
          {count !== undefined && `, ${count} worker${count === 1 ? '' : 's'}`}
        </span>
        {run.request !== null && (
          <span>
            seed <span className={styles.number}>{run.request.config.seed}</span>
          </span>
        )}
      </div>
    </footer>
  );
}

function Progress({ run }: { run: RunView }) {
  if (run.request === null) return null;
  const { budget } = run.request;
  const done =
    budget.kind === 'seconds' ? run.seconds / budget.seconds : run.evaluations / budget.evaluations;
  const part = Math.min(1, Math.max(0, done));
  return (
    <div
      className={styles.progress}
      role="progressbar"
      aria-label="Part of the budget used"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(100 * part)}
    >
      <div style={{ transform: `scaleX(${part})` }} />
    </div>
  );
}

export function stateText(state: RunState): string {
  switch (state.kind) {
    case 'idle':
      return 'ready';
    case 'preparing':
      return `preparing: ${state.step}`;
    case 'refining':
      return `refining constants: ${state.done} of ${state.of}`;
    case 'finished':
      return state.reason === 'budget' ? 'finished' : 'stopped';
    default:
      return state.kind;
  }
}

/** What was used of the budget and what is left of it; of evaluations the time left is an estimate. */
function budgetText(run: RunView, budget: Budget): string {
  const going = run.state.kind === 'running' || run.state.kind === 'pausing' || run.state.kind === 'paused';
  if (budget.kind === 'seconds') {
    const left = going ? `, ${clockText(Math.max(0, budget.seconds - run.seconds))} left` : '';
    return `${clockText(run.seconds)} of ${clockText(budget.seconds)}${left}`;
  }
  const pace = run.seconds > 0 ? run.evaluations / run.seconds : 0;
  const left =
    going && pace > 0 ? `, about ${clockText((budget.evaluations - run.evaluations) / pace)} left` : '';
  const part = Math.floor((100 * run.evaluations) / budget.evaluations);
  return `${clockText(run.seconds)}, ${part} % of ${countNumber(budget.evaluations)}${left}`;
}
