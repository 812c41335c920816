/** The check of every number of the interval: how far it is, and what it found. */

import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Program } from '../../program/program';
import type { FrontRow } from '../../search/front';
import type { ExhaustiveError, ExhaustiveSnapshot } from '../../protocol/scan-service';
import type { Exhibit } from '../../store/exhibit';
import { messageOf, sentence } from '../../store/errors';
import type { Target } from '../../targets/target';
import { planExhaustive } from '../../verification/exhaustive-plan';
import controls from '../controls.module.css';
import { argumentNumber, clockText, countNumber, errorNumber, NORM_UNIT, placeText } from '../number-text';
import { saveText } from '../plots/download';
import { useLateStores } from '../workbench-context';
import styles from './exhaustive-panel.module.css';

export function ExhaustivePanel({ exhibit, row }: { exhibit: Exhibit; row: FrontRow }) {
  const { target } = exhibit;
  const { program } = row;
  const { checks } = useLateStores();
  const state = useStore(checks);
  const plan = useMemo(() => planOf(target), [target]);
  if (target.format === 'real' || target.format === 'f64') return null;
  const own = state.subject?.program === program && state.subject.target === target;
  const snapshot = own ? state.snapshot : null;
  const start = () => checks.start({ target, program });
  return (
    <section className={styles.panel} aria-label="Every number">
      {'reason' in plan ? (
        <p className={styles.text}>{sentence(plan.reason)}</p>
      ) : own && state.refusal !== null ? (
        <p className={styles.text}>{sentence(state.refusal)}</p>
      ) : snapshot === null ? (
        <p className={styles.text}>
          {plan.total.toLocaleString('en')} numbers of {target.format} lie in the interval.{' '}
          {own ? (
            'Starting the workers.'
          ) : (
            <button type="button" className={controls.quiet} onClick={start}>
              Check all
            </button>
          )}
        </p>
      ) : (
        <Progress snapshot={snapshot} target={target} program={program} start={start} />
      )}
    </section>
  );
}

function planOf(target: Target): { readonly total: number } | { readonly reason: string } {
  try {
    return planExhaustive(target);
  } catch (reason) {
    return { reason: messageOf(reason) };
  }
}

interface ProgressProps {
  readonly snapshot: ExhaustiveSnapshot;
  readonly target: Target;
  readonly program: Program;
  readonly start: () => void;
}

function Progress({ snapshot, target, program, start }: ProgressProps) {
  const { checks } = useLateStores();
  const { state, done, total } = snapshot;
  switch (state.kind) {
    case 'finished':
      return <Findings error={state.error} target={target} program={program} />;
    case 'cancelled':
    case 'failed':
      return (
        <p className={styles.text} role="status">
          {state.kind === 'failed'
            ? sentence(state.message)
            : `Cancelled after ${countNumber(done)} of ${countNumber(total)} numbers.`}{' '}
          <button type="button" className={controls.quiet} onClick={start}>
            Check again
          </button>
        </p>
      );
    default:
      return (
        <>
          <progress className={styles.progress} aria-label="Numbers checked" value={done} max={total} />
          <p className={styles.text}>{progressText(snapshot, target)}</p>
          {state.kind === 'running' ? (
            <button type="button" className={controls.quiet} onClick={checks.pause}>
              Pause
            </button>
          ) : (
            <button type="button" className={controls.quiet} onClick={checks.resume}>
              Resume
            </button>
          )}
          <button type="button" className={controls.quiet} onClick={checks.cancel}>
            Cancel
          </button>
        </>
      );
  }
}

function progressText(
  { state, done, total, secondsLeft, maxError }: ExhaustiveSnapshot,
  target: Target,
): string {
  const left =
    state.kind === 'running' && secondsLeft !== null ? `, ${clockText(secondsLeft)} left` : `, ${state.kind}`;
  const largest =
    maxError === null
      ? ''
      : `; largest so far ${errorNumber(maxError, target.norm)} ${NORM_UNIT[target.norm]}`;
  return `${countNumber(done)} of ${countNumber(total)} checked${left}${largest}.`;
}

interface FindingsProps {
  readonly error: ExhaustiveError;
  readonly target: Target;
  readonly program: Program;
}

function Findings({ error, target, program }: FindingsProps) {
  const { norm } = target;
  const save = (kind: 'json' | 'txt') => {
    void documentOf(target, program, error, kind).then((text) =>
      saveText(`exhaustive-check.${kind}`, text, kind === 'json' ? 'application/json' : 'text/plain'),
    );
  };
  return (
    <>
      <p className={styles.text} role="status">
        {errorNumber(error.value, norm, 10)} {NORM_UNIT[norm]}, exhaustive,{' '}
        {placeText(error.argmax, target.interval)}. Not correctly rounded:{' '}
        {error.misrounded.toLocaleString('en')} of {error.points.toLocaleString('en')}.
      </p>
      <button type="button" className={controls.quiet} onClick={() => save('json')}>
        Save as JSON
      </button>
      <button type="button" className={controls.quiet} onClick={() => save('txt')}>
        Save as text
      </button>
      <details className={styles.text}>
        <summary>By binade of x</summary>
        <div className={styles.scroll} role="region" aria-label="Errors by binade" tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">from</th>
                <th scope="col">to</th>
                <th scope="col">largest, {NORM_UNIT[norm]}</th>
                <th scope="col">misrounded</th>
              </tr>
            </thead>
            <tbody>
              {error.binades.map((binade) => (
                <tr key={binade.from}>
                  <td>{argumentNumber(binade.from)}</td>
                  <td>{argumentNumber(binade.to)}</td>
                  <td>{errorNumber(binade.maxError, norm, 4)}</td>
                  <td>{binade.misrounded.toLocaleString('en')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

/** As a document that can be checked again by the command line. */
async function documentOf(
  target: Target,
  program: Program,
  error: ExhaustiveError,
  kind: 'json' | 'txt',
): Promise<string> {
  const { certificateText, recordOfCheck, writeCertificate } =
    await import('../../persistence/certificate-document');
  const record = recordOfCheck(target, program, error);
  return kind === 'json' ? writeCertificate(record) : certificateText(record);
}
