/** What programs must fulfil, beside the number of operations. */

import { Term } from '../glossary/term';
import { useWorkbench } from '../workbench-context';
import { Choice } from './choice';
import { Field, Problem } from './field';
import styles from './settings.module.css';

const UNIT = { relative: 'relative', absolute: 'absolute', ulp: 'ulp' } as const;

export function ConstraintSettings() {
  const symmetry = useWorkbench((state) => state.draft.symmetry);
  const monotone = useWorkbench((state) => state.draft.monotone);
  const norm = useWorkbench((state) => state.draft.norm);
  const problem = useWorkbench((state) => state.verdict.problems?.symmetry);
  const edit = useWorkbench((state) => state.edit);
  return (
    <>
      <Choice
        name="symmetry"
        term="constraint"
        value={symmetry}
        options={[
          { value: 'any', text: 'any' },
          { value: 'odd', text: 'odd' },
          { value: 'even', text: 'even' },
        ]}
        onChoose={(value) => edit({ symmetry: value })}
      />
      <Problem id="symmetry-problem" text={problem} />
      <Field
        name="exact at"
        field="exactAt"
        hint="Points with commas between them, such as 0, 1: there programs have the function’s value, or in a finite format its rounded value, exactly."
      />
      <fieldset className={styles.field}>
        <legend className={styles.legend}>
          <Term name="constraint">shape</Term>
        </legend>
        <div className={styles.checks}>
          <label>
            <input
              type="checkbox"
              checked={monotone}
              onChange={({ target }) => edit({ monotone: target.checked })}
            />
            monotone, as the function is
          </label>
        </div>
      </fieldset>
      <Field
        name="error at most"
        field="maxError"
        unit={UNIT[norm]}
        hint="Find the cheapest program within it: once one is known, only cheaper ones are looked for."
      />
    </>
  );
}
