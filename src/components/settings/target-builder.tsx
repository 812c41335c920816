/** Function, interval, format with its arithmetic, and norm: what is to be approximated. */

import { useId } from 'react';
import { CATALOGUE, findFunction } from '../../targets/catalogue';
import { EXPRESSION, isStorageFormat, OFFERED_FORMATS, OFFERED_NORMS } from '../../store/draft';
import controls from '../controls.module.css';
import { useWorkbench } from '../workbench-context';
import { Choice } from './choice';
import { Field } from './field';
import { FunctionSketch } from './function-sketch';
import { IntervalEnds } from './interval-ends';
import { Term } from '../glossary/term';
import styles from './settings.module.css';

export function TargetBuilder() {
  const { functionId, format, norm, compute, flush } = useWorkbench((state) => state.draft);
  const edit = useWorkbench((state) => state.edit);
  const id = useId();
  /** Another function brings its own interval and, where the format has it, norm. */
  const chooseFunction = (next: string) => {
    if (next === EXPRESSION) edit({ functionId: EXPRESSION });
    const entry = findFunction(next);
    if (entry === undefined) return;
    edit({
      functionId: next,
      interval: entry.defaultInterval,
      norm: format === 'real' ? entry.defaultNorm : norm,
    });
  };
  return (
    <section className={styles.section} aria-label="Target">
      <h2 className={styles.title}>
        <Term name="target">Target</Term>
      </h2>
      <div className={styles.field}>
        <label htmlFor={id}>function</label>
        <select
          id={id}
          className={controls.input}
          value={functionId}
          onChange={(event) => chooseFunction(event.target.value)}
        >
          {CATALOGUE.map((entry) => (
            <option key={entry.id} value={entry.id}>
              {entry.title}
            </option>
          ))}
          <option value={EXPRESSION}>expression…</option>
        </select>
      </div>
      {functionId === EXPRESSION && (
        <Field
          name="expression"
          field="expression"
          hint="In x, with + - * / ^, pi, e, the functions of the catalogue, abs, min, max; parameters as in a*x; a=0.5"
        />
      )}
      <Field name="interval" field="interval" />
      <IntervalEnds />
      <Choice
        name="format"
        term="format"
        value={format}
        options={OFFERED_FORMATS.map((value) => ({ value, text: value }))}
        onChoose={(value) =>
          edit({ format: value, ...(value === 'real' && norm === 'ulp' ? { norm: 'relative' } : {}) })
        }
      />
      {isStorageFormat(format) && (
        <Choice
          name="computed in"
          value={compute}
          options={[
            { value: 'format', text: format },
            { value: 'f32', text: 'f32, stored in it' },
          ]}
          onChoose={(value) => edit({ compute: value })}
        />
      )}
      {format !== 'real' && (
        <Choice
          name="subnormal numbers"
          value={flush ? 'flushed' : 'kept'}
          options={[
            { value: 'kept', text: 'kept' },
            { value: 'flushed', text: 'flushed to zero' },
          ]}
          onChoose={(value) => edit({ flush: value === 'flushed' })}
        />
      )}
      <Choice
        name="norm"
        term="norm"
        value={norm}
        options={OFFERED_NORMS.map((value) => ({
          value,
          text: value,
          ...(value === 'ulp' && format === 'real' ? { barred: 'Exact real arithmetic has no ulp.' } : {}),
        }))}
        onChoose={(value) => edit({ norm: value })}
      />
      <FunctionSketch />
    </section>
  );
}
