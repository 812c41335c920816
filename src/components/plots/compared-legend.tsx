/** Which runs are drawn beside the front on show, and the way to be rid of them. */

import controls from '../controls.module.css';
import { useComparison, useStores } from '../workbench-context';
import { withMarks, type ComparedFront } from './compared-marks';
import styles from './plots.module.css';

export function ComparedLegend({ drawn }: { drawn: readonly ComparedFront[] }) {
  const compared = useComparison((state) => state.compared);
  const { comparison } = useStores();
  if (compared.length === 0) return null;
  const { remove, clear } = comparison.getState();
  return (
    <div className={styles.comparedRuns} role="group" aria-label="Runs beside the front">
      <ul className={styles.legend}>
        {withMarks(compared).map(({ id, name, mark }) => (
          <li key={id}>
            <svg width="26" height="10" viewBox="0 0 26 10" aria-hidden="true" stroke="var(--ink)">
              <path d="M0 5h26" strokeDasharray={mark.dashArray} />
              <path d={mark.path} transform="translate(8 0)" fill="var(--paper)" strokeWidth="1.25" />
            </svg>
            <span className={styles.runName} title={name}>
              {name}
            </span>
            {!drawn.some((front) => front.id === id) && <span>(on show itself, or of another target)</span>}
            <button
              type="button"
              className={controls.quiet}
              aria-label={`Remove ${name} from the plot`}
              onClick={() => remove(id)}
            >
              Remove
            </button>
          </li>
        ))}
        {compared.length > 1 && (
          <li>
            <button type="button" className={controls.quiet} onClick={clear}>
              Remove all
            </button>
          </li>
        )}
      </ul>
    </div>
  );
}
