/** Programs that the search starts from, pasted as text. */

import { useId } from 'react';
import { useWorkbench } from '../workbench-context';
import { Problem } from './field';
import styles from './settings.module.css';

export function SeedPrograms() {
  const text = useWorkbench((state) => state.draft.seedPrograms);
  const problem = useWorkbench((state) => state.verdict.problems?.seedPrograms);
  const edit = useWorkbench((state) => state.edit);
  const id = useId();
  return (
    <details className={styles.advanced}>
      <summary>Start from programs</summary>
      <div className={styles.field}>
        <label className={styles.label} htmlFor={id}>
          seed programs
        </label>
        <textarea
          id={id}
          className={styles.seeds}
          rows={4}
          spellCheck={false}
          value={text}
          placeholder={'u = x * 0.34 + 0.65\ny = u * x + 1.003'}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-hint${problem === undefined ? '' : ` ${id}-problem`}`}
          onChange={(event) => edit({ seedPrograms: event.currentTarget.value })}
        />
        <Problem id={`${id}-problem`} text={problem} />
        <p id={`${id}-hint`} className={styles.hint}>
          Every island enters them first, as they are and with their constants fitted, and evolves from there.
          Several stand apart by a line of ;;. What is found is marked as seeded.
        </p>
      </div>
    </details>
  );
}
