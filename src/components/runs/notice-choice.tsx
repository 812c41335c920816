/** Lets the visitor have the system tell when a run ends; browsers ask for it on a click only. */

import { useState } from 'react';
import { askForNotices, noticePermission } from '../../client/finish-notice';
import controls from '../controls.module.css';
import styles from './runs.module.css';

export function NoticeChoice() {
  const [permission, setPermission] = useState(noticePermission);
  if (permission === 'unavailable') return null;
  return (
    <footer className={styles.foot}>
      {permission === 'ask' ? (
        <>
          <p>A run goes on while this tab is out of sight; its title tells when it is done.</p>
          <button
            type="button"
            className={controls.button}
            onClick={() => void askForNotices().then(setPermission)}
          >
            Notify me as well
          </button>
        </>
      ) : (
        <p>
          {permission === 'granted'
            ? 'When a run ends while this tab is out of sight, the system shows a notification.'
            : 'This browser shows no notifications of this page; the tab’s title tells when a run is done.'}
        </p>
      )}
    </footer>
  );
}
