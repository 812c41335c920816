/** What this machine's GPU makes of the exported program, and of WGSL's own function. */

import { useStore } from 'zustand';
import type { Program } from '../../program/program';
import type { ScanAnswer, Timing } from '../../protocol/gpu-service';
import { builtinFor, type DeviceState } from '../../store/device-check';
import { sentence } from '../../store/errors';
import type { Target } from '../../targets/target';
import controls from '../controls.module.css';
import { argumentNumber, countNumber, errorNumber } from '../number-text';
import { useLateStores } from '../workbench-context';
import styles from './panels.module.css';

const STEP_TEXT = {
  speed: 'Timing the program',
  error: 'Comparing the program at every number of f32',
  builtin: 'Comparing the builtin at every number of f32',
} as const;

export function DevicePanel({ target, program }: { target: Target; program: Program }) {
  const { device } = useLateStores();
  const state = useStore(device);
  const own = state.subject?.program === program && state.subject.target === target;
  const running = own && state.step !== null;
  const start = (label: string) => (
    <button type="button" className={controls.button} onClick={() => device.start({ target, program })}>
      {label}
    </button>
  );
  if (!own) {
    const name = builtinFor(target);
    return (
      <div className={styles.panel}>
        <p className={styles.text}>
          Runs the exported WGSL on this machine&rsquo;s GPU: how fast it is, and its error at every number of
          f32 in the interval{name === undefined ? '' : `, beside the builtin ${name}()`}. What another GPU
          does may differ.
        </p>
        {start('Run on this GPU')}
      </div>
    );
  }
  return (
    <div className={styles.panel}>
      {state.timing !== null && state.timing.kind !== 'unavailable' && (
        <Findings target={target} state={state} />
      )}
      {state.failure !== null && (
        <p className={styles.refusal} role="status">
          {sentence(state.failure)}
        </p>
      )}
      {running ? (
        <>
          <progress
            className={styles.progress}
            aria-label="Running on the GPU"
            {...(state.total > 0 ? { value: state.done, max: state.total } : {})}
          />
          <p className={styles.text} role="status">
            {STEP_TEXT[state.step]}
            {state.step !== 'speed' && state.total > 0
              ? `: ${countNumber(state.done)} of ${countNumber(state.total)}.`
              : '.'}
          </p>
          <button type="button" className={controls.button} onClick={device.cancel}>
            Cancel
          </button>
        </>
      ) : (
        start('Run again')
      )}
    </div>
  );
}

function Findings({ target, state: { timing, scan, builtin } }: { target: Target; state: DeviceState }) {
  const name = builtinFor(target);
  const adapter = timing !== null && 'adapter' in timing ? timing.adapter : null;
  const timed = timing?.kind === 'timed' ? timing : null;
  return (
    <>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="On this GPU">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">
                <span className={styles.hidden}>function</span>
              </th>
              <th scope="col" className={styles.number}>
                largest, ulp
              </th>
              <th scope="col" className={styles.number}>
                misrounded
              </th>
              <th scope="col" className={styles.number}>
                ns a call
              </th>
            </tr>
          </thead>
          <tbody>
            <Line name="this program" scan={scan} timing={timed?.program} />
            {name !== undefined && <Line name={`${name}()`} scan={builtin} timing={timed?.builtin?.timing} />}
          </tbody>
        </table>
      </div>
      <p className={styles.fine}>
        {adapter !== null && `On ${adapter}. `}
        {coverage(scan)}
        {timed?.program.kind === 'not measurable' && `Time not measurable: ${timed.program.reason}. `}
        {timed?.program.kind === 'measured' &&
          `Time: median of ${timed.repetitions}, the whole device busy, by the ${timed.clock} clock. `}
        {builtin !== null &&
          builtin.kind !== 'unavailable' &&
          `WGSL promises of the builtin: ${builtin.promise}.`}
      </p>
      {[timing?.kind === 'failed' ? timing.reason : null, problemOf(scan), problemOf(builtin)]
        .filter((problem) => problem !== null)
        .map((problem) => (
          <p key={problem} className={styles.refusal}>
            {sentence(problem)}
          </p>
        ))}
    </>
  );
}

interface LineProps {
  readonly name: string;
  readonly scan: ScanAnswer | null;
  readonly timing: Timing | undefined;
}

function Line({ name, scan, timing }: LineProps) {
  const compared = scan !== null && 'count' in scan && scan.count > 0 ? scan : null;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td
        className={styles.number}
        title={compared === null ? undefined : `at x = ${argumentNumber(compared.argmax)}`}
      >
        {compared === null ? '' : errorNumber(compared.maxUlp, 'ulp', 4)}
      </td>
      <td className={styles.number}>
        {compared === null ? '' : `${((100 * compared.misrounded) / compared.count).toFixed(2)} %`}
      </td>
      <td className={styles.number} title={spreadOrReason(timing)}>
        {timing === undefined
          ? ''
          : timing.kind === 'measured'
            ? timing.median.toPrecision(3)
            : 'not measurable'}
      </td>
    </tr>
  );
}

function spreadOrReason(timing: Timing | undefined): string | undefined {
  if (timing === undefined) return undefined;
  if (timing.kind === 'not measurable') return timing.reason;
  return `from ${timing.least.toPrecision(3)} to ${timing.most.toPrecision(3)} ns`;
}

function coverage(scan: ScanAnswer | null): string {
  if (scan === null || !('count' in scan)) return '';
  const numbers = `${countNumber(scan.count)} numbers of f32`;
  return scan.kind === 'scanned'
    ? `Exhaustive, over ${numbers}. `
    : `Cancelled after ${numbers}: sampled, a lower bound. `;
}

function problemOf(answer: ScanAnswer | null): string | null {
  if (answer === null) return null;
  if (answer.kind === 'failed' || answer.kind === 'unavailable') return answer.reason;
  if (answer.kind === 'compilation failed') {
    return `the WGSL did not compile: ${answer.problems.map(({ message }) => message).join('; ')}`;
  }
  return null;
}
