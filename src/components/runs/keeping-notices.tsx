/** What is to be known about the keeping of runs: one that was interrupted, one that is not saved. */

import { sentence } from '../../store/errors';
import { describeTarget } from '../../targets/parse';
import controls from '../controls.module.css';
import styles from '../notices.module.css';
import { clockText } from '../number-text';
import { useKeeping, useRuns, useStores } from '../workbench-context';

export function KeepingNotices() {
  const problem = useKeeping((state) => state.problem);
  const interrupted = useRuns((state) => state.interrupted);
  const dismiss = useRuns((state) => state.dismissInterrupted);
  const { runs } = useStores();
  return (
    <>
      {problem !== null && (
        <div className={styles.notice} data-tone="failure" role="alert">
          <p>
            <strong>
              {problem.seconds > 0
                ? `The run is not saved since ${clockText(problem.seconds)}.`
                : 'The run is not saved.'}
            </strong>{' '}
            {sentence(problem.message)} {ADVICE[problem.failure]}
          </p>
        </div>
      )}
      {interrupted !== null && (
        <div className={styles.notice} role="status">
          <p>
            <strong>A run was interrupted</strong> at {clockText(interrupted.seconds)}:{' '}
            {describeTarget(interrupted.target)}. It is saved and can go on from there.
          </p>
          <button
            type="button"
            className={controls.button}
            onClick={() => {
              dismiss();
              void runs.getState().continueRun(interrupted.id);
            }}
          >
            Continue
          </button>
          <button type="button" className={controls.quiet} onClick={dismiss}>
            Later
          </button>
        </div>
      )}
    </>
  );
}

const ADVICE = {
  full: 'It goes on, and what was saved before is still there. Runs lists what takes the space and frees it; saving then goes on by itself.',
  unavailable: 'It goes on, and lasts as long as this page. Export or share what it finds before you leave.',
  taken: 'It goes on here without being saved.',
  damaged: 'It goes on, and is tried to be saved again.',
  failed: 'It goes on, and is tried to be saved again.',
} as const;
