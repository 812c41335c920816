/** All runs that are kept in this browser: to be found, shown, gone on with, compared, taken out and in, and removed. */

import { useEffect, useId, useState, type DragEvent } from 'react';
import { FileInput } from '../file-input';
import { MAX_RUN_FILE_LENGTH } from '../../persistence/run-limits';
import type { RunSummary } from '../../persistence/run-record';
import type { StoredRun } from '../../persistence/run-store';
import { isComparable, MOST_COMPARED } from '../../store/comparison';
import { sentence } from '../../store/errors';
import { freeableBytes } from '../../store/runs';
import { isUnderWay } from '../../store/workbench';
import { describeTarget } from '../../targets/parse';
import controls from '../controls.module.css';
import { useRuns, useStores } from '../workbench-context';
import { bytesText } from './bytes-text';
import { FrontsCompared } from './fronts-compared';
import { NoticeChoice } from './notice-choice';
import { RunEntry } from './run-entry';
import styles from './runs.module.css';

export function RunsPanel({ close }: { readonly close: () => void }) {
  const runs = useRuns((state) => state.runs);
  const damaged = useRuns((state) => state.damaged);
  const problem = useRuns((state) => state.problem);
  const [query, setQuery] = useState('');
  const [compared, setCompared] = useState<readonly string[]>([]);
  const search = useId();
  const { runs: store } = useStores();
  const found = (runs ?? []).filter((run) => matches(run, query));
  // In the order in which they were chosen.
  const chosen = compared.flatMap(
    (id) => (runs ?? []).find(({ summary }) => summary.id === id)?.summary ?? [],
  );
  const compare = (id: string) =>
    setCompared((before) =>
      before.includes(id) ? before.filter((other) => other !== id) : [...before, id].slice(-MOST_COMPARED),
    );
  const showInPlot = useShowInPlot(close);

  const takeFile = async (file: File) => {
    if (file.size > MAX_RUN_FILE_LENGTH) return;
    await store.getState().importRun(await file.text());
  };
  const { over, ...drop } = useDrop((file) => void takeFile(file));

  return (
    <div className={styles.panel} data-over={over} {...drop}>
      <header className={styles.head}>
        <h2 className={styles.title}>Runs</h2>
        <label className={styles.search} htmlFor={search}>
          <span className={controls.visuallyHidden}>Search runs by name and target</span>
          <input
            id={search}
            className={controls.input}
            type="search"
            placeholder="name or target"
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
        </label>
        <label className={styles.file}>
          <span>Import a run</span>
          <FileInput accept=".json,application/json" onFile={(file) => void takeFile(file)} />
        </label>
        <button type="button" className={controls.button} onClick={close}>
          Close
        </button>
      </header>
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {sentence(problem)}
        </p>
      )}
      {runs !== null && runs.length === 0 && (
        <p className={styles.empty}>
          No run is kept yet. Each one is saved here as it runs, every few seconds, in this browser only: it
          goes on after a reload or a crash, and can be continued or exported later.
        </p>
      )}
      {runs !== null && runs.length > 0 && found.length === 0 && (
        <p className={styles.empty}>No run has “{query.slice(0, 60)}” in its name or target.</p>
      )}
      <ul className={styles.list} aria-label="Kept runs">
        {found.map((run) => (
          <RunEntry
            key={run.summary.id}
            run={run}
            isCompared={compared.includes(run.summary.id)}
            onCompare={() => compare(run.summary.id)}
            close={close}
          />
        ))}
        {damaged.map((id) => (
          <li key={id} className={styles.entry}>
            <p className={styles.problem}>A run that cannot be read: it is damaged, or of a later release.</p>
            <button type="button" className={controls.quiet} onClick={() => void store.getState().remove(id)}>
              Delete
            </button>
          </li>
        ))}
      </ul>
      {chosen.length > 0 && (
        <div className={styles.choice}>
          <span>
            {chosen.length === 1
              ? 'Choose another run to compare, or show this one beside the front on show.'
              : `${chosen.length} runs are compared${chosen.length < MOST_COMPARED ? '; up to four can be' : ''}.`}
          </span>
          <button type="button" className={controls.button} onClick={() => void showInPlot(chosen)}>
            Show in the front plot
          </button>
        </div>
      )}
      {chosen.length > 1 && <FrontsCompared runs={chosen} />}
      <Space />
      <NoticeChoice />
    </div>
  );
}

/**
 * Draws runs in the front plot: beside what is on show where that is one of them or answers the same question, else
 * beside the first of them, which is opened unless a run is under way.
 */
function useShowInPlot(close: () => void): (chosen: readonly RunSummary[]) => Promise<void> {
  const { workbench, runs, keeping, comparison } = useStores();
  return async (chosen) => {
    const { exhibit, run } = workbench.getState();
    const [first] = chosen;
    const fits =
      exhibit !== null &&
      (chosen.some(({ id }) => id === keeping.getState().id) ||
        (first !== undefined && isComparable(first.target, exhibit.target)));
    close();
    if (!fits && first !== undefined && !isUnderWay(run.state)) await runs.getState().open(first.id);
    const shown = keeping.getState().id;
    comparison.getState().show(chosen.filter(({ id }) => id !== shown));
  };
}

function Space() {
  const use = useRuns((state) => state.use);
  const runs = useRuns((state) => state.runs);
  const { runs: store } = useStores();
  const freeable = freeableBytes(runs ?? []);
  const kept = (runs ?? []).reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <footer className={styles.foot}>
      <p>
        {bytesText(kept)} in runs
        {use !== null && `; ${bytesText(use.used)} of ${bytesText(use.quota)} used by this page in all`}.
      </p>
      {freeable > 0 && (
        <button
          type="button"
          className={controls.button}
          title="Finished runs keep their fronts; they can no longer be continued."
          onClick={() => void store.getState().free()}
        >
          Free {bytesText(freeable)} of finished runs
        </button>
      )}
    </footer>
  );
}

function matches({ summary }: StoredRun, query: string): boolean {
  const text = `${summary.name} ${describeTarget(summary.target)}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Files dropped on the panel are runs; the page's own drop, for programs and links, does not see them. */
function useDrop(take: (file: File) => void) {
  const [over, setOver] = useState(false);
  // A dialog that is closed under the pointer gets no dragleave.
  useEffect(() => () => setOver(false), []);
  const own = (event: DragEvent, act: () => void) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.nativeEvent.stopImmediatePropagation();
    act();
  };
  return {
    over,
    onDragOver: (event: DragEvent) => own(event, () => setOver(true)),
    onDragLeave: (event: DragEvent) => own(event, () => setOver(false)),
    onDrop: (event: DragEvent) =>
      own(event, () => {
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file !== undefined) take(file);
      }),
  };
}
