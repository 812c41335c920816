/** The front of measured time against error: rows and baselines timed beside each other on this machine. */

import { useMemo, useState, type Ref } from 'react';
import type { BaselinePoint } from '../../protocol/baseline-service';
import type { Timing } from '../../protocol/gpu-service';
import { measuredFront, type TimedRow } from '../../run/measured-front';
import type { FrontRow } from '../../search/front';
import { sentence } from '../../store/errors';
import type { Exhibit } from '../../store/exhibit';
import type { Measurement, TimedDevice, TimedQuantity } from '../../store/measured-times';
import { isUnderWay } from '../../store/workbench';
import controls from '../controls.module.css';
import { Term } from '../glossary/term';
import { kindOfRow, useSelectedBaseline, useSelectedRow } from '../use-selected-row';
import { useLateStores, useTimes, useWorkbench } from '../workbench-context';
import { FrontChart } from './front-chart';
import { baselineDatum, type FrontView } from './front-marks';
import styles from './measured-front.module.css';
import type { PlotImages } from './plot-images';

/** What the horizontal axis shows. */
const AXES: readonly {
  readonly device: TimedDevice;
  readonly quantity: TimedQuantity;
  readonly name: string;
}[] = [
  { device: 'cpu', quantity: 'throughput', name: 'CPU throughput' },
  { device: 'cpu', quantity: 'latency', name: 'CPU latency' },
  { device: 'gpu', quantity: 'throughput', name: 'GPU throughput' },
];

interface MeasuredFrontProps {
  readonly exhibit: Exhibit;
  readonly baseline: readonly BaselinePoint[];
  readonly decades: readonly [number, number];
  readonly images: Ref<PlotImages>;
  readonly zoom: boolean;
}

export function MeasuredFront({ exhibit, baseline, decades, images, zoom }: MeasuredFrontProps) {
  const { times } = useLateStores();
  const [axis, setAxis] = useState(AXES[0]!);
  const state = useTimes((all) => all);
  const underWay = useWorkbench((workbench) => isUnderWay(workbench.run.state));
  const select = useWorkbench((workbench) => workbench.select);
  const selectBaseline = useWorkbench((workbench) => workbench.selectBaseline);
  const selectedRow = useSelectedRow();
  const selectedBaseline = useSelectedBaseline();
  const { target, front } = exhibit;
  const known = state[axis.device];
  const measured = known?.target === target ? known : null;

  const timed = useMemo(
    () =>
      measuredFront(
        front.flatMap((row) => {
          const timing = measured?.times.get(row.program)?.[axis.quantity];
          return timing === undefined ? [] : [{ row, timing }];
        }),
      ),
    [front, measured, axis],
  );
  /** Rows with their times for costs, and what they were. */
  const placed = useMemo(
    () =>
      [...timed.front, ...timed.beaten].flatMap(({ row, timing }) =>
        timing.kind === 'measured' ? [{ row, timing, at: { ...row, cost: timing.median } }] : [],
      ),
    [timed],
  );
  const besides = baseline.filter((point) => medianOf(measured, point, axis.quantity) !== null);
  const selected = selectedBaseline ?? selectedRow;
  const selectedTime = selected === null ? null : medianOf(measured, selected, axis.quantity);
  const most = Math.max(
    0,
    ...placed.map(({ at }) => at.cost),
    ...besides.map((point) => medianOf(measured, point, axis.quantity) ?? 0),
  );
  const view: FrontView = {
    front: placed.map(({ at }) => at).sort((a, b) => a.cost - b.cost),
    kindOf: (at) => kindOfRow(exhibit, placed.find((one) => one.at === at)?.row ?? at),
    selected:
      selected === null || selectedTime === null ? null : { cost: selectedTime, error: selected.error.value },
    baseline: besides,
    costOf: (point) => medianOf(measured, point, axis.quantity) ?? NaN,
    norm: target.norm,
    maxCost: most,
    costs: [0, most > 0 ? 1.05 * most : 1],
    costText: (at) => {
      const timing = placed.find((one) => one.at === at)?.timing;
      return timing === undefined ? '' : nanosecondsText(timing);
    },
    decades,
  };
  const programs = [...new Set([...front, ...baseline].map(({ program }) => program))];
  const isRunning = state.running !== null;
  const title = `nanoseconds a value, ${axis.name}`;
  return (
    <div className={styles.measured}>
      <div className={styles.bar} role="group" aria-label="Measured time">
        <Term name="measured">time</Term>
        {AXES.map((each) => (
          <button
            key={each.name}
            type="button"
            className={controls.quiet}
            aria-pressed={each === axis}
            onClick={() => setAxis(each)}
          >
            {each.name}
          </button>
        ))}
        <span className={styles.space} />
        {isRunning ? (
          <>
            <progress
              aria-label="Part of the repetitions"
              {...(state.total > 0 ? { value: state.done, max: state.total } : {})}
            />
            <button type="button" className={controls.button} onClick={times.cancel}>
              Cancel
            </button>
          </>
        ) : (
          <button
            type="button"
            className={controls.button}
            aria-disabled={underWay}
            title={underWay ? 'When the run has ended: it would disturb the clock' : undefined}
            onClick={() => !underWay && times.start(axis.device, target, programs)}
          >
            {measured === null ? 'Measure' : 'Measure again'}
          </button>
        )}
      </div>
      <p className={styles.conditions} role="status">
        {state.failure !== null && !isRunning
          ? sentence(state.failure)
          : measured === null
            ? `Times ${front.length} rows and ${programs.length - front.length} baselines beside each other on this machine.`
            : conditionsText(measured, axis.quantity, timed.unmeasured.length, timed.beaten.length)}
      </p>
      <div className={styles.stage}>
        <FrontChart
          // Another axis is another plot: what was zoomed to has no meaning there.
          key={title}
          view={view}
          costTitle={title}
          summary={summaryOf(view, axis.name)}
          images={images}
          zoom={zoom}
          grain={most / 20 || 1}
          onPick={(datum) => {
            const picked = baseline[besidesIndex(datum, besides, baseline)];
            const row = placed.find(({ at }) => at.cost === datum)?.row;
            if (row !== undefined) select(row.cost);
            else if (picked !== undefined) selectBaseline(picked);
          }}
          empty={
            placed.length > 0 || isRunning ? undefined : (
              <p className={styles.empty}>{emptyText(timed.unmeasured)}</p>
            )
          }
        />
      </div>
    </div>
  );
}

