import type { ErrorCurve } from '../../protocol/oracle-service';
import type { ErrorNorm } from '../../targets/target';
import { argumentNumber, errorNumber, NORM_UNIT } from '../number-text';
import styles from './plots.module.css';

/** Rows of the table; the file has them all. */
const ROWS = 40;

/** The error curve as a table of wider columns, each with its extremes. */
export function CurveTable({ curve, norm }: { curve: ErrorCurve; norm: ErrorNorm }) {
  const group = Math.ceil(curve.x.length / ROWS);
  const rows = Array.from({ length: Math.ceil(curve.x.length / group) }, (_, k) => {
    const from = k * group;
    const to = Math.min(curve.x.length, from + group);
    return {
      x: curve.x[from] ?? NaN,
      low: Math.min(...curve.low.subarray(from, to)),
      high: Math.max(...curve.high.subarray(from, to)),
    };
  });
  const unit = NORM_UNIT[norm];
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">from x</th>
          <th scope="col" className={styles.number}>
            least error, {unit}
          </th>
          <th scope="col" className={styles.number}>
            greatest error, {unit}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.x}>
            <td>{argumentNumber(row.x)}</td>
            <td className={styles.number}>{errorNumber(row.low, norm)}</td>
            <td className={styles.number}>{errorNumber(row.high, norm)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
