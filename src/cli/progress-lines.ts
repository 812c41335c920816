/** The progress of a search on stderr: a line a second or so, and now and then one for each island. */

import { formatSignificant } from '../numerics/number-text';
import type { IslandProgress, RunSnapshot, RunState } from '../protocol/run';

const INTERVAL_MILLISECONDS = 1000;
const ISLANDS_MILLISECONDS = 10_000;
/** Rows at the end of the front that a line shows. */
const ROWS = 6;
/** Islands that are told of one by one. */
const MOST_ISLANDS = 16;

export class ProgressLines {
  private last = -Infinity;
  private lastIslands = performance.now();
  private stage = '';

  show(snapshot: RunSnapshot): void {
    const { state, islands } = snapshot;
    const step = stepOf(state);
    // Counts within a step are no new stage.
    const stage = step.replace(/ [0-9].*$/, '');
    const now = performance.now();
    if (stage === this.stage && now - this.last < INTERVAL_MILLISECONDS) return;
    this.last = now;
    this.stage = stage;
    process.stderr.write(`${lineOf(snapshot, step)}\n`);
    if (now - this.lastIslands < ISLANDS_MILLISECONDS || state.kind !== 'running') return;
    this.lastIslands = now;
    for (const island of islands.slice(0, MOST_ISLANDS))
      process.stderr.write(`${islandLine(island, snapshot)}\n`);
  }
}

function stepOf(state: RunState): string {
  if (state.kind === 'preparing') return state.step;
  return state.kind === 'refining' ? `refining constants ${state.done} of ${state.of}` : state.kind;
}

function lineOf(snapshot: RunSnapshot, step: string): string {
  const { front, seconds, evaluations, evaluationsPerSecond, duplicates } = snapshot;
  const rows = front
    .slice(-ROWS)
    .map(({ ops, error }) => `${String(ops)}: ${formatSignificant(error.value, 3)}`);
  const pace =
    `${seconds.toFixed(1)} s, ${String(evaluations)} evaluations, ${evaluationsPerSecond.toFixed(0)}/s, ` +
    `${percent(duplicateShare({ evaluations, duplicates }))} duplicates`;
  return [step, pace, ...(rows.length > 0 ? [rows.join('  ')] : [])].join(' | ');
}

/** Of all proposals those that were dropped because they had been fitted often enough. */
export function duplicateShare({
  evaluations,
  duplicates,
}: Pick<RunSnapshot, 'evaluations' | 'duplicates'>): number {
  return duplicates / Math.max(1, duplicates + evaluations);
}

/** Rows of the front, by their operation counts, that the island found. */
function rowsOf(island: number, { front }: RunSnapshot): readonly number[] {
  return front.filter(({ foundAt }) => foundAt.island === island).map(({ ops }) => ops);
}

function islandLine(progress: IslandProgress, snapshot: RunSnapshot): string {
  const { island, evaluations, evaluationsPerSecond, restarts, best, improved } = progress;
  const rows = rowsOf(island, snapshot);
  const parts = [
    `${String(evaluations)} evaluations, ${evaluationsPerSecond.toFixed(0)}/s, ${percent(duplicateShare(progress))} duplicates`,
    `restarts ${String(restarts)}`,
    best === null ? 'nothing yet' : `best ${String(best.ops)}: ${formatSignificant(best.error, 3)}`,
    ...(improved === null
      ? []
      : [`better at ${improved.seconds.toFixed(1)} s, ${String(improved.evaluation)}`]),
    rows.length === 0 ? 'no rows' : `rows ${rows.join(' ')}`,
  ];
  return `  island ${String(island)}: ${parts.join(' | ')}`;
}

/** Who found what and when, for the end. Seconds are wall-clock; all else is the same whenever the run is repeated. */
export function progressSummary(snapshot: RunSnapshot): object {
  return {
    duplicateShare: duplicateShare(snapshot),
    rows: snapshot.front.map(({ ops, cost, foundAt }) => ({ ops, cost, lastImproved: foundAt })),
    islands: snapshot.islands.map((progress) => {
      const { island, evaluations, duplicates, restarts, best, improved } = progress;
      return {
        island,
        evaluations,
        duplicates,
        duplicateShare: duplicateShare(progress),
        restarts,
        // By sampled error: what is printed as the front was refined since.
        best: best === null ? null : { ...best, errorKind: 'sampled' },
        lastImproved: improved,
        rows: rowsOf(island, snapshot),
      };
    }),
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
