/** A labelled input with its problem beneath it. */

import { useId, type ReactNode } from 'react';
import type { Draft, DraftField } from '../../store/draft';
import controls from '../controls.module.css';
import type { GlossaryWord } from '../glossary/entries';
import { Term } from '../glossary/term';
import { useWorkbench } from '../workbench-context';
import styles from './settings.module.css';

type TextField = { [Field in DraftField]: Draft[Field] extends string ? Field : never }[DraftField];

interface FieldProps {
  readonly name: string;
  readonly field: TextField;
  /** A second line that helps, beneath the input. */
  readonly hint?: ReactNode;
  readonly unit?: string;
  /** Explained beside the name. */
  readonly term?: GlossaryWord;
  readonly numeric?: boolean;
}

export function Field({ name, field, hint, unit, term, numeric }: FieldProps) {
  const value = useWorkbench((state) => state.draft[field]);
  const problem = useWorkbench((state) => state.verdict.problems?.[field]);
  const edit = useWorkbench((state) => state.edit);
  const id = useId();
  const described = [problem === undefined ? '' : `${id}-problem`, hint === undefined ? '' : `${id}-hint`]
    .filter((text) => text !== '')
    .join(' ');
  return (
    <div className={styles.field}>
      <span className={styles.label}>
        <label htmlFor={id}>{name}</label>
        {term !== undefined && <Term name={term} />}
      </span>
      <div className={styles.value}>
        <input
          id={id}
          className={controls.number}
          inputMode={numeric === true ? 'numeric' : 'text'}
          autoComplete="off"
          spellCheck={false}
          value={value}
          aria-invalid={problem !== undefined}
          {...(described === '' ? {} : { 'aria-describedby': described })}
          onChange={(event) => edit({ [field]: event.target.value })}
        />
        {unit !== undefined && <span className={styles.unit}>{unit}</span>}
      </div>
      <Problem id={`${id}-problem`} text={problem} />
      {hint !== undefined && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}

export function Problem({ id, text }: { id: string; text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p id={id} className={styles.problem} role="alert">
      {text}
    </p>
  );
}
