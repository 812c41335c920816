/** The sheet of keys. Single keys can be switched off there: they may be in the way of those who speak to the machine. */

import { useEffect, useRef } from 'react';
import controls from '../controls.module.css';
import { useGuide } from '../workbench-context';
import styles from './guide.module.css';
import { SHORTCUTS } from './shortcuts';

const OF_CONTROLS = [
  { keys: ['Tab'], text: 'to the next control' },
  { keys: ['←', '→'], text: 'through tabs, choices and moments of the history' },
  { keys: ['Esc'], text: 'close what is open' },
];

export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const sheet = useRef<HTMLDialogElement>(null);
  const keys = useGuide((state) => state.keys);
  const setKeys = useGuide((state) => state.setKeys);
  const begin = useGuide((state) => state.begin);
  useEffect(() => {
    sheet.current?.showModal();
  }, []);
  return (
    <dialog ref={sheet} className={styles.sheet} aria-labelledby="sheet-title" onClose={onClose}>
      <h2 id="sheet-title" className={styles.sheetTitle}>
        Keys
      </h2>
      <dl className={styles.keys}>
        {[...SHORTCUTS, { keys: ['?'], text: 'this sheet' }, ...OF_CONTROLS].map(({ keys: names, text }) => (
          <div key={text} style={{ display: 'contents' }}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.sheetFoot}>
        <label>
          <input type="checkbox" checked={keys} onChange={({ target }) => setKeys(target.checked)} />
          single keys act
        </label>
        <button
          type="button"
          className={controls.button}
          onClick={() => {
            sheet.current?.close();
            begin();
          }}
        >
          Take the tour
        </button>
        <button type="button" className={controls.primary} onClick={() => sheet.current?.close()}>
          Close
        </button>
      </div>
    </dialog>
  );
}
