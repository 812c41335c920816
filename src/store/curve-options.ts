/** How the error plot is drawn, and which programs are compared in it. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import { isFiniteFormat } from '../numerics/format';
import type { Program } from '../program/program';
import type { CurveAxis, CurveWindow } from '../protocol/oracle-service';
import type { ErrorNorm, Target } from '../targets/target';

/** A program that stays in the plot whatever is selected. */
export interface Pin {
  readonly target: Target;
  readonly program: Program;
  /** Such as `6 operations`. */
  readonly title: string;
}

export interface CurveOptions {
  /** The norm errors are shown in; null for the target's own. */
  readonly norm: ErrorNorm | null;
  readonly axis: CurveAxis;
  readonly scale: 'linear' | 'logarithmic';
  readonly histogram: boolean;
  /** The part of a target's interval that is shown; null for the whole interval of any. */
  readonly part: { readonly target: Target; readonly window: CurveWindow } | null;
  readonly pins: readonly Pin[];
}

export interface CurveOptionsStore extends Pick<
  StoreApi<CurveOptions>,
  'getState' | 'subscribe' | 'getInitialState'
> {
  readonly set: (change: Partial<Pick<CurveOptions, 'norm' | 'scale' | 'histogram' | 'part'>>) => void;
  /** Another axis shows the whole interval. */
  readonly setAxis: (axis: CurveAxis) => void;
  /** Pins the program; unpins it where it is pinned. The oldest leaves when there are too many. */
  readonly togglePin: (pin: Pin) => void;
  readonly unpin: (program: Program) => void;
}

/** The selected program and these make four. */
export const MOST_PINS = 3;

export function createCurveOptionsStore(): CurveOptionsStore {
  const store = createStore<CurveOptions>()(() => ({
    norm: null,
    axis: 'value',
    scale: 'linear',
    histogram: false,
    part: null,
    pins: [],
  }));
  const unpin = (program: Program) => {
    store.setState({ pins: store.getState().pins.filter((pin) => pin.program !== program) });
  };
  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    set: (change) => store.setState(change),
    setAxis: (axis) => store.setState({ axis, part: null }),
    togglePin: (pin) => {
      const { pins } = store.getState();
      if (pins.some(({ program }) => program === pin.program)) unpin(pin.program);
      else store.setState({ pins: [...pins, pin].slice(-MOST_PINS) });
    },
    unpin,
  };
}

/** The norms that have a meaning for the target: ulps are of a format. */
export function normsOf({ format }: Target): readonly ErrorNorm[] {
  return isFiniteFormat(format) ? ['relative', 'absolute', 'ulp'] : ['relative', 'absolute'];
}