/** Why there is nothing to see. */
function emptyText(unmeasured: readonly TimedRow[]): string {
  // The longest program is the one that could be measured best.
  const timing = unmeasured.at(-1)?.timing;
  return timing?.kind === 'not measurable'
    ? `Not measurable: ${timing.reason}.`
    : 'Nothing has been measured yet.';
}

/** The place in the list of all baselines of a datum that counts those on show. */
function besidesIndex(
  datum: number,
  besides: readonly BaselinePoint[],
  all: readonly BaselinePoint[],
): number {
  const picked = besides[baselineDatum(datum)];
  return picked === undefined ? -1 : all.indexOf(picked);
}

function medianOf(
  measured: Measurement | null,
  { program }: Pick<FrontRow, 'program'>,
  quantity: TimedQuantity,
): number | null {
  const timing = measured?.times.get(program)?.[quantity];
  return timing?.kind === 'measured' ? timing.median : null;
}

/** Such as `0.61 ns (0.60 to 0.66)`. */
function nanosecondsText(timing: Extract<Timing, { kind: 'measured' }>): string {
  const text = (time: number) => time.toPrecision(3);
  return `${text(timing.median)} ns (${text(timing.least)} to ${text(timing.most)})`;
}

function conditionsText(
  { conditions }: Measurement,
  quantity: TimedQuantity,
  unmeasured: number,
  beaten: number,
): string {
  const what =
    'adapter' in conditions
      ? `The exported WGSL in f32, the whole of ${conditions.adapter} busy, by the ${conditions.clock} clock`
      : `${
          quantity === 'latency'
            ? 'Each value waits for the one before'
            : 'Independent values with loads and stores'
        }, WebAssembly SIMD, ${conditions.lanes} × ${conditions.format}, one thread`;
  const left = [
    beaten > 0 ? `${beaten} ${beaten === 1 ? 'row' : 'rows'} beaten` : '',
    unmeasured > 0 ? `${unmeasured} not measurable` : '',
  ].filter((text) => text !== '');
  return `${what}; median of ${conditions.repetitions}.${left.length > 0 ? ` ${sentence(left.join(', '))}` : ''}`;
}

function summaryOf({ front, maxCost }: FrontView, name: string): string {
  return front.length === 0
    ? 'Nothing has been measured yet.'
    : `${front.length} rows set against their measured ${name}, up to ${maxCost.toPrecision(3)} nanoseconds a value.`;
}
