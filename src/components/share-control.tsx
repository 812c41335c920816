/** Makes the permalink of the selected program, copies it, and shows it to be copied by hand. */

import { useRef, useState } from 'react';
import { messageOf } from '../store/errors';
import { claimableError, claimOf, linkOf, runOf } from './claim-link';
import controls from './controls.module.css';
import { copyText } from './copy-button';
import { operationsText } from './number-text';
import styles from './share-control.module.css';
import { useSelectedRow } from './use-selected-row';
import { useStores, useWorkbench } from './workbench-context';

interface Shared {
  readonly link: string;
  readonly ops: number;
  readonly copied: boolean;
}

export function ShareControl() {
  const exhibit = useWorkbench((state) => state.exhibit);
  const row = useSelectedRow();
  const { oracle } = useStores();
  const panel = useRef<HTMLDivElement>(null);
  const [shared, setShared] = useState<Shared | { readonly failure: string } | null>(null);
  const possible = exhibit !== null && row !== null;

  const share = async () => {
    if (!possible) return;
    panel.current?.showPopover();
    try {
      const error = await claimableError(exhibit.target, row, oracle);
      const link = await linkOf(claimOf(exhibit.target, runOf(exhibit, row), row, error));
      const copied = await copyText(link).then(
        () => true,
        () => false,
      );
      setShared({ link, ops: row.ops, copied });
    } catch (reason) {
      setShared({ failure: messageOf(reason) });
    }
  };

  return (
    <>
      <button
        type="button"
        className={controls.button}
        aria-disabled={!possible}
        onClick={() => {
          void share();
        }}
      >
        Share
      </button>
      <div
        ref={panel}
        popover="auto"
        className={styles.panel}
        role="dialog"
        aria-label="Share the selected program"
      >
        {shared === null && <p>Making the link.</p>}
        {shared !== null && 'failure' in shared && (
          <p role="alert">The link could not be made: {shared.failure}</p>
        )}
        {shared !== null && 'link' in shared && (
          <>
            <p role="status">
              {shared.copied
                ? `The link to the program of ${operationsText(shared.ops)} is copied.`
                : `The link to the program of ${operationsText(shared.ops)}; the browser did not allow copying it, so copy it from here.`}
            </p>
            <input
              className={controls.number}
              aria-label="Permalink"
              readOnly
              value={shared.link}
              onFocus={(event) => event.currentTarget.select()}
            />
            <p className={styles.small}>
              It carries program, target and error in itself: {shared.link.length} characters, no server.
              Whoever opens it has the error recomputed before it is called verified.
            </p>
          </>
        )}
      </div>
    </>
  );
}
