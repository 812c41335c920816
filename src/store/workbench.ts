/**
 * The state of the workbench and everything that may happen to it. React subscribes through a thin skin
 * (components/workbench-context.ts); tests drive it with an engine of their own.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Engine, RunControl, RunRequest } from '../client/engine';
import type { BaselinePoint } from '../protocol/baseline-service';
import type { EngineReport, GpuReport } from '../protocol/island-host';
import type { RunSnapshot, RunState } from '../protocol/run';
import type { Claim } from '../persistence/claim';
import { decodePermalink } from '../persistence/permalink';
import { operationCount } from '../program/canonicalize';
import { claimHolds } from '../run/claim-check';
import type { FrontRow } from '../search/front';
import { draftOf, initialDraft, validateDraft, type Draft, type DraftVerdict } from './draft';
import { messageOf } from './errors';
import { baselineSelection, sameFront, type ClaimStatus, type Exhibit, type Selection } from './exhibit';
import type { Preset } from './presets';

export type GpuStatus = { readonly state: 'unknown' } | GpuReport;

/** The current or the last run, without its front. */
export interface RunView {
  readonly state: RunState;
  /** Stop was asked for and the run has not yet ended. */
  readonly stopping: boolean;
  readonly request: RunRequest | null;
  readonly evaluations: number;
  readonly evaluationsPerSecond: number;
  readonly seconds: number;
  readonly engine: EngineReport | null;
}

/** Something that was asked for and could not be done; `linkWaiting` when a run has to be stopped first. */
export type Notice =
  | { readonly kind: 'bad-link'; readonly message: string }
  | { readonly kind: 'bad-settings'; readonly message: string }
  | { readonly kind: 'link-waiting'; readonly hash: string };

export interface WorkbenchState {
  readonly draft: Draft;
  readonly verdict: DraftVerdict;
  readonly exhibit: Exhibit | null;
  readonly selection: Selection;
  readonly run: RunView;
  readonly gpu: GpuStatus;
  readonly notice: Notice | null;

  readonly edit: (change: Partial<Draft>) => void;
  /** Sets the draft's target to the preset's and runs it. */
  readonly runPreset: (preset: Preset) => void;
  /** Runs the draft; an unsound one gives a notice instead. */
  readonly start: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly stop: () => void;
  readonly select: (ops: number) => void;
  readonly selectBaseline: (baseline: BaselinePoint) => void;
  readonly follow: () => void;
  /** Shows the program of a permalink (`#v1...`) and has its claim recomputed. An empty hash does nothing. */
  readonly openLink: (hash: string) => void;
  /** Stops the run that a waiting link waits for and opens it. */
  readonly stopAndOpen: () => void;
  readonly dismissNotice: () => void;
}

const NO_RUN: RunView = {
  state: { kind: 'idle' },
  stopping: false,
  request: null,
  evaluations: 0,
  evaluationsPerSecond: 0,
  seconds: 0,
  engine: null,
};

export function isUnderWay(state: RunState): boolean {
  return (
    state.kind === 'preparing' ||
    state.kind === 'running' ||
    state.kind === 'pausing' ||
    state.kind === 'paused'
  );
}

export interface WorkbenchOptions {
  readonly engine: Engine;
  /** Search workers to offer: a number from 1. */
  readonly workers: number;
  /** A finished front to show until something else is asked for. */
  readonly shipped: Exhibit | null;
}

