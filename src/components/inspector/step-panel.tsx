/** The program at one argument, line by line. */

import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { exactToFormat, NumberSyntaxError, parseNumber } from '../../numerics/number-text';
import type { FrontRow } from '../../search/front';
import type { StepThrough } from '../../protocol/inspection-service';
import { sentence } from '../../store/errors';
import type { Target } from '../../targets/target';
import controls from '../controls.module.css';
import { argumentNumber, errorNumber, NORM_UNIT } from '../number-text';
import { useLateStores } from '../workbench-context';
import { expressionText, lineNames } from './line-text';
import styles from './panels.module.css';
import { useQuiet } from './use-quiet';

/** What is typed is taken up after so many milliseconds. */
const QUIET = 150;

export function StepPanel({ target, row }: { target: Target; row: FrontRow }) {
  const { steps } = useLateStores();
  const { program, error } = row;
  const { shown, failure } = useStore(steps);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? String(startOf(target, error.argmax));
  const settled = useQuiet(text, QUIET, '');
  const x = readArgument(settled);
  useEffect(() => {
    if (x !== null) steps.ask({ target, program, x });
  }, [steps, target, program, x]);
  const own = shown !== null && shown.question.program === program && shown.question.target === target;
  const hasWorst = Number.isFinite(error.argmax);
  return (
    <div className={styles.stepPanel}>
      <div className={styles.inputRow}>
        <label htmlFor="step-argument">x</label>
        <input
          id="step-argument"
          className={controls.number}
          value={text}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={x === null || failure !== null}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button
          type="button"
          className={controls.quiet}
          aria-disabled={!hasWorst}
          title="Where the error is largest"
          onClick={() => setTyped(null)}
        >
          at the largest error
        </button>
      </div>
      {x === null ? (
        <p className={styles.text} role="status">
          A number is needed: decimal, or hexadecimal such as 0x1.8p-1.
        </p>
      ) : failure !== null ? (
        <p className={styles.text} role="status">
          {sentence(failure)}
        </p>
      ) : own ? (
        <Steps target={target} row={row} step={shown.answer} />
      ) : (
        <p className={styles.text}>computing</p>
      )}
    </div>
  );
}

function Steps({ target, row: { program }, step }: { target: Target; row: FrontRow; step: StepThrough }) {
  const names = lineNames(program);
  const isReal = target.format === 'real';
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label="Steps">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{isReal ? 'line, its exact value' : `line, its value in ${target.format}`}</th>
            {!isReal && (
              <th scope="col" className={styles.number}>
                off by, ulp
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {step.lines.map(({ value, exact, ulps }, i) => (
            <tr key={i} title={isReal ? undefined : `exact: ${exact}`}>
              <th scope="row">
                <span className={styles.soft}>
                  {names[i]} = {expressionText(program, names, i)}
                </span>
                <span className={styles.value}>{value}</span>
              </th>
              {ulps !== null && <td className={styles.number}>{errorNumber(ulps, 'ulp')}</td>}
            </tr>
          ))}
          <tr className={styles.sum}>
            <th scope="row" colSpan={2}>
              <span className={styles.soft}>f(x)</span>
              <span className={styles.value}>{step.function}</span>
            </th>
          </tr>
          <tr>
            <th scope="row" colSpan={2}>
              <span className={styles.soft}>exact error at x = {argumentNumber(step.x, 17)}</span>
              <span className={styles.value}>
                {errorNumber(step.error, target.norm, 6)} {NORM_UNIT[target.norm]}
              </span>
            </th>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

/** Where the error is largest, or the middle of the interval where that is not known. */
function startOf({ interval: { lower, upper, lowerOpen, upperOpen } }: Target, argmax: number): number {
  const outside = (lowerOpen && argmax <= lower) || (upperOpen && argmax >= upper);
  return Number.isFinite(argmax) && !outside ? argmax : lower / 2 + upper / 2;
}

function readArgument(text: string): number | null {
  try {
    const x = exactToFormat(parseNumber(text), 'f64');
    return Number.isFinite(x) ? x : null;
  } catch (reason) {
    if (reason instanceof NumberSyntaxError) return null;
    throw reason;
  }
}
