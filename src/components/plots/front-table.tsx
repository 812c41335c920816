/** The front and its baseline as a table; a row's count is a button that selects it. */

import type { BaselinePoint } from '../../protocol/baseline-service';
import { costOf, isOperationCount, OPERATION_COUNT } from '../../search/cost';
import { costTitle } from '../../store/cost-draft';
import type { Exhibit } from '../../store/exhibit';
import { TrustKinds } from '../inspector/trust-marks';
import { argumentNumber, errorNumber, operationsText } from '../number-text';
import { kindOfRow, useSelectedBaseline, useSelectedRow } from '../use-selected-row';
import { useWorkbench } from '../workbench-context';
import type { ComparedFront } from './compared-marks';
import styles from './plots.module.css';

interface FrontTableProps {
  readonly exhibit: Exhibit;
  readonly baseline: readonly BaselinePoint[];
  /** Fronts of other runs. */
  readonly compared: readonly ComparedFront[];
}

export function FrontTable({ exhibit, baseline, compared }: FrontTableProps) {
  const select = useWorkbench((state) => state.select);
  const selectBaseline = useWorkbench((state) => state.selectBaseline);
  const selected = useSelectedRow();
  const selectedBaseline = useSelectedBaseline();
  const model = exhibit.run?.config.cost ?? OPERATION_COUNT;
  const costed = !isOperationCount(model);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col" className={styles.number}>
            operations
          </th>
          {costed && (
            <th scope="col" className={styles.number}>
              {costTitle(model)}
            </th>
          )}
          <th scope="col">error, {exhibit.target.norm}</th>
          <th scope="col">kind</th>
          <th scope="col">largest at x</th>
          <th scope="col">family</th>
        </tr>
      </thead>
      <tbody>
        {exhibit.front.map((row) => (
          <tr key={row.cost} aria-current={row === selected}>
            <td className={styles.number}>
              <button
                type="button"
                className={styles.rowButton}
                aria-label={`Select the program of ${operationsText(row.ops)}`}
                onClick={() => select(row.cost)}
              >
                {row.ops}
              </button>
            </td>
            {costed && <td className={styles.number}>{row.cost}</td>}
            <td>{errorNumber(row.error.value, exhibit.target.norm, 6)}</td>
            <td>
              {kindOfRow(exhibit, row)}
              <TrustKinds target={exhibit.target} program={row.program} />
              {row.enumerated !== undefined && ', proved'}
            </td>
            <td>{argumentNumber(row.error.argmax)}</td>
            <td>found</td>
          </tr>
        ))}
        {compared.flatMap((run) =>
          run.front.map((row) => (
            <tr key={`${run.id} ${row.cost}`}>
              <td className={styles.number}>{row.ops}</td>
              {costed && <td className={styles.number}>{costOf(row.program, model)}</td>}
              <td>{errorNumber(row.error.value, exhibit.target.norm, 6)}</td>
              <td>{row.error.kind}</td>
              <td>{argumentNumber(row.error.argmax)}</td>
              <td>{run.name}</td>
            </tr>
          )),
        )}
        {baseline.map((point) => (
          <tr key={point.id} aria-current={point.id === selectedBaseline?.id}>
            <td className={styles.number}>
              <button
                type="button"
                className={styles.rowButton}
                aria-label={`Select the ${point.title}, ${operationsText(point.ops)}`}
                onClick={() => selectBaseline(point)}
              >
                {point.ops}
              </button>
            </td>
            {costed && <td className={styles.number}>{costOf(point.program, model)}</td>}
            <td>{errorNumber(point.error.value, exhibit.target.norm, 6)}</td>
            <td>{point.error.kind}</td>
            <td>{argumentNumber(point.error.argmax)}</td>
            <td>{point.title}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
