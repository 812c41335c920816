/** The islands of a run beside each other: what each has done, and which rows of the front are its finds. */

import type { IslandProgress } from '../../protocol/run';
import type { FrontRow } from '../../search/front';
import type { ErrorNorm } from '../../targets/target';
import { Term } from '../glossary/term';
import { clockText, countNumber, errorNumber } from '../number-text';
import styles from './plots.module.css';

interface IslandTableProps {
  readonly islands: readonly IslandProgress[];
  readonly front: readonly FrontRow[];
  readonly norm: ErrorNorm;
  /** Of running; what an island did a second is told over all of it once the run has ended, until then of late. */
  readonly seconds: number;
  readonly underWay: boolean;
}

/** Folded until it is asked for. */
export function IslandTable(props: IslandTableProps) {
  const { islands } = props;
  const restarts = islands.reduce((sum, island) => sum + island.restarts, 0);
  return (
    <details className={styles.islands}>
      <summary>
        Island by island
        <span className={styles.soft}>
          {islands.length} {islands.length === 1 ? 'island' : 'islands'}, {restarts}{' '}
          {restarts === 1 ? 'restart' : 'restarts'}
        </span>
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col" className={styles.number}>
              <Term name="island">island</Term>
            </th>
            <th scope="col" className={styles.number}>
              evaluations
            </th>
            <th scope="col" className={styles.number}>
              a second
            </th>
            <th scope="col" className={styles.number}>
              <Term name="duplicates">duplicates</Term>
            </th>
            <th scope="col" className={styles.number}>
              <Term name="restart">restarts</Term>
            </th>
            <th scope="col">best, sampled</th>
            <th scope="col" className={styles.number}>
              last better at
            </th>
            <th scope="col">rows found</th>
          </tr>
        </thead>
        <tbody>
          {islands.map((progress) => (
            <IslandRow key={progress.island} progress={progress} {...props} />
          ))}
        </tbody>
      </table>
    </details>
  );
}

function IslandRow({
  progress,
  front,
  norm,
  seconds,
  underWay,
}: Omit<IslandTableProps, 'islands'> & { readonly progress: IslandProgress }) {
  const { island, evaluations, duplicates, restarts, best, improved } = progress;
  const pace = underWay ? progress.evaluationsPerSecond : evaluations / Math.max(1, seconds);
  const found = front.filter(({ foundAt }) => foundAt.island === island).map(({ ops }) => ops);
  return (
    <tr>
      <td className={styles.number}>{island}</td>
      <td className={styles.number}>{countNumber(evaluations)}</td>
      <td className={styles.number}>{countNumber(pace)}</td>
      <td className={styles.number}>
        {((100 * duplicates) / Math.max(1, duplicates + evaluations)).toFixed(1)} %
      </td>
      <td className={styles.number}>{restarts}</td>
      <td>{best === null ? '–' : `${errorNumber(best.error, norm)} at ${best.ops}`}</td>
      <td className={styles.number}>
        {improved === null ? '–' : `${clockText(improved.seconds)}, ${countNumber(improved.evaluation)}`}
      </td>
      <td>{found.length === 0 ? '–' : found.join(' ')}</td>
    </tr>
  );
}
