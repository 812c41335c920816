/** What the search may use and how long it may take. */

import { useId } from 'react';
import { OPCODES, type Opcode } from '../../program/opcode';
import { useWorkbench } from '../workbench-context';
import { Choice } from './choice';
import { Field, Problem } from './field';
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

export function SearchSettings() {
  const budgetKind = useWorkbench((state) => state.draft.budgetKind);
  const engine = useWorkbench((state) => state.draft.engine);
  const edit = useWorkbench((state) => state.edit);
  return (
    <section className={styles.section} aria-label="Search">
      <h2 className={styles.title}>Search</h2>
      <Opcodes />
      <Field name="at most" field="maxOps" unit="operations" numeric />
      <Choice
        name="budget in"
        value={budgetKind}
        options={[
          { value: 'seconds', text: 'seconds' },
          { value: 'evaluations', text: 'evaluations' },
        ]}
        onChoose={(value) => edit({ budgetKind: value })}
      />
      {budgetKind === 'seconds' ? (
        <Field
          name="seconds"
          field="seconds"
          hint="Not reproducible: how much is done in a second depends on the machine."
          numeric
        />
      ) : (
        <Field
          name="evaluations"
          field="evaluations"
          hint="Reproducible: the same seed gives the same front on any machine."
          numeric
        />
      )}
      <Field name="seed" field="seed" numeric />
      <details className={styles.advanced}>
        <summary>Advanced</summary>
        <Field name="workers" field="workers" numeric />
        <Field name="islands" field="islands" numeric />
        <Field name="niche size" field="nicheCapacity" unit="programs" numeric />
        <Field name="tournament" field="tournamentSize" unit="programs" numeric />
        <Choice
          name="engine"
          value={engine}
          options={[
            { value: 'auto', text: 'auto' },
            { value: 'wasm', text: 'WASM' },
            { value: 'typescript', text: 'TypeScript' },
            { value: 'gpu', text: 'GPU' },
          ]}
          onChoose={(value) => edit({ engine: value })}
        />
      </details>
    </section>
  );
}

function Opcodes() {
  const chosen = useWorkbench((state) => state.draft.opcodes);
  const problem = useWorkbench((state) => state.verdict.problems?.opcodes);
  const edit = useWorkbench((state) => state.edit);
  const id = useId();
  const toggle = (opcode: Opcode) =>
    edit({
      opcodes: OPCODES.filter((other) =>
        other === opcode ? !chosen.includes(other) : chosen.includes(other),
      ),
    });
  return (
    <fieldset
      className={styles.field}
      {...(problem === undefined ? {} : { 'aria-describedby': `${id}-problem` })}
    >
      <legend className={styles.legend}>opcodes</legend>
      <div className={styles.segments}>
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
  );
}
