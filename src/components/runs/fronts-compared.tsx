/** The fronts of several runs side by side, cost by cost. */

import type { RunSummary } from '../../persistence/run-record';
import type { FrontRow } from '../../search/front';
import { errorNumber, NORM_UNIT } from '../number-text';
import { runLabel } from './run-label';
import styles from './runs.module.css';

/** Errors that differ by less are those of the same fit. */
const SAME = 1e-3;

/** `runs` are two or more. */
export function FrontsCompared({ runs }: { readonly runs: readonly RunSummary[] }) {
  const norms = [...new Set(runs.map(({ target }) => target.norm))];
  const costs = [...new Set(runs.flatMap(({ front }) => front.map(({ cost }) => cost)))].sort(
    (a, b) => a - b,
  );
  return (
    <section className={styles.compared} aria-label="Runs compared" tabIndex={0}>
      <table>
        <caption>
          Error at each cost{norms.length === 1 ? `, ${NORM_UNIT[norms[0]!]}` : ': the norms differ'}. A dash
          where a front has no program of that cost; the best in bold.
        </caption>
        <thead>
          <tr>
            <th scope="col">cost</th>
            {runs.map((run) => (
              <th key={run.id} scope="col">
                {runLabel(run)}
              </th>
            ))}
            {runs.length === 2 && <th scope="col">ratio</th>}
          </tr>
        </thead>
        <tbody>
          {costs.map((cost) => (
            <Row key={cost} cost={cost} runs={runs} comparable={norms.length === 1} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly cost: number;
  readonly runs: readonly RunSummary[];
  readonly comparable: boolean;
}

function Row({ cost, runs, comparable }: RowProps) {
  const rows = runs.map(({ front }) => front.find((row) => row.cost === cost));
  const values = rows.flatMap((row) => (row === undefined ? [] : row.error.value));
  const [best, worst] = [Math.min(...values), Math.max(...values)];
  const differ = comparable && worst > best * (1 + SAME);
  const [one, other] = rows;
  const ratio =
    comparable && one !== undefined && other !== undefined ? one.error.value / other.error.value : NaN;
  return (
    <tr>
      <th scope="row">{cost}</th>
      {rows.map((row, i) => (
        <ErrorCell
          key={runs[i]!.id}
          row={row}
          norm={runs[i]!.target.norm}
          better={differ && row !== undefined && row.error.value <= best * (1 + SAME)}
        />
      ))}
      {runs.length === 2 && <td>{Number.isFinite(ratio) ? ratio.toPrecision(3) : '–'}</td>}
    </tr>
  );
}

interface CellProps {
  readonly row: FrontRow | undefined;
  readonly norm: RunSummary['target']['norm'];
  readonly better: boolean;
}

function ErrorCell({ row, norm, better }: CellProps) {
  if (row === undefined) return <td>–</td>;
  const text = errorNumber(row.error.value, norm);
  return (
    <td title={row.error.kind}>
      {better ? <strong>{text}</strong> : text} <small>{row.error.kind}</small>
    </td>
  );
}
