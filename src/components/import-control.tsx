/** Opens the dialog that takes things in, by a button or for what is dropped on the page; it is loaded for the first. */

import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import controls from './controls.module.css';
import type { Asked } from './import-dialog';
import styles from './import-control.module.css';

const ImportDialog = lazy(async () => ({ default: (await import('./import-dialog')).ImportDialog }));

export function ImportControl() {
  const [asked, ask] = useState<Asked | null>(null);
  const dragging = useDroppedFiles((files) => {
    if (files.length > 0) ask({ files });
  });
  return (
    <>
      <button
        type="button"
        className={controls.button}
        aria-haspopup="dialog"
        onClick={() => ask({ files: [] })}
      >
        Import
      </button>
      {dragging && (
        <p className={styles.drop} role="status">
          Drop a program, a run or a certificate.
        </p>
      )}
      {asked !== null && (
        <Suspense fallback={null}>
          <ImportDialog asked={asked} />
        </Suspense>
      )}
    </>
  );
}

/** Gives the files that are dropped on the page to `take`; true while one is held over it. */
function useDroppedFiles(take: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const current = useRef(take);
  useEffect(() => {
    current.current = take;
  });
  useEffect(() => {
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const drag = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      current.current([...(event.dataTransfer?.files ?? [])]);
    };
    document.addEventListener('dragover', drag);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', drag);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, []);
  return over;
}
