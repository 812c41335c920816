/** The run again: the front as it stood at any time of it. */

import { useEffect, useState } from 'react';
import controls from '../controls.module.css';
import { clockText } from '../number-text';
import { useHistory, useStores } from '../workbench-context';
import styles from './plots.module.css';

/** A replay takes this many ms, however many moments there are. */
const REPLAY = 6000;
const SLOWEST = 250;

export function FrontHistory() {
  const moments = useHistory((state) => state.moments);
  const at = useHistory((state) => state.at);
  const { history } = useStores();
  const [playing, setPlaying] = useState(false);
  const last = moments.length - 1;
  const shown = at ?? last;
  const possible = last > 0;

  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(
      () => {
        if (at === null) setPlaying(false);
        else history.show(at + 1);
      },
      Math.min(SLOWEST, REPLAY / Math.max(1, last)),
    );
    return () => clearTimeout(timer);
  }, [playing, at, last, history]);

  const play = () => {
    if (!possible) return;
    if (!playing) history.show(0);
    setPlaying(!playing);
  };
  const seconds = moments[shown]?.seconds;
  const end = moments[last]?.seconds ?? 0;
  const when = seconds === undefined ? '' : `${clockText(seconds)} of ${clockText(end)}`;
  return (
    <div className={styles.history} role="group" aria-label="History of the front">
      <button type="button" className={controls.quiet} aria-disabled={!possible} onClick={play}>
        {playing ? 'Halt' : 'Replay'}
      </button>
      <input
        type="range"
        aria-label="Moment of the run"
        aria-valuetext={when}
        min={0}
        max={Math.max(1, last)}
        step={1}
        value={possible ? shown : 1}
        disabled={!possible}
        onChange={({ target }) => {
          setPlaying(false);
          history.show(Number(target.value));
        }}
      />
      <output className={styles.moment}>{when}</output>
      <button
        type="button"
        className={controls.quiet}
        aria-pressed={at === null}
        onClick={() => {
          setPlaying(false);
          history.show(null);
        }}
      >
        now
      </button>
    </div>
  );
}
