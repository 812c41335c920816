/** Holds the first rows of the front against every structure there is: the button, and what it opens. */

import { lazy, Suspense, useId, useRef, useState, type ToggleEvent } from 'react';
import controls from '../controls.module.css';
import { useEnumeration } from '../workbench-context';
import styles from './prove-control.module.css';

const ProvePanel = lazy(async () => ({ default: (await import('./prove-panel')).ProvePanel }));

/** Pixels between button and panel, and from the window's edge. */
const GAP = 6;

export function ProveControl() {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);
  const running = useEnumeration((state) => state.running);
  const part = useEnumeration(({ progress }) =>
    progress === null ? null : Math.floor((100 * progress.partsDone) / progress.parts),
  );
  const size = useEnumeration(({ progress }) => progress?.ops ?? 0);
  const place = (event: ToggleEvent<HTMLDivElement>) => {
    const panel = event.currentTarget;
    if (event.newState !== 'open' || button.current === null) return;
    setOpened(true);
    const { right, bottom } = button.current.getBoundingClientRect();
    panel.style.left = `${Math.max(GAP, right - panel.offsetWidth)}px`;
    panel.style.top = `${Math.max(GAP, Math.min(bottom + GAP, window.innerHeight - panel.offsetHeight - GAP))}px`;
  };
  return (
    <>
      <button ref={button} type="button" className={controls.quiet} popoverTarget={id}>
        {running && part !== null ? `Proving ${size}: ${part} %` : 'Prove'}
      </button>
      <div
        id={id}
        popover="auto"
        className={styles.panel}
        role="group"
        aria-label="Prove the first rows"
        onToggle={place}
      >
        {opened && (
          <Suspense fallback={<p className={styles.soft}>loading</p>}>
            <ProvePanel />
          </Suspense>
        )}
      </div>
    </>
  );
}
