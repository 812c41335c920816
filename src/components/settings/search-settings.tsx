/** What the search may use, what it costs, and how long it may take. */

import { ABLATIONS, type Ablation, type Algorithm } from '../../search/config';
import { Term } from '../glossary/term';
import { useWorkbench } from '../workbench-context';
import { Choice } from './choice';
import { ConstraintSettings } from './constraint-settings';
import { CostChoice } from './cost-choice';
import { Field } from './field';
import { Opcodes } from './opcodes';
import { SeedPrograms } from './seed-programs';
import styles from './settings.module.css';

const ALGORITHM_TEXT: readonly { readonly value: Algorithm; readonly text: string }[] = [
  { value: 'regularized', text: 'regularized' },
  { value: 'nsga2', text: 'NSGA-II' },
  { value: 'random', text: 'random' },
];

const ABLATION_TEXT: Readonly<Record<Ablation, string>> = {
  niches: 'a niche for each cost',
  fit: 'fitting of constants',
  inheritance: 'inheriting constants',
  fresh: 'fresh constants',
  neutral: 'neutral insertions',
  neighbourhoods: 'neighbourhoods of the best',
  cache: 'the structure cache',
  migration: 'migration',
  parity: 'an island of the target’s parity',
};

export function SearchSettings() {
  const budgetKind = useWorkbench((state) => state.draft.budgetKind);
  const engine = useWorkbench((state) => state.draft.engine);
  const algorithm = useWorkbench((state) => state.draft.algorithm);
  const edit = useWorkbench((state) => state.edit);
  return (
    <section className={styles.section} aria-label="Search">
      <h2 className={styles.title}>Search</h2>
      <Opcodes />
      <CostChoice />
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
      <SeedPrograms />
      <details className={styles.advanced}>
        <summary>Advanced</summary>
        <ConstraintSettings />
        <Choice
          name="algorithm"
          term="algorithm"
          value={algorithm}
          options={ALGORITHM_TEXT}
          onChoose={(value) => edit({ algorithm: value })}
        />
        <Field name="workers" field="workers" numeric />
        <Field name="islands" field="islands" term="island" numeric />
        <Field name="niche size" field="nicheCapacity" term="niche" unit="programs" numeric />
        <Field name="tournament" field="tournamentSize" term="tournament" unit="programs" numeric />
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
        <Ablations />
      </details>
    </section>
  );
}

/** Every part of the search with a check that takes it out. */
function Ablations() {
  const ablated = useWorkbench((state) => state.draft.ablated);
  const edit = useWorkbench((state) => state.edit);
  return (
    <fieldset className={styles.field}>
      <legend className={styles.legend}>
        <Term name="ablation">uses</Term>
      </legend>
      <div className={styles.checks}>
        {ABLATIONS.map((ablation) => (
          <label key={ablation}>
            <input
              type="checkbox"
              checked={!ablated.includes(ablation)}
              onChange={({ target }) =>
                edit({
                  ablated: ABLATIONS.filter((other) =>
                    other === ablation ? !target.checked : ablated.includes(other),
                  ),
                })
              }
            />
            {ABLATION_TEXT[ablation]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
