/** How far the enumeration is to go, how far it is, and what came of it. */

import { useId, useState } from 'react';
import { MAX_ENUMERATED_OPERATIONS } from '../../search/enumeration';
import { enumerationBar, type Proof } from '../../store/enumeration';
import { sentence } from '../../store/errors';
import { isUnderWay } from '../../store/workbench';
import controls from '../controls.module.css';
import { Term } from '../glossary/term';
import { countNumber, errorNumber, operationsText } from '../number-text';
import { useEnumeration, useLateStores, useWorkbench } from '../workbench-context';
import styles from './prove-control.module.css';

const USUAL = 4;
const CHOICES = Array.from({ length: MAX_ENUMERATED_OPERATIONS }, (_, i) => i + 1);

export function ProvePanel() {
  const { enumeration } = useLateStores();
  const exhibit = useWorkbench((state) => state.exhibit);
  const underWay = useWorkbench((state) => isUnderWay(state.run.state));
  const { running, progress, proof, failure, maxOps } = useEnumeration((state) => state);
  const [wanted, setWanted] = useState(USUAL);
  const field = useId();
  const bar = enumerationBar(exhibit, underWay);
  const most = exhibit?.run?.config.maxOps ?? MAX_ENUMERATED_OPERATIONS;
  const choices = CHOICES.filter((ops) => ops <= most);
  const chosen = Math.min(wanted, choices.at(-1) ?? 1);
  return (
    <>
      <p className={styles.text}>
        <strong>Prove the first rows</strong> Fits every structure of so many operations on the run&rsquo;s
        opcodes, and marks the rows that none beats as <Term name="proved">best of their kind</Term>.
      </p>
      {bar !== null ? (
        <p className={styles.soft}>{bar}</p>
      ) : running ? (
        <>
          <progress
            className={styles.progress}
            aria-label="Part of the structures fitted"
            {...(progress === null ? {} : { value: progress.partsDone, max: progress.parts })}
          />
          <p className={styles.soft} role="status">
            {progress === null
              ? 'computing labels'
              : `${operationsText(progress.ops)} of up to ${maxOps}: part ${progress.partsDone} of ${progress.parts}, ${countNumber(progress.structures)} structures`}
          </p>
          <button type="button" className={controls.button} onClick={enumeration.cancel}>
            Cancel
          </button>
        </>
      ) : (
        <div className={styles.row}>
          <label htmlFor={field}>up to</label>
          <select
            id={field}
            className={styles.select}
            value={chosen}
            onChange={({ target }) => setWanted(Number(target.value))}
          >
            {choices.map((ops) => (
              <option key={ops} value={ops}>
                {operationsText(ops)}
              </option>
            ))}
          </select>
          <button type="button" className={controls.button} onClick={() => enumeration.start(chosen)}>
            Prove
          </button>
        </div>
      )}
      {bar === null && !running && (
        <p className={styles.soft}>
          Up to 4 operations it takes seconds; each further operation makes more than twenty times as many
          structures.
        </p>
      )}
      {failure !== null && (
        <p className={styles.failure} role="status">
          {sentence(failure)}
        </p>
      )}
      {proof !== null && exhibit !== null && <Outcome proof={proof} norm={exhibit.target.norm} />}
    </>
  );
}

function Outcome({
  proof: { upTo, structures, confirmed, better },
  norm,
}: {
  readonly proof: Proof;
  readonly norm: Parameters<typeof errorNumber>[1];
}) {
  return (
    <p role="status">
      {upTo === null
        ? 'Ended before any size was complete: nothing is proved.'
        : `All ${structures.toLocaleString('en')} structures of up to ${operationsText(upTo)} were fitted. ${
            confirmed.length === 0
              ? 'No row is confirmed.'
              : `Confirmed: the rows of ${confirmed.join(', ')} operations.`
          }`}
      {better.map(({ ops, error }) => (
        <span key={ops}>
          {' '}
          Of {operationsText(ops)} there is one of {errorNumber(error, norm)}, which this front lacks.
        </span>
      ))}
    </p>
  );
}
