/** The progress of a search on stderr: a line a second or so. */

import { formatSignificant } from '../numerics/number-text';
import type { RunSnapshot } from '../protocol/run';

const INTERVAL_MILLISECONDS = 1000;
/** Rows at the end of the front that a line shows. */
const ROWS = 6;

export class ProgressLines {
  private last = -Infinity;
  private stage = '';

  show(snapshot: RunSnapshot): void {
    const { state } = snapshot;
    const step = state.kind === 'preparing' ? state.step : state.kind;
    // Counts within a step are no new stage.
    const stage = step.replace(/ [0-9].*$/, '');
    const now = performance.now();
    if (stage === this.stage && now - this.last < INTERVAL_MILLISECONDS) return;
    this.last = now;
    this.stage = stage;
    process.stderr.write(`${lineOf(snapshot, step)}\n`);
  }
}

function lineOf({ front, seconds, evaluations, evaluationsPerSecond }: RunSnapshot, step: string): string {
  const rows = front
    .slice(-ROWS)
    .map(({ ops, error }) => `${String(ops)}: ${formatSignificant(error.value, 3)}`);
  const pace = `${seconds.toFixed(1)} s, ${String(evaluations)} evaluations, ${evaluationsPerSecond.toFixed(0)}/s`;
  return [step, pace, ...(rows.length > 0 ? [rows.join('  ')] : [])].join(' | ');
}
