/** What this is, in a sentence, over its picture: the finished front. Gone once something was run or opened. */

import controls from '../controls.module.css';
import { useGuide, useWorkbench } from '../workbench-context';
import styles from './guide.module.css';

export function StartStrip() {
  const atStart = useWorkbench((state) => state.exhibit?.origin.kind === 'shipped');
  const offered = useGuide((state) => state.offered && state.step === null);
  const begin = useGuide((state) => state.begin);
  const dismiss = useGuide((state) => state.dismiss);
  if (!atStart) return null;
  return (
    <aside className={styles.strip} aria-label="About this page">
      <p>
        Ulpforge evolves short programs that approximate a function, in this browser: the picture shows how
        far each further operation brings the error down. <strong>One click on a preset runs it.</strong>
      </p>
      {offered && (
        <div className={styles.offer}>
          <button type="button" className={controls.button} onClick={begin}>
            Two-minute tour
          </button>
          <button type="button" className={controls.quiet} onClick={dismiss}>
            No, thanks
          </button>
        </div>
      )}
    </aside>
  );
}
