/** How the run goes: for each row when it last became better and how its error came down, and what the search does. */

import type { Exhibit } from '../../store/exhibit';
import { pastOfRows, type RowPast } from '../../store/history';
import { isUnderWay } from '../../store/workbench';
import { Term } from '../glossary/term';
import { clockText, countNumber, errorNumber } from '../number-text';
import { useHistory, useWorkbench } from '../workbench-context';
import { IslandTable } from './island-table';
import styles from './plots.module.css';

const WIDTH = 160;
const HEIGHT = 20;

export function FrontProgress({ exhibit }: { exhibit: Exhibit }) {
  const moments = useHistory((state) => state.moments);
  const run = useWorkbench((state) => state.run);
  const ofRun = exhibit.origin.kind === 'run' && run.evaluations > 0;
  const end = Math.max(moments.at(-1)?.seconds ?? 0, ofRun ? run.seconds : 0);
  const pasts = new Map(pastOfRows(moments).map((past) => [past.cost, past]));
  const { norm } = exhibit.target;
  const underWay = isUnderWay(run.state);
  const pace = underWay ? run.evaluationsPerSecond : run.evaluations / Math.max(1, run.seconds);
  const share = run.duplicates / Math.max(1, run.duplicates + run.evaluations);
  return (
    <div className={styles.table} tabIndex={0} role="group" aria-label="Progress of the run">
      <dl className={styles.pace}>
        <div>
          <dt>evaluations per second</dt>
          <dd>{ofRun ? countNumber(pace) : '–'}</dd>
        </div>
        <div>
          <dt>
            <Term name="duplicates">duplicates</Term>
          </dt>
          <dd>{ofRun ? `${(100 * share).toFixed(1)} %` : '–'}</dd>
        </div>
        <div>
          <dt>last improvement</dt>
          <dd>{moments.length > 0 ? clockText(moments.at(-1)?.seconds ?? 0) : '–'}</dd>
        </div>
      </dl>
      <table>
        <thead>
          <tr>
            <th scope="col" className={styles.number}>
              operations
            </th>
            <th scope="col">error, {norm}</th>
            <th scope="col" className={styles.number}>
              last better at
            </th>
            <th scope="col" className={styles.number}>
              by <Term name="island">island</Term>
            </th>
            <th scope="col" className={styles.number}>
              at its evaluation
            </th>
            <th scope="col">error against time, to {clockText(end)}</th>
          </tr>
        </thead>
        <tbody>
          {exhibit.front.map((row) => {
            const past = pasts.get(row.cost);
            const improved = past?.errors.at(-1)?.seconds ?? row.foundAt.seconds;
            return (
              <tr key={row.cost}>
                <td className={styles.number}>{row.ops}</td>
                <td>{errorNumber(row.error.value, norm)}</td>
                <td className={styles.number}>{clockText(improved)}</td>
                <td className={styles.number}>{row.foundAt.island}</td>
                <td className={styles.number}>{countNumber(row.foundAt.evaluation)}</td>
                <td>{past !== undefined && <Descent past={past} end={end} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {ofRun && run.islands.length > 0 && (
        <IslandTable
          islands={run.islands}
          front={exhibit.front}
          norm={norm}
          seconds={run.seconds}
          underWay={underWay}
        />
      )}
    </div>
  );
}

/** The error coming down, its logarithm against time. */
function Descent({ past: { errors }, end }: { past: RowPast; end: number }) {
  const heights = errors.map(({ value }) => Math.log10(value)).filter((h) => Number.isFinite(h));
  const highest = Math.max(...heights);
  const span = highest - Math.min(...heights) || 1;
  const x = (seconds: number) => (seconds / (end || 1)) * WIDTH;
  let path = '';
  for (const { seconds, value } of errors) {
    const height = Math.log10(value);
    if (!Number.isFinite(height)) continue;
    const y = 2 + ((highest - height) / span) * (HEIGHT - 4);
    path +=
      path === '' ? `M${x(seconds).toFixed(1)} ${y.toFixed(1)}` : `H${x(seconds).toFixed(1)}V${y.toFixed(1)}`;
  }
  return (
    <svg className={styles.descent} width={WIDTH} height={HEIGHT} aria-hidden="true">
      {path !== '' && <path d={`${path}H${WIDTH}`} />}
    </svg>
  );
}
