/** The fronts of two runs side by side, cost by cost. */

import type { RunSummary } from '../../persistence/run-record';
import type { FrontRow } from '../../search/front';
import { errorNumber, NORM_UNIT } from '../number-text';
import styles from './runs.module.css';

/** Errors that differ by less are those of the same fit. */
const SAME = 1e-3;

interface Pair {
  readonly one: RunSummary;
  readonly other: RunSummary;
}

export function FrontsCompared({ one, other }: Pair) {
  const norms = one.target.norm === other.target.norm;
  const costs = [...new Set([...one.front, ...other.front].map(({ cost }) => cost))].sort((a, b) => a - b);
  return (
    <section className={styles.compared} aria-label="Two runs compared">
      <table>
        <caption>
          Error at each cost{norms ? `, ${NORM_UNIT[one.target.norm]}` : ': the norms differ'}. A dash where a
          front has no program of that cost; better in bold.
        </caption>
        <thead>
          <tr>
            <th scope="col">cost</th>
            <th scope="col">{one.name}</th>
            <th scope="col">{other.name}</th>
            <th scope="col">ratio</th>
          </tr>
        </thead>
        <tbody>
          {costs.map((cost) => (
            <Row
              key={cost}
              cost={cost}
              a={rowAt(one, cost)}
              b={rowAt(other, cost)}
              norms={[one.target.norm, other.target.norm]}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly cost: number;
  readonly a: FrontRow | undefined;
  readonly b: FrontRow | undefined;
  readonly norms: readonly [RunSummary['target']['norm'], RunSummary['target']['norm']];
}

function Row({ cost, a, b, norms }: RowProps) {
  const comparable = norms[0] === norms[1] && a !== undefined && b !== undefined;
  const ratio = comparable ? a.error.value / b.error.value : NaN;
  return (
    <tr>
      <th scope="row">{cost}</th>
      <ErrorCell row={a} norm={norms[0]} better={ratio < 1 - SAME} />
      <ErrorCell row={b} norm={norms[1]} better={ratio > 1 + SAME} />
      <td>{Number.isFinite(ratio) ? ratio.toPrecision(3) : '–'}</td>
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

function rowAt({ front }: RunSummary, cost: number): FrontRow | undefined {
  return front.find((row) => row.cost === cost);
}
