/** What went wrong, why, and what can be done; beneath the header, above the data, which stays as it is. */

import { sentence } from '../store/errors';
import { describeTarget } from '../targets/parse';
import controls from './controls.module.css';
import styles from './notices.module.css';
import { KeepingNotices } from './runs/keeping-notices';
import { useWorkbench } from './workbench-context';

export function Notices() {
  const notice = useWorkbench((state) => state.notice);
  const run = useWorkbench((state) => state.run.state);
  const found = useWorkbench((state) => state.exhibit?.front.length ?? 0);
  const start = useWorkbench((state) => state.start);
  const stopAndOpen = useWorkbench((state) => state.stopAndOpen);
  const showAgain = useWorkbench((state) => state.showAgain);
  const dismiss = useWorkbench((state) => state.dismissNotice);
  return (
    <div>
      {run.kind === 'failed' && (
        <div className={styles.notice} data-tone="failure" role="alert">
          <p>
            <strong>The run failed.</strong> {run.message} {found > 0 && 'What it had found is kept below. '}
            The settings are as they were.
          </p>
          <button type="button" className={controls.button} onClick={start}>
            Run again
          </button>
        </div>
      )}
      <KeepingNotices />
      {notice?.kind === 'bad-link' && (
        <div className={styles.notice} data-tone="failure" role="alert">
          <p>
            <strong>This link cannot be opened.</strong> {sentence(notice.message)} Ask for it again, or start
            a run of your own.
          </p>
          <Dismiss onClick={dismiss} />
        </div>
      )}
      {notice?.kind === 'bad-settings' && (
        <div className={styles.notice} data-tone="failure" role="alert">
          <p>
            <strong>The settings do not make a run.</strong> {notice.message}
          </p>
          <Dismiss onClick={dismiss} />
        </div>
      )}
      {notice?.kind === 'replaced' && (
        <div className={styles.notice} role="status">
          <p>What was shown before the import is kept: {describeTarget(notice.exhibit.target)}.</p>
          <button type="button" className={controls.button} onClick={showAgain}>
            Show it again
          </button>
          <Dismiss onClick={dismiss} />
        </div>
      )}
      {notice?.kind === 'link-waiting' && (
        <div className={styles.notice} role="alert">
          <p>
            <strong>A run is under way.</strong> Opening the link ends it and puts its front away.
          </p>
          <button type="button" className={controls.button} onClick={stopAndOpen}>
            End the run and open
          </button>
          <Dismiss onClick={dismiss} />
        </div>
      )}
    </div>
  );
}

function Dismiss({ onClick }: { onClick: () => void }) {
  return (
    <button type="button" className={controls.quiet} onClick={onClick}>
      Dismiss
    </button>
  );
}
