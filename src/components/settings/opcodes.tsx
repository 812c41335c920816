/** The opcodes as toggles, each over what it costs. */

import { useId } from 'react';
import { OPCODES, type Opcode } from '../../program/opcode';
import { weightOf } from '../../store/cost-draft';
import { useWorkbench } from '../workbench-context';
import { Problem } from './field';
import styles from './settings.module.css';

const OPCODE_SIGN: Readonly<Record<Opcode, string>> = {
  add: '+',
  sub: '−',
  mul: '×',
  div: '÷',
  fma: 'fma',
  sqrt: '√',
  neg: 'neg',
};

export function Opcodes() {
  const draft = useWorkbench((state) => state.draft);
  const problem = useWorkbench((state) => state.verdict.problems?.opcodes);
  const badWeight = useWorkbench((state) => state.verdict.problems?.weights);
  const edit = useWorkbench((state) => state.edit);
  const id = useId();
  const { opcodes: chosen, weights, costKind } = draft;
  const toggle = (opcode: Opcode) =>
    edit({
      opcodes: OPCODES.filter((other) =>
        other === opcode ? !chosen.includes(other) : chosen.includes(other),
      ),
    });
  return (
    <>
      <fieldset
        className={styles.field}
        {...(problem === undefined ? {} : { 'aria-describedby': `${id}-problem` })}
      >
        <legend className={styles.legend}>opcodes</legend>
        <div className={styles.opcodes}>
          {OPCODES.map((opcode) => (
            <label key={opcode} className={styles.segment} title={opcode}>
              <input
                type="checkbox"
                aria-label={opcode}
                checked={chosen.includes(opcode)}
                onChange={() => toggle(opcode)}
              />
              <span className={styles.sign}>{OPCODE_SIGN[opcode]}</span>
            </label>
          ))}
        </div>
        <Problem id={`${id}-problem`} text={problem} />
      </fieldset>
      {costKind !== 'operations' && (
        <div
          className={styles.field}
          role="group"
          aria-label={costKind === 'weighted' ? 'Weights' : 'Latencies in cycles'}
        >
          <span className={styles.label}>{costKind === 'weighted' ? 'weights' : 'cycles'}</span>
          <div className={styles.opcodes}>
            {OPCODES.map((opcode) =>
              costKind === 'weighted' ? (
                <input
                  key={opcode}
                  className={styles.weight}
                  aria-label={`weight of ${opcode}`}
                  inputMode="decimal"
                  value={weights[opcode]}
                  aria-invalid={badWeight !== undefined}
                  onChange={({ target }) => edit({ weights: { ...weights, [opcode]: target.value } })}
                />
              ) : (
                <span key={opcode} className={styles.weight}>
                  <span className={styles.hiddenName}>{opcode} </span>
                  {weightOf(draft, opcode)}
                </span>
              ),
            )}
          </div>
          <Problem id={`${id}-weights`} text={badWeight} />
        </div>
      )}
    </>
  );
}