export function createWorkbench(options: WorkbenchOptions): StoreApi<WorkbenchState> {
  const { engine, workers, shipped } = options;
  let control: RunControl | null = null;
  /** Counts the runs; what an earlier run still says is not heard. */
  let runNumber = 0;
  /** Counts the links; one that was opened later wins, in whatever order they are decoded. */
  let linkNumber = 0;

  return createStore<WorkbenchState>()((set, get) => {
    function adopt(draft: Draft): void {
      set({ draft, verdict: validateDraft(draft) });
    }

    function begin(request: RunRequest): void {
      const number = ++runNumber;
      linkNumber += 1;
      control?.stop();
      set({
        notice: null,
        selection: { kind: 'following' },
        exhibit: {
          origin: { kind: 'run' },
          target: request.target,
          front: [],
          run: { config: request.config, budget: request.budget },
        },
        run: { ...NO_RUN, request, state: { kind: 'preparing', step: 'starting the workers' } },
      });
      control = engine.startRun(request, (snapshot) => {
        if (number === runNumber) hear(snapshot);
      });
    }

    function hear(snapshot: RunSnapshot): void {
      const { exhibit, run } = get();
      const changed =
        exhibit?.origin.kind === 'run' && !sameFront(exhibit.front, snapshot.front)
          ? { ...exhibit, front: snapshot.front }
          : exhibit;
      set({
        exhibit: changed,
        run: {
          state: snapshot.state,
          stopping: run.stopping && isUnderWay(snapshot.state),
          request: run.request,
          evaluations: snapshot.evaluations,
          evaluationsPerSecond: snapshot.evaluationsPerSecond,
          seconds: snapshot.seconds,
          engine: snapshot.engine ?? run.engine,
        },
        ...(snapshot.engine === null ? {} : { gpu: snapshot.engine.gpu }),
      });
    }

    function abandonRun(): void {
      runNumber += 1;
      control?.stop();
      control = null;
      set({ run: NO_RUN });
    }

    function show(claim: Claim): void {
      const exhibit = exhibitOfClaim(claim);
      set({ exhibit, selection: { kind: 'following' }, notice: null });
      adopt(draftOf(get().draft, claim.target, claim.run));
      verify(claim, exhibit);
    }

    function verify(claim: Claim, shown: Exhibit): void {
      const settle = (status: ClaimStatus) => {
        if (get().exhibit !== shown) return;
        const measured = 'measured' in status ? status.measured : null;
        const front =
          measured === null ? shown.front : shown.front.map((row): FrontRow => ({ ...row, error: measured }));
        set({ exhibit: { ...shown, origin: { kind: 'link', claim, status }, front } });
      };
      engine.oracle.measure(claim.target, claim.program).then(
        (measured) => settle({ state: claimHolds(claim, measured) ? 'verified' : 'refuted', measured }),
        (reason: unknown) => settle({ state: 'unverifiable', message: messageOf(reason) }),
      );
    }

    const draft = initialDraft(workers);
    return {
      draft,
      verdict: validateDraft(draft),
      exhibit: shipped,
      selection: { kind: 'following' },
      run: NO_RUN,
      gpu: { state: 'unknown' },
      notice: null,

      edit: (change) => adopt({ ...get().draft, ...change }),
      runPreset: (preset) => {
        adopt({ ...get().draft, ...preset.target });
        get().start();
      },
      start: () => {
        const { request, problems } = get().verdict;
        if (request !== null) begin(request);
        else set({ notice: { kind: 'bad-settings', message: Object.values(problems).join(' ') } });
      },
      pause: () => control?.pause(),
      resume: () => control?.resume(),
      stop: () => {
        if (!isUnderWay(get().run.state)) return;
        set({ run: { ...get().run, stopping: true } });
        control?.stop();
      },
      select: (ops) => set({ selection: { kind: 'held', ops } }),
      selectBaseline: (baseline) => set({ selection: baselineSelection(baseline) }),
      follow: () => set({ selection: { kind: 'following' } }),
      openLink: (hash) => {
        const text = hash.replace(/^#/, '');
        if (text === '') return;
        if (isUnderWay(get().run.state)) {
          set({ notice: { kind: 'link-waiting', hash } });
          return;
        }
        const number = ++linkNumber;
        decodePermalink(text).then(
          (claim) => {
            if (number === linkNumber) show(claim);
          },
          (reason: unknown) => {
            if (number === linkNumber) set({ notice: { kind: 'bad-link', message: messageOf(reason) } });
          },
        );
      },
      stopAndOpen: () => {
        const { notice } = get();
        if (notice?.kind !== 'link-waiting') return;
        abandonRun();
        get().openLink(notice.hash);
      },
      dismissNotice: () => set({ notice: null }),
    };
  });
}

/** The claim as one row of a front; its error is what is claimed until it has been recomputed. */
function exhibitOfClaim(claim: Claim): Exhibit {
  const row: FrontRow = {
    ops: operationCount(claim.program),
    cost: operationCount(claim.program),
    program: claim.program,
    error: {
      kind: claim.errorKind,
      value: Number(claim.errorText),
      text: claim.errorText,
      argmax: NaN,
      points: 0,
    },
    foundAt: { evaluation: 0, seconds: 0, island: 0 },
  };
  return {
    origin: { kind: 'link', claim, status: { state: 'unverified' } },
    target: claim.target,
    front: [row],
    run: claim.run ?? null,
  };
}
