/** The button that opens the error curve in the whole window; what draws it there is loaded when it is first opened. */

import { lazy, Suspense, useRef, useState } from 'react';
import controls from '../controls.module.css';
import styles from './explore.module.css';
import type { ExploredCurve } from './explore-panel';

const ExplorePanel = lazy(async () => ({ default: (await import('./explore-panel')).ExplorePanel }));

export function ExploreControl(curve: ExploredCurve) {
  const button = useRef<HTMLButtonElement>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const [opened, setOpened] = useState(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={controls.quiet}
        aria-haspopup="dialog"
        title="Opens the curve in the whole window, to be zoomed and moved"
        onClick={() => {
          setOpened(true);
          dialog.current?.showModal();
        }}
      >
        Explore
      </button>
      <dialog
        ref={dialog}
        className={styles.dialog}
        aria-label="Explore the error curve"
        onClose={() => {
          setOpened(false);
          button.current?.focus();
        }}
      >
        {opened && (
          <Suspense fallback={<p className={styles.empty}>Loading the plot.</p>}>
            <ExplorePanel {...curve} close={() => dialog.current?.close()} />
          </Suspense>
        )}
      </dialog>
    </>
  );
}
