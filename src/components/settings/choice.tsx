import { useId } from 'react';
import { Term } from '../glossary/term';
import type { GlossaryWord } from '../glossary/entries';
import styles from './settings.module.css';

interface ChoiceProps<Value extends string> {
  readonly name: string;
  /** Explained where it stands. */
  readonly term?: GlossaryWord;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly text: string; readonly barred?: string }[];
  readonly onChoose: (value: Value) => void;
}

/** One of a few, all in sight: radio buttons in a row. A barred option says why in its title. */
export function Choice<Value extends string>({ name, term, value, options, onChoose }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <fieldset className={styles.field}>
      <legend className={styles.legend}>{term === undefined ? name : <Term name={term}>{name}</Term>}</legend>
      <div className={styles.segments}>
        {options.map((option) => (
          <label key={option.value} className={styles.segment} title={option.barred}>
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              disabled={option.barred !== undefined}
              onChange={() => onChoose(option.value)}
            />
            <span>{option.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
