/** Which full-range function is made, of which programs, and the searches for those that are missing. */

import { useId } from 'react';
import { useStore } from 'zustand';
import { FULL_RANGE_FUNCTIONS, functionsServedBy, kernelCountsFor } from '../../codegen/full-range/templates';
import type { Exhibit } from '../../store/exhibit';
import type { FilledSlot } from '../../store/full-range-slots';
import { isUnderWay } from '../../store/workbench';
import { findFunction } from '../../targets/catalogue';
import controls from '../controls.module.css';
import { countNumber, errorNumber, operationsText } from '../number-text';
import { useLateStores, useWorkbench } from '../workbench-context';
import styles from './full-range.module.css';
import type { FullRangeView } from './use-full-range';

interface FullRangeControlsProps {
  readonly exhibit: Exhibit;
  readonly view: FullRangeView;
  /** The language computes in binary32 alone. */
  readonly isShader: boolean;
}

export function FullRangeControls({ exhibit, view, isShader }: FullRangeControlsProps) {
  const { fullRange } = useLateStores();
  const { variant, specialCases } = useStore(fullRange);
  const { functionId, slots } = view;
  const served = functionsServedBy(exhibit.target, variant);
  const id = useId();
  const title = (name: string): string => findFunction(name)?.title ?? name;
  const counts = functionId === null ? [] : kernelCountsFor(functionId, variant);
  const others = FULL_RANGE_FUNCTIONS.filter((name) => !served.includes(name));
  const options = (names: readonly string[]) =>
    names.map((name) => (
      <option key={name} value={name}>
        {title(name)}
      </option>
    ));
  return (
    <div className={styles.controls}>
      <div className={styles.line}>
        <label htmlFor={`${id}-function`}>function</label>
        <select
          id={`${id}-function`}
          className={controls.input}
          value={functionId ?? ''}
          onChange={(event) => fullRange.choose({ functionId: event.currentTarget.value, count: null })}
        >
          {functionId === null && <option value="">none chosen</option>}
          {served.length > 0 && <optgroup label="made of this program">{options(served)}</optgroup>}
          <optgroup label={served.length > 0 ? 'made of others' : 'made of other programs'}>
            {options(others)}
          </optgroup>
        </select>
        <label htmlFor={`${id}-variant`}>of</label>
        <select
          id={`${id}-variant`}
          className={controls.input}
          value={isShader ? 'f32 f32' : `${variant.format} ${variant.compute}`}
          disabled={isShader}
          onChange={(event) => {
            const [format, compute] = event.currentTarget.value.split(' ');
            fullRange.choose({
              variant: {
                format: format === 'f64' ? 'f64' : 'f32',
                compute: compute === 'f32' ? 'f32' : 'f64',
              },
            });
          }}
        >
          <option value="f32 f64">f32, computed in f64</option>
          <option value="f32 f32">f32</option>
          <option value="f64 f64">f64</option>
        </select>
      </div>
      <div className={styles.line}>
        {counts.length > 1 && (
          <>
            <label htmlFor={`${id}-count`}>kernels</label>
            <select
              id={`${id}-count`}
              className={controls.input}
              value={slots.length}
              onChange={(event) => fullRange.choose({ count: Number(event.currentTarget.value) })}
            >
              {counts.map((count) => (
                <option key={count} value={count}>
                  {count}
                </option>
              ))}
            </select>
          </>
        )}
        <label>
          <input
            type="checkbox"
            checked={specialCases}
            onChange={(event) => fullRange.choose({ specialCases: event.currentTarget.checked })}
          />{' '}
          special cases
        </label>
      </div>
      {slots.length > 0 && (
        <ol className={styles.kernels} aria-label="Kernels">
          {slots.map((slot, k) => (
            // A function's kernels keep their places.
            <Slot key={k} slot={slot} slots={slots} />
          ))}
        </ol>
      )}
      <Measured view={view} />
    </div>
  );
}

function Slot({ slot, slots }: { slot: FilledSlot; slots: readonly FilledSlot[] }) {
  const { fullRange } = useLateStores();
  const underWay = useWorkbench((state) => isUnderWay(state.run.state));
  const { title, targets, candidate, isSelected } = slot;
  const [wanted] = targets;
  const search = () => {
    if (underWay || wanted === undefined) return;
    // What is selected now serves another kernel later.
    for (const { candidate: other } of slots) if (other !== null) fullRange.keep(other);
    fullRange.search(wanted);
  };
  const target = wanted === undefined ? '' : wanted.flags.replaceAll('--', '');
  return (
    <li>
      <span title={target}>{title}</span>
      {': '}
      {candidate === null ? (
        <strong>missing</strong>
      ) : (
        <>
          {isSelected ? 'the selected program' : 'a program found before'},{' '}
          {operationsText(candidate.kernel.program.instructions.length)}
          {candidate.kernel.error !== undefined && (
            <>
              , {errorNumber(candidate.kernel.error.value, candidate.kernel.target.norm)}{' '}
              {candidate.kernel.target.norm}, {candidate.kernel.error.kind}
            </>
          )}
        </>
      )}{' '}
      <button
        type="button"
        className={controls.quiet}
        aria-disabled={underWay}
        title={
          underWay
            ? 'When the run under way has ended'
            : `Runs the search of the settings for: ${target}, real`
        }
        onClick={search}
      >
        Search this kernel
      </button>
    </li>
  );
}

function Measured({ view: { whole, key, errors } }: { view: FullRangeView }) {
  const { fullRange } = useLateStores();
  const { checking } = useStore(fullRange);
  if (whole === null || errors === null) return null;
  const { error, relativeError } = errors;
  const own = checking !== null && checking.key === key ? checking.progress : null;
  return (
    <p className={styles.measured} role="status">
      The whole function errs by {errorNumber(error.value, 'ulp', 4)} ulp, {error.kind} (
      {countNumber(error.points)} numbers
      {error.misrounded !== undefined && `, ${countNumber(error.misrounded)} not correctly rounded`})
      {relativeError !== undefined && `; relatively by ${errorNumber(relativeError.value, 'relative', 4)}`}.{' '}
      {own !== null ? (
        <>
          <progress aria-label="Numbers checked" value={own.done} max={Math.max(1, own.total)} />{' '}
          {errorNumber(own.maxError, 'ulp', 4)} ulp so far.{' '}
          <button type="button" className={controls.quiet} onClick={fullRange.cancel}>
            Cancel
          </button>
        </>
      ) : (
        error.kind !== 'exhaustive' &&
        whole.choice.variant.format === 'f32' && (
          <button type="button" className={controls.quiet} onClick={() => fullRange.check(whole.choice)}>
            Check every number
          </button>
        )
      )}
    </p>
  );
}
