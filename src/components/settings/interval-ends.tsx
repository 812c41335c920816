/** The ends of the interval as an inequality whose signs are buttons: 0 < x ≤ 1. */

import { useWorkbench } from '../workbench-context';
import styles from './settings.module.css';

const INTERVAL = /^\s*([([])\s*([^,]+?)\s*,\s*([^,]+?)\s*([)\]])\s*$/;

export function IntervalEnds() {
  const interval = useWorkbench((state) => state.draft.interval);
  const edit = useWorkbench((state) => state.edit);
  const [, open, lower, upper, close] = INTERVAL.exec(interval) ?? [];
  // What cannot be read is told beneath the field; the line keeps its height.
  if (open === undefined || lower === undefined || upper === undefined || close === undefined) {
    return <p className={styles.ends} aria-hidden="true" />;
  }
  const set = (first: string, last: string) => edit({ interval: `${first}${lower},${upper}${last}` });
  const lowerOpen = open === '(';
  const upperOpen = close === ')';
  return (
    <p className={styles.ends}>
      <span>{short(lower)}</span>
      <button
        type="button"
        aria-label="the lower end is left out"
        aria-pressed={lowerOpen}
        title={lowerOpen ? 'Take the lower end in' : 'Leave the lower end out'}
        onClick={() => set(lowerOpen ? '[' : '(', close)}
      >
        {lowerOpen ? '<' : '≤'}
      </button>
      <span>x</span>
      <button
        type="button"
        aria-label="the upper end is left out"
        aria-pressed={upperOpen}
        title={upperOpen ? 'Take the upper end in' : 'Leave the upper end out'}
        onClick={() => set(open, upperOpen ? ']' : ')')}
      >
        {upperOpen ? '<' : '≤'}
      </button>
      <span>{short(upper)}</span>
    </p>
  );
}

function short(end: string): string {
  return end.replaceAll('pi', 'π').replaceAll('-', '−').slice(0, 14);
}
