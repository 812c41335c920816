/**
 * The full-range function that the page makes of programs: which one, of which kernels, and what was measured of it. The
 * choice outlives the front on show, so that the kernels can be searched one after the other.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FullRangeChoice, Kernel } from '../codegen/full-range/full-range';
import type { Variant } from '../codegen/full-range/template';
import type { KernelTarget } from '../codegen/full-range/templates';
import type { LanguageId } from '../codegen/language';
import type { Claim } from '../persistence/claim';
import { printProgram } from '../program/print';
import type { FullRangeService, WholeErrors } from '../protocol/full-range-service';
import { EXPRESSION } from './draft';
import { messageOf } from './errors';
import { trustKey } from './trust';
import type { WorkbenchState } from './workbench';

/** A program that may be a kernel, and what is claimed of it. */
export interface Candidate {
  readonly kernel: Kernel;
  /** Null while it is being made. */
  readonly claim: Claim | null;
}

export interface Check {
  readonly done: number;
  readonly total: number;
  readonly maxError: number;
}

export interface FullRangeState {
  /** Of all exports: it is not chosen anew for every front. */
  readonly language: LanguageId;
  /** Whether code is shown for a whole format. */
  readonly wanted: boolean;
  /** Null for the first function that the program on show serves. */
  readonly functionId: string | null;
  readonly variant: Variant;
  readonly specialCases: boolean;
  /** Of kernels; null for the most accurate way. */
  readonly count: number | null;
  /** Programs that were found for kernels, the latest first. */
  readonly kept: readonly Candidate[];
  /** What was measured, by choice. */
  readonly measured: ReadonlyMap<string, WholeErrors>;
  /** The choice whose every number is being gone through. */
  readonly checking: { readonly key: string; readonly progress: Check } | null;
  readonly failure: { readonly key: string; readonly message: string } | null;
}

export interface FullRangeStore extends Pick<
  StoreApi<FullRangeState>,
  'getState' | 'subscribe' | 'getInitialState'
> {
  readonly choose: (
    change: Partial<
      Pick<FullRangeState, 'language' | 'wanted' | 'functionId' | 'variant' | 'specialCases' | 'count'>
    >,
  ) => void;
  /** Remembers a program for kernels that it serves. */
  readonly keep: (candidate: Candidate) => void;
  /** Sets the target up that the kernel needs, and runs the search. */
  readonly search: (target: KernelTarget) => void;
  /** Measures over a sample, unless that is known. */
  readonly sample: (choice: FullRangeChoice) => void;
  /** Goes through every number. */
  readonly check: (choice: FullRangeChoice) => void;
  readonly cancel: () => void;
}

/** Programs that are kept. */
const KEPT = 32;

export function createFullRangeStore(
  workbench: Pick<StoreApi<WorkbenchState>, 'getState'>,
  service: FullRangeService,
): FullRangeStore {
  const store = createStore<FullRangeState>()(() => ({
    language: 'ts',
    wanted: false,
    functionId: null,
    variant: { format: 'f32', compute: 'f64' },
    specialCases: true,
    count: null,
    kept: [],
    measured: new Map(),
    checking: null,
    failure: null,
  }));
  const asked = new Set<string>();

  const note = (key: string, errors: WholeErrors): void => {
    store.setState(({ measured }) => ({ measured: new Map(measured).set(key, errors) }));
  };
  const fail = (key: string, reason: unknown): void => {
    store.setState({ failure: { key, message: messageOf(reason) } });
  };

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    choose: (change) => store.setState({ ...change, failure: null }),
    keep: (candidate) => {
      const { target, program } = candidate.kernel;
      const key = trustKey(target, program);
      const others = store
        .getState()
        .kept.filter(({ kernel }) => trustKey(kernel.target, kernel.program) !== key);
      store.setState({ kept: [candidate, ...others].slice(0, KEPT) });
    },
    search: ({ function: fn, intervalText, norm }) => {
      const { edit } = workbench.getState();
      edit({
        ...(fn.kind === 'catalogue'
          ? { functionId: fn.id }
          : { functionId: EXPRESSION, expression: fn.text }),
        interval: intervalText,
        format: 'real',
        norm,
      });
      workbench.getState().start();
    },
    sample: (choice) => {
      const key = choiceKey(choice);
      if (asked.has(key)) return;
      asked.add(key);
      service.sampleWhole(choice).then(
        (errors) => {
          if (store.getState().measured.get(key)?.error.kind !== 'exhaustive') note(key, errors);
        },
        (reason: unknown) => {
          asked.delete(key);
          fail(key, reason);
        },
      );
    },
    check: (choice) => {
      const key = choiceKey(choice);
      store.setState({ checking: { key, progress: { done: 0, total: 0, maxError: 0 } }, failure: null });
      const isCurrent = (): boolean => store.getState().checking?.key === key;
      service
        .checkWhole(choice, (done, total, maxError) => {
          if (isCurrent()) store.setState({ checking: { key, progress: { done, total, maxError } } });
          return isCurrent();
        })
        .then(
          (errors) => note(key, errors),
          (reason: unknown) => {
            if (isCurrent()) fail(key, reason);
          },
        )
        .finally(() => {
          if (isCurrent()) store.setState({ checking: null });
        });
    },
    cancel: () => store.setState({ checking: null }),
  };
}

/** The same for equal functions of equal kernels. */
export function choiceKey({ id, variant, kernels, specialCases }: FullRangeChoice): string {
  const programs = kernels.map(({ program }) => printProgram(program));
  return JSON.stringify([id, variant.format, variant.compute, specialCases, programs]);
}
