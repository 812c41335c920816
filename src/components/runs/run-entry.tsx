/** One kept run: what it is about, what it has found, and what can be done with it. */

import { useId, useState } from 'react';
import type { RunSummary } from '../../persistence/run-record';
import type { StoredRun } from '../../persistence/run-store';
import { canContinue, usedOf } from '../../store/runs';
import { describeTarget } from '../../targets/parse';
import controls from '../controls.module.css';
import { saveText } from '../plots/download';
import { clockText, countNumber, errorPhrase, operationsText } from '../number-text';
import { useKeeping, useRuns, useStores, useWorkbench } from '../workbench-context';
import { bytesText } from './bytes-text';
import styles from './runs.module.css';

interface EntryProps {
  readonly run: StoredRun;
  readonly isCompared: boolean;
  readonly onCompare: () => void;
  readonly close: () => void;
}

export function RunEntry({ run, isCompared, onCompare, close }: EntryProps) {
  const { summary, bytes } = run;
  const { id, name, target, front, created } = summary;
  const { runs } = useStores();
  const [sure, setSure] = useState(false);
  const state = useStateText(summary);
  const isShown = useKeeping((keeping) => keeping.id === id);
  const best = front.at(-1);
  const actions = runs.getState();
  const underWay = state === 'running';
  const description = describeTarget(target);

  const take = async () => {
    const file = await actions.exportRun(id);
    if (file !== null) saveText(file.name, file.text, 'application/json');
  };

  return (
    <li className={styles.entry} data-shown={isShown}>
      <div className={styles.line}>
        <Name summary={summary} />
        <span className={styles.state} data-state={state}>
          {state}
        </span>
        <time className={styles.soft} dateTime={new Date(created).toISOString()}>
          {new Date(created).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}
        </time>
      </div>
      <p className={styles.soft}>
        {name !== description && <>{description}; </>}
        {best === undefined
          ? 'nothing found yet'
          : `${front.length} rows, most accurate ${errorPhrase(best.error, target.norm)}, with ${operationsText(best.ops)}`}
        ; {progressText(summary)}; {bytesText(bytes)}
        {summary.seeded && '; seeded'}
      </p>
      <div className={styles.actions} role="group" aria-label={`Actions for ${name}`}>
        <button
          type="button"
          className={controls.quiet}
          onClick={() => {
            close();
            void actions.open(id);
          }}
        >
          {isShown ? 'Show' : 'Open'}
        </button>
        {!underWay && canContinue(run) && <Continue summary={summary} close={close} />}
        <button
          type="button"
          className={controls.quiet}
          title="Puts its target and settings into the settings"
          onClick={() => {
            actions.duplicate(id);
            close();
          }}
        >
          Duplicate
        </button>
        <button type="button" className={controls.quiet} onClick={() => void take()}>
          Export
        </button>
        <button type="button" className={controls.quiet} aria-pressed={isCompared} onClick={onCompare}>
          Compare
        </button>
        <button
          type="button"
          className={controls.quiet}
          aria-disabled={underWay}
          title={underWay ? 'Stop it first' : undefined}
          onBlur={() => setSure(false)}
          onClick={() => {
            if (underWay) return;
            if (sure) void actions.remove(id);
            else setSure(true);
          }}
        >
          {sure ? 'Delete for good' : 'Delete'}
        </button>
      </div>
    </li>
  );
}

function Name({ summary: { id, name } }: { readonly summary: RunSummary }) {
  const { runs } = useStores();
  return (
    <input
      // Another tab may rename it meanwhile.
      key={name}
      className={styles.name}
      aria-label="Name of the run"
      defaultValue={name}
      maxLength={80}
      spellCheck={false}
      onBlur={(event) => {
        if (event.currentTarget.value !== name) void runs.getState().rename(id, event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}

/** Goes on within the budget where there is some left, or with more of it. */
function Continue({ summary, close }: { readonly summary: RunSummary; readonly close: () => void }) {
  const { runs } = useStores();
  const { budget } = summary;
  const whole = budget.kind === 'seconds' ? budget.seconds : budget.evaluations;
  const [more, setMore] = useState(String(Math.max(1, Math.round(whole))));
  const field = useId();
  const goOn = (amount: number) => {
    close();
    void runs.getState().continueRun(summary.id, amount);
  };
  if (summary.state.kind !== 'finished' && usedOf(summary) < whole) {
    return (
      <button type="button" className={controls.quiet} onClick={() => goOn(0)}>
        Continue
      </button>
    );
  }
  const amount = /^\d{1,12}$/.test(more.trim()) ? Number(more) : 0;
  return (
    <span className={styles.continue}>
      <button
        type="button"
        className={controls.quiet}
        aria-disabled={amount === 0}
        onClick={() => amount > 0 && goOn(amount)}
      >
        Continue
      </button>
      <label htmlFor={field}>for</label>
      <input
        id={field}
        className={styles.more}
        inputMode="numeric"
        value={more}
        aria-invalid={amount === 0}
        onChange={(event) => setMore(event.currentTarget.value)}
      />
      <span>{budget.kind === 'seconds' ? 's more' : 'evaluations more'}</span>
    </span>
  );
}

function useStateText({ id, state }: RunSummary): string {
  const held = useRuns((runs) => runs.held.has(id));
  const mine = useKeeping((keeping) => keeping.id === id);
  const current = useWorkbench((workbench) => workbench.run.state.kind);
  if (state.kind === 'finished') return state.reason === 'budget' ? 'finished' : 'stopped';
  if (state.kind === 'failed') return 'failed';
  if (mine) return current === 'paused' ? 'paused' : 'running';
  if (state.kind === 'paused') return 'paused';
  return held ? 'running in another tab' : 'interrupted';
}

function progressText(summary: RunSummary): string {
  const { budget, evaluations, seconds } = summary;
  return budget.kind === 'seconds'
    ? `${clockText(seconds)} of ${clockText(budget.seconds)}, ${countNumber(evaluations)} evaluations`
    : `${countNumber(evaluations)} of ${countNumber(budget.evaluations)} evaluations in ${clockText(seconds)}`;
}
