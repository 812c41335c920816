/** How the error curve is drawn, what part of it, and which programs are compared with the selected one. */

import type { ReactNode } from 'react';
import { isFiniteFormat } from '../../numerics/format';
import type { CurveWindow } from '../../protocol/oracle-service';
import type { FrontRow } from '../../search/front';
import { MOST_PINS, normsOf, type CurveOptions, type Pin } from '../../store/curve-options';
import type { Target } from '../../targets/target';
import { movedWindow } from '../../verification/curve-window';
import controls from '../controls.module.css';
import { NORM_UNIT, operationsText } from '../number-text';
import { useStores } from '../workbench-context';
import styles from './curve-controls.module.css';
import type { OtherCurve } from './error-curve-figure';
import { DASH_ARRAYS } from './figure';

/** Dashes of the compared programs, in the order of their pins. */
export const PIN_DASHES: readonly OtherCurve['dash'][] = ['dash', 'dot', 'dashdot'];

interface CurveControlsProps {
  readonly target: Target;
  readonly row: FrontRow;
  readonly options: CurveOptions;
  readonly norm: Target['norm'];
  readonly window: CurveWindow;
  readonly isWhole: boolean;
  /** Those of this target. */
  readonly pins: readonly Pin[];
  readonly look: (window: CurveWindow | null) => void;
  /** Further controls, after those of the zoom. */
  readonly children?: ReactNode;
}

export function CurveControls(props: CurveControlsProps) {
  const { target, row, options, norm, window, isWhole, pins, look } = props;
  const { curveOptions } = useStores();
  const pinned = pins.some(({ program }) => program === row.program);
  const move = (how: Parameters<typeof movedWindow>[2]) => look(movedWindow(window, target, how));
  return (
    <div className={styles.controls}>
      <Choice
        label="Norm of the error"
        value={norm}
        choices={normsOf(target).map((each) => [each, each === 'ulp' ? 'in ulp' : NORM_UNIT[each]])}
        choose={(value) => curveOptions.set({ norm: value === target.norm ? null : value })}
      />
      {isFiniteFormat(target.format) && (
        <Choice
          label="Axis of x"
          value={options.axis}
          choices={[
            ['value', 'by value'],
            ['ordinal', 'by ordinal'],
          ]}
          choose={curveOptions.setAxis}
        />
      )}
      <Choice
        label="Scale of the error"
        value={options.scale}
        choices={[
          ['linear', 'linear'],
          ['logarithmic', 'logarithmic'],
        ]}
        choose={(scale) => curveOptions.set({ scale })}
      />
      <button
        type="button"
        className={controls.quiet}
        aria-pressed={options.histogram}
        onClick={() => curveOptions.set({ histogram: !options.histogram })}
      >
        Histogram
      </button>
      <span role="group" aria-label="Zoom" className={styles.zoom}>
        <IconButton name="Zoom in" sign="+" press={() => move({ factor: 0.5 })} />
        <IconButton name="Zoom out" sign="&minus;" idle={isWhole} press={() => move({ factor: 2 })} />
        <IconButton name="Move left" sign="&larr;" idle={isWhole} press={() => move({ shift: -0.25 })} />
        <IconButton name="Move right" sign="&rarr;" idle={isWhole} press={() => move({ shift: 0.25 })} />
        <button type="button" className={controls.quiet} aria-disabled={isWhole} onClick={() => look(null)}>
          All
        </button>
      </span>
      {props.children}
      <button
        type="button"
        className={controls.quiet}
        aria-pressed={pinned}
        title={`Keeps this program in the plot, to be compared with others: ${MOST_PINS} at most`}
        onClick={() =>
          curveOptions.togglePin({ target, program: row.program, title: operationsText(row.ops) })
        }
      >
        Pin
      </button>
      {pins.map((pin, k) => (
        <button
          key={k}
          type="button"
          className={controls.quiet}
          aria-label={`Unpin ${pin.title}`}
          title="Unpin"
          onClick={() => curveOptions.unpin(pin.program)}
        >
          <span className={styles.pin}>
            <svg width="24" height="8" aria-hidden="true">
              <line x1="0" y1="4" x2="24" y2="4" strokeDasharray={DASH_ARRAYS[PIN_DASHES[k] ?? 'solid']} />
            </svg>
            {pin.title} <span aria-hidden="true">&times;</span>
          </span>
        </button>
      ))}
    </div>
  );
}

interface IconButtonProps {
  readonly name: string;
  readonly sign: string;
  readonly idle?: boolean;
  readonly press: () => void;
}

function IconButton({ name, sign, idle = false, press }: IconButtonProps) {
  return (
    <button
      type="button"
      className={controls.quiet}
      aria-label={name}
      title={name}
      aria-disabled={idle}
      onClick={() => {
        if (!idle) press();
      }}
    >
      {sign}
    </button>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly (readonly [Value, string])[];
  readonly choose: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, choices, choose }: ChoiceProps<Value>) {
  return (
    <select
      className={styles.choice}
      aria-label={label}
      value={value}
      onChange={(event) => {
        const chosen = choices.find(([each]) => each === event.target.value);
        if (chosen !== undefined) choose(chosen[0]);
      }}
    >
      {choices.map(([each, title]) => (
        <option key={each} value={each}>
          {title}
        </option>
      ))}
    </select>
  );
}
