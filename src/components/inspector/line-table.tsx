/** Each line of the program with its range over the interval and what it does to the error. */

import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Program } from '../../program/program';
import type { LineError, LineErrors } from '../../protocol/inspection-service';
import { sentence } from '../../store/errors';
import type { Target } from '../../targets/target';
import { argumentNumber, errorNumber, NORM_UNIT } from '../number-text';
import { useLateStores } from '../workbench-context';
import { expressionText, lineNames } from './line-text';
import styles from './panels.module.css';

export function LineTable({ target, program }: { target: Target; program: Program }) {
  const { lineErrors } = useLateStores();
  const { shown, failure, question } = useStore(lineErrors);
  useEffect(() => {
    lineErrors.ask({ target, program });
  }, [lineErrors, target, program]);
  const own = shown !== null && shown.question.program === program && shown.question.target === target;
  const failed = failure !== null && question?.program === program;
  if (program.instructions.length === 0) {
    return (
      <div className={styles.panel}>
        <p className={styles.text}>The program has no instruction.</p>
      </div>
    );
  }
  if (failed) {
    return (
      <div className={styles.panel}>
        <p className={styles.text} role="status">
          {sentence(failure)}
        </p>
      </div>
    );
  }
  return (
    <>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Error by line">
        <table className={styles.table} data-stale={!own}>
          <thead>
            <tr>
              <th scope="col">line, its range</th>
              <th scope="col" className={styles.number}>
                {target.format === 'real' ? 'amplifies' : `rounding, ${NORM_UNIT[target.norm]}`}
              </th>
            </tr>
          </thead>
          <tbody>
            <Rows target={target} program={program} errors={own ? shown.answer : null} />
          </tbody>
        </table>
      </div>
      <p className={styles.fine}>{own ? explanation(target, shown.answer) : 'computing'}</p>
    </>
  );
}

interface RowsProps {
  readonly target: Target;
  readonly program: Program;
  readonly errors: LineErrors | null;
}

function Rows({ target, program, errors }: RowsProps) {
  const names = lineNames(program);
  const share = (line: LineError) => line.rounding ?? line.amplification;
  const sizes = errors?.lines.map(share).filter(Number.isFinite) ?? [];
  const most = Math.max(0, ...sizes);
  return program.instructions.map((_, i) => {
    const line = errors?.lines[i];
    const size = line === undefined ? NaN : share(line);
    return (
      <tr key={i}>
        <th scope="row">
          <span className={styles.soft}>{names[i]} = </span>
          {expressionText(program, names, i)}
          <span className={styles.beneath}>{line === undefined ? '\u00a0' : rangeText(line)}</span>
        </th>
        <td className={styles.number}>
          {line === undefined
            ? ''
            : line.rounding === null
              ? factorText(size)
              : errorNumber(size, target.norm)}
          <span className={styles.track}>
            <span className={styles.bar} style={{ inlineSize: `${most > 0 ? (100 * size) / most : 0}%` }} />
          </span>
        </td>
      </tr>
    );
  });
}

function rangeText({ least, greatest }: LineError): string {
  if (Number.isNaN(least)) return 'no value';
  const text = (value: number) => argumentNumber(value, 4);
  return least === greatest ? text(least) : `${text(least)} to ${text(greatest)}`;
}

function factorText(factor: number): string {
  return factor === 0
    ? 'none'
    : `${factor < 10_000 ? Number(factor.toPrecision(3)) : factor.toExponential(1)} ×`;
}

function explanation({ format, norm }: Target, { points, approximation, total }: LineErrors): string {
  const unit = NORM_UNIT[norm];
  return format === 'real'
    ? `Amplifies: the largest relative change of the result, for a small relative change of the line. Ranges and factors are sampled at ${points} points.`
    : `Rounding: the largest change of the result when this line alone is rounded to ${format}. Nothing rounded: ${errorNumber(approximation, norm)} ${unit}; all rounded: ${errorNumber(total, norm)} ${unit}; sampled at ${points} points.`;
}
