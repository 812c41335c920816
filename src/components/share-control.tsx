/** Makes the permalink of the selected program or of the whole front, copies it, and shows it to be copied by hand. */

import { useRef, useState } from 'react';
import type { FrontRow } from '../search/front';
import { messageOf } from '../store/errors';
import type { Exhibit } from '../store/exhibit';
import { describeTarget } from '../targets/parse';
import type { MeasuredError } from '../targets/target';
import { claimableError, claimOf, embedCode, frontClaimOf, frontLinkOf, linkOf, runOf } from './claim-link';
import controls from './controls.module.css';
import { copyText, CopyButton } from './copy-button';
import { operationsText } from './number-text';
import styles from './share-control.module.css';
import { useSelectedRow } from './use-selected-row';
import { useStores, useWorkbench } from './workbench-context';

interface Shared {
  readonly link: string;
  /** What the link carries. */
  readonly what: string;
  readonly title: string;
  readonly copied: boolean;
}

export function ShareControl() {
  const exhibit = useWorkbench((state) => state.exhibit);
  const row = useSelectedRow();
  const { oracle, trust } = useStores();
  const panel = useRef<HTMLDivElement>(null);
  const [whole, setWhole] = useState(false);
  const [shared, setShared] = useState<Shared | { readonly failure: string } | null>(null);
  /** Counts the links; one that was asked for later wins. */
  const asked = useRef(0);
  const possible = exhibit !== null && row !== null;
  const several = possible && exhibit.front.length > 1 && exhibit.front.includes(row);

  const errorOf = (target: Exhibit['target'], of: FrontRow): Promise<MeasuredError> =>
    claimableError(target, of, oracle, trust.getState());

  const make = async (front: boolean) => {
    if (!possible) return;
    const number = ++asked.current;
    const { target } = exhibit;
    try {
      const errors = await Promise.all((front ? exhibit.front : [row]).map((of) => errorOf(target, of)));
      const [first = row.error] = errors;
      const link = front
        ? await frontLinkOf(frontClaimOf(exhibit, errors, row))
        : await linkOf(claimOf(target, runOf(exhibit, row), row, first));
      const copied = await copyText(link).then(
        () => true,
        () => false,
      );
      if (number !== asked.current) return;
      const what = front
        ? `the front of ${exhibit.front.length} programs`
        : `the program of ${operationsText(row.ops)} with its ${first.kind} error`;
      setShared({ link, what, title: `Ulpforge: ${describeTarget(target)}`, copied });
    } catch (reason) {
      if (number === asked.current) setShared({ failure: messageOf(reason) });
    }
  };

  return (
    <>
      <button
        type="button"
        className={controls.button}
        aria-disabled={!possible}
        onClick={() => {
          if (!possible) return;
          panel.current?.showPopover();
          void make(whole && several);
        }}
      >
        Share
      </button>
      <div
        ref={panel}
        popover="auto"
        className={styles.panel}
        role="dialog"
        aria-label="Share what was found"
      >
        {several && (
          <label className={styles.choice}>
            <input
              type="checkbox"
              checked={whole}
              onChange={(event) => {
                setWhole(event.currentTarget.checked);
                void make(event.currentTarget.checked);
              }}
            />
            the whole front, {exhibit.front.length} programs
          </label>
        )}
        {shared === null && <p>Making the link.</p>}
        {shared !== null && 'failure' in shared && (
          <p role="alert">The link could not be made: {shared.failure}</p>
        )}
        {shared !== null && 'link' in shared && <SharedLink shared={shared} />}
      </div>
    </>
  );
}

function SharedLink({ shared: { link, what, title, copied } }: { readonly shared: Shared }) {
  const code = embedCode(link, title);
  return (
    <>
      <p role="status">
        {copied
          ? `The link to ${what} is copied.`
          : `The link to ${what}; the browser did not allow copying it, so copy it from here.`}
      </p>
      <input
        className={controls.number}
        aria-label="Permalink"
        readOnly
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p className={styles.small}>
        It carries programs, target and errors in itself: {link.length.toLocaleString('en')} characters, no
        server. Whoever opens it has the errors recomputed before they are called verified.
      </p>
      <div className={styles.line}>
        <label htmlFor="embed-code">To show it in another page</label>
        <CopyButton text={code} what="iframe code" />
      </div>
      <input
        id="embed-code"
        className={controls.number}
        readOnly
        value={code}
        onFocus={(event) => event.currentTarget.select()}
      />
    </>
  );
}
