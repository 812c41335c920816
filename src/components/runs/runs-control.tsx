/** The button that opens the list of runs; the list is loaded when it is first opened. */

import { lazy, Suspense, useRef, useState } from 'react';
import controls from '../controls.module.css';
import { useStores } from '../workbench-context';
import styles from './runs.module.css';

const RunsPanel = lazy(async () => ({ default: (await import('./runs-panel')).RunsPanel }));

export function RunsControl() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [opened, setOpened] = useState(false);
  const { runs } = useStores();
  const close = () => dialog.current?.close();
  return (
    <>
      <button
        type="button"
        className={controls.button}
        aria-haspopup="dialog"
        onClick={() => {
          setOpened(true);
          dialog.current?.showModal();
          void runs.getState().refresh();
        }}
      >
        Runs
      </button>
      <dialog ref={dialog} className={styles.dialog} aria-label="Runs" onClose={() => setOpened(false)}>
        {opened && (
          <Suspense fallback={<p className={styles.empty}>Loading the list.</p>}>
            <RunsPanel close={close} />
          </Suspense>
        )}
      </dialog>
    </>
  );
}
