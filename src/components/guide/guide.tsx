/** Tour and sheet of keys: loaded when they are first asked for. */

import { lazy, Suspense, useEffect, useState } from 'react';
import controls from '../controls.module.css';
import { useGuide, useStores } from '../workbench-context';
import { isForThePage, SHORTCUTS } from './shortcuts';

const Tour = lazy(() => import('./tour'));
const ShortcutSheet = lazy(() => import('./shortcut-sheet'));

/** The button for the sheet; listens for the page's keys as well. */
export function Guide() {
  const touring = useGuide((state) => state.step !== null);
  const [sheet, setSheet] = useState(false);
  const { workbench, guide } = useStores();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!guide.getState().keys || !isForThePage(event)) return;
      if (event.key === '?') {
        event.preventDefault();
        setSheet(true);
        return;
      }
      const shortcut = SHORTCUTS.find(({ keys }) => keys.includes(event.key));
      if (shortcut === undefined) return;
      event.preventDefault();
      shortcut.act(workbench);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [workbench, guide]);
  return (
    <>
      <button
        type="button"
        className={controls.quiet}
        aria-label="Keys and tour"
        onClick={() => setSheet(true)}
      >
        ?
      </button>
      <Suspense fallback={null}>
        {sheet && <ShortcutSheet onClose={() => setSheet(false)} />}
        {touring && <Tour />}
      </Suspense>
    </>
  );
}
