/**
 * How far the error of each program is trusted: what was certified or checked exhaustively, beside the rows it is of.
 * Kept by target and program, so that it is found again whenever the same program is shown.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import { printProgram } from '../program/print';
import type { Program } from '../program/program';
import type { ExhaustiveError } from '../protocol/scan-service';
import type { MeasuredError, Target } from '../targets/target';
import type { Certificate } from '../verification/certificate/certificate';

/** That there is no certificate, and where the obstacle lies. */
export interface Refusal {
  readonly message: string;
  readonly from?: number;
  readonly to?: number;
}

export interface Trust {
  readonly certificate?: Certificate;
  readonly refusal?: Refusal;
  readonly exhaustive?: ExhaustiveError;
}

export interface TrustState {
  readonly records: ReadonlyMap<string, Trust>;
}

export interface TrustStore extends Pick<StoreApi<TrustState>, 'getState' | 'subscribe' | 'getInitialState'> {
  /** Adds to what is known of the program. */
  readonly note: (target: Target, program: Program, trust: Trust) => void;
}

/** Records that are kept; the oldest leave. */
const KEPT = 500;

const programKeys = new WeakMap<Program, string>();

/** The same for equal targets and equal programs. */
export function trustKey(target: Target, program: Program): string {
  let text = programKeys.get(program);
  if (text === undefined) {
    text = printProgram(program);
    programKeys.set(program, text);
  }
  const { function: fn, interval, format, norm, ulpAt, compute, flush } = target;
  const { lower, upper, lowerOpen, upperOpen } = interval;
  const name = fn.kind === 'catalogue' ? fn.id : fn.text;
  const ends = [lower, upper, lowerOpen, upperOpen];
  return JSON.stringify([fn.kind, name, ...ends, format, norm, ulpAt, compute, flush, text]);
}

/**
 * The error of the program with the strongest kind that is known: over every number, where all were gone through, else
 * the proven bound. Null where there is neither.
 */
export function trustedError(
  { records }: TrustState,
  target: Target,
  program: Program,
): MeasuredError | null {
  const { exhaustive, certificate } = records.get(trustKey(target, program)) ?? {};
  if (exhaustive !== undefined) return exhaustive;
  if (certificate === undefined) return null;
  const { upper, lower } = certificate;
  return {
    kind: 'certified',
    value: upper.value,
    text: upper.text,
    argmax: lower.argmax,
    points: lower.points,
  };
}

export function createTrustStore(): TrustStore {
  const store = createStore<TrustState>()(() => ({ records: new Map() }));
  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    note: (target, program, trust) => {
      const key = trustKey(target, program);
      const records = new Map(store.getState().records);
      const known = records.get(key);
      records.delete(key);
      records.set(key, { ...known, ...trust });
      const [oldest] = records.keys();
      if (records.size > KEPT && oldest !== undefined) records.delete(oldest);
      store.setState({ records });
    },
  };
}
