/**
 * The state of the workbench and everything that may happen to it. React subscribes through a thin skin
 * (components/workbench-context.ts); tests drive it with an engine of their own.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Engine, RunControl, RunRequest, RunStart } from '../client/engine';
import type { BaselinePoint } from '../protocol/baseline-service';
import type { EngineReport, GpuReport } from '../protocol/island-host';
import type { IslandProgress, RunSnapshot, RunState } from '../protocol/run';
import type { Claim, FrontClaim } from '../persistence/claim';
import { keepMarks } from '../run/enumeration-marks';
import type { FrontRow } from '../search/front';
import type { Target } from '../targets/target';
import {
  claimServices,
  exhibitOfClaims,
  exhibitOfProgram,
  settleClaim,
  claimsToVerify,
  withStatus,
} from './claims';
import { draftOf, expressionText, initialDraft, validateDraft, type Draft, type DraftVerdict } from './draft';
import { messageOf } from './errors';
import { createExpressionChecker } from './expression-check';
import {
  baselineSelection,
  modifiedSelection,
  sameFront,
  withKnownRows,
  type ClaimStatus,
  type Exhibit,
  type Selection,
} from './exhibit';
import type { Preset } from './presets';
import type { DormantRun, RunKeeping, RunWatch } from './run-keeping';

export type GpuStatus = { readonly state: 'unknown' } | GpuReport;

export interface LaunchStart extends RunStart {
  /** The rows that the run had, with what is proved of them. */
  readonly known?: readonly FrontRow[];
}

/** The current or the last run, without its front. */
export interface RunView {
  readonly state: RunState;
  /** Stop was asked for and the run has not yet ended. */
  readonly stopping: boolean;
  readonly request: RunRequest | null;
  readonly evaluations: number;
  readonly evaluationsPerSecond: number;
  /** Proposals that were dropped because their structure had been fitted often enough. */
  readonly duplicates: number;
  /** Empty for a run that this page has not seen running. */
  readonly islands: readonly IslandProgress[];
  readonly seconds: number;
  readonly engine: EngineReport | null;
}

/**
 * Something that was asked for and could not be done; `link-waiting` when a run has to be stopped first; `replaced` holds
 * what an import has taken the place of.
 */
export type Notice =
  | { readonly kind: 'replaced'; readonly exhibit: Exhibit }
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
  /** Starts a run that goes on from a stored one, which `watch` keeps. */
  readonly launch: (request: RunRequest, start: LaunchStart, watch: RunWatch) => void;
  /** Shows a stored run; one that is paused goes on, or ends, as its part says. */
  readonly showRun: (run: DormantRun) => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly stop: () => void;
  /** Selects the row of that cost. */
  readonly select: (cost: number) => void;
  readonly selectBaseline: (baseline: BaselinePoint) => void;
  readonly follow: () => void;
  /** Selects the selected program as it was edited; another edit replaces the one before. */
  readonly modify: (row: FrontRow) => void;
  /** Shows rows of the front on show with what an enumeration says of them, and keeps that with the run. */
  readonly mark: (front: readonly FrontRow[]) => void;
  /** Selects again what was edited. */
  readonly resetModified: () => void;
  /** Shows the program of a permalink (`#v1...`) and has its claim recomputed. An empty hash does nothing. */
  readonly openLink: (hash: string) => void;
  /** Stops the run that a waiting link waits for and opens it. */
  readonly stopAndOpen: () => void;
  /** Recomputes a claim that waits for somebody to ask, because it takes long. */
  readonly checkClaim: (claim: Claim) => void;
  /**
   * Shows what `readImport` reads: claims are shown at once and recomputed in the background, a program once it has
   * been measured for the target. A run under way is ended; what was shown can be had back. Rejects with what
   * is wrong with the text, or with the program, and then leaves all as it was. What was asked for later wins.
   */
  readonly importText: (text: string, target: Target | null) => Promise<void>;
  /** Shows again what an import replaced. */
  readonly showAgain: () => void;
  readonly dismissNotice: () => void;
}

const NO_RUN: RunView = {
  state: { kind: 'idle' },
  stopping: false,
  request: null,
  evaluations: 0,
  evaluationsPerSecond: 0,
  duplicates: 0,
  islands: [],
  seconds: 0,
  engine: null,
};

export function isUnderWay(state: RunState): boolean {
  return (
    state.kind === 'preparing' ||
    state.kind === 'running' ||
    state.kind === 'pausing' ||
    state.kind === 'paused' ||
    state.kind === 'refining'
  );
}

export interface WorkbenchOptions {
  readonly engine: Engine;
  /** Search workers to offer: a number from 1. */
  readonly workers: number;
  /** A finished front to show until something else is asked for. */
  readonly shipped: Exhibit | null;
  /** Keeps runs; without it they last as long as the page. */
  readonly keeping?: RunKeeping;
}

/** Reads a permalink with code that is loaded for the first one. */
async function readLink(text: string): Promise<FrontClaim> {
  const { decodeFrontPermalink } = await import('../persistence/permalink');
  return await decodeFrontPermalink(text);
}

export function createWorkbench(options: WorkbenchOptions): StoreApi<WorkbenchState> {
  const { engine, workers, shipped } = options;
  let control: RunControl | null = null;
  let watch: RunWatch | null = null;
  let dormant: DormantRun | null = null;
  /** Counts the runs; what an earlier run still says is not heard. */
  let runNumber = 0;
  /** Counts the links; one that was opened later wins, in whatever order they are decoded. */
  let linkNumber = 0;

  const services = claimServices(engine);

  return createStore<WorkbenchState>()((set, get) => {
    /** A run was asked for while the expression was still being read. */
    let startWhenChecked = false;
    const expressions = createExpressionChecker(engine.targets, () => {
      const wanted = startWhenChecked;
      adopt(get().draft);
      if (wanted) get().start();
    });

    function adopt(draft: Draft): void {
      startWhenChecked = false;
      const text = expressionText(draft);
      set({ draft, verdict: validateDraft(draft, text === null ? null : expressions.check(text)) });
    }

    /** What is still to be said of the run before is not heard. */
    function putAway(): void {
      runNumber += 1;
      control?.stop();
      control = null;
      watch?.release();
      watch = null;
      dormant?.release();
      dormant = null;
    }

    function begin(
      request: RunRequest,
      { known = [], ...start }: LaunchStart = {},
      watchedBy?: RunWatch,
    ): void {
      putAway();
      const number = runNumber;
      linkNumber += 1;
      const keeper = watchedBy ?? options.keeping?.begin(request) ?? null;
      watch = keeper;
      const seeded = start.seeded === true || (request.seeds ?? []).length > 0;
      set({
        notice: null,
        selection: { kind: 'following' },
        exhibit: {
          origin: { kind: 'run' },
          target: request.target,
          front: [],
          run: { config: request.config, budget: request.budget, ...(seeded ? { seeded } : {}) },
        },
        run: { ...NO_RUN, request, state: { kind: 'preparing', step: 'starting the workers' } },
      });
      const listen = (said: RunSnapshot): void => {
        if (number !== runNumber) return;
        const snapshot = { ...said, front: keepMarks(known, said.front) };
        keeper?.hear(snapshot);
        hear(snapshot);
      };
      control = engine.startRun(request, listen, {
        ...start,
        ...(keeper === null ? {} : { onCheckpoint: (checkpoint) => keeper.checkpoint(checkpoint) }),
      });
    }

    function hear(snapshot: RunSnapshot): void {
      const { exhibit, run } = get();
      const changed =
        exhibit?.origin.kind === 'run' && !sameFront(exhibit.front, snapshot.front)
          ? { ...exhibit, front: withKnownRows(exhibit.front, snapshot.front) }
          : exhibit;
      set({
        exhibit: changed,
        run: {
          state: snapshot.state,
          stopping: run.stopping && isUnderWay(snapshot.state),
          request: run.request,
          evaluations: snapshot.evaluations,
          evaluationsPerSecond: snapshot.evaluationsPerSecond,
          duplicates: snapshot.duplicates,
          islands: snapshot.islands,
          seconds: snapshot.seconds,
          engine: snapshot.engine ?? run.engine,
        },
        ...(snapshot.engine === null ? {} : { gpu: snapshot.engine.gpu }),
      });
    }

    function abandonRun(): void {
      putAway();
      set({ run: NO_RUN });
    }

    function show(front: FrontClaim, from: 'link' | 'import'): void {
      const exhibit = exhibitOfClaims(front, from);
      replace(exhibit, from);
      const row = exhibit.front[front.selected];
      // The last row is the one that is followed anyway.
      if (row !== undefined && front.selected < front.rows.length - 1)
        set({ selection: { kind: 'held', cost: row.cost } });
      adopt(draftOf(get().draft, front.target, front.run));
      void verify(exhibit, front.selected);
    }

    /** A link says by the address that it replaces what was shown; what an import replaces can be had back. */
    function replace(exhibit: Exhibit, from: 'link' | 'import'): void {
      const before = get().exhibit;
      const keep = from === 'import' && before !== null && before.origin.kind !== 'shipped';
      set({
        exhibit,
        selection: { kind: 'following' },
        notice: keep ? { kind: 'replaced', exhibit: before } : null,
      });
    }

    /** What is not verified yet, one claim after the other, for as long as they are shown. */
    async function verify(shown: Exhibit, selected = -1): Promise<void> {
      for (const claim of claimsToVerify(shown, selected)) {
        if (!isShown(claim)) return;
        settle(claim, await settleClaim(claim, services, false));
      }
    }

    function isShown(claim: Claim): boolean {
      const origin = get().exhibit?.origin;
      return (
        origin !== undefined && 'claims' in origin && origin.claims.some((shared) => shared.claim === claim)
      );
    }

    function settle(claim: Claim, status: ClaimStatus): void {
      const { exhibit } = get();
      if (exhibit !== null) set({ exhibit: withStatus(exhibit, claim, status) });
    }

    /** The run under way ends; what it had found stays with the front that is put away. */
    function endForImport(): void {
      linkNumber += 1;
      if (isUnderWay(get().run.state)) abandonRun();
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
        const { verdict } = get();
        const { request, problems } = verdict;
        if (request !== null) begin(request);
        else if (verdict.checking && Object.keys(problems).length === 0) startWhenChecked = true;
        else set({ notice: { kind: 'bad-settings', message: Object.values(problems).join(' ') } });
      },
      launch: begin,
      showRun: (run) => {
        putAway();
        linkNumber += 1;
        dormant = run;
        const { request, front, seeded, state, ...counts } = run;
        const { target, config, budget } = request;
        set({
          notice: null,
          selection: { kind: 'following' },
          exhibit: {
            origin: { kind: 'run' },
            target,
            front,
            run: { config, budget, ...(seeded ? { seeded } : {}) },
          },
          run: {
            ...NO_RUN,
            request,
            state,
            evaluations: counts.evaluations,
            duplicates: counts.duplicates,
            seconds: counts.seconds,
          },
        });
        adopt(draftOf(get().draft, target, { config, budget }));
      },
      pause: () => control?.pause(),
      resume: () => {
        if (control === null) dormant?.resume();
        else control.resume();
      },
      stop: () => {
        if (!isUnderWay(get().run.state)) return;
        if (control === null && dormant !== null) {
          dormant.stop();
          set({ run: { ...get().run, state: { kind: 'finished', reason: 'stopped' } } });
          return;
        }
        set({ run: { ...get().run, stopping: true } });
        control?.stop();
      },
      select: (cost) => set({ selection: { kind: 'held', cost } }),
      selectBaseline: (baseline) => set({ selection: baselineSelection(baseline) }),
      follow: () => set({ selection: { kind: 'following' } }),
      modify: (row) => {
        const { exhibit, selection } = get();
        const edited = modifiedSelection(exhibit?.front ?? [], selection, row);
        if (edited !== null) set({ selection: edited });
      },
      mark: (front) => {
        const { exhibit } = get();
        if (exhibit === null || !sameFront(exhibit.front, front)) return;
        set({ exhibit: { ...exhibit, front } });
        if (exhibit.origin.kind === 'run') options.keeping?.mark(front);
      },
      resetModified: () => {
        const { selection } = get();
        if (selection.kind === 'modified') set({ selection: selection.before });
      },
      openLink: (hash) => {
        const text = hash.replace(/^#/, '');
        if (text === '') return;
        if (isUnderWay(get().run.state)) {
          set({ notice: { kind: 'link-waiting', hash } });
          return;
        }
        const number = ++linkNumber;
        readLink(text).then(
          (front) => {
            if (number === linkNumber) show(front, 'link');
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
      checkClaim: (claim) => {
        if (!isShown(claim)) return;
        settle(claim, { state: 'unverified' });
        void settleClaim(claim, services, true).then((status) => settle(claim, status));
      },
      importText: async (text, target) => {
        // What reads files is loaded with the first one.
        const { readImport } = await import('../persistence/imported');
        const imported = await readImport(text, target?.format ?? 'real');
        if (imported.kind === 'claims') {
          endForImport();
          show(imported.front, 'import');
          return;
        }
        if (target === null) throw new Error('a program needs a target: the settings hold none yet');
        const { program } = imported;
        const number = ++linkNumber;
        const error = await engine.oracle.measure(target, program);
        if (number !== linkNumber) return;
        endForImport();
        replace(exhibitOfProgram(target, program, error), 'import');
        adopt(draftOf(get().draft, target));
      },
      showAgain: () => {
        const { notice } = get();
        if (notice?.kind !== 'replaced') return;
        const { exhibit } = notice;
        set({ exhibit, selection: { kind: 'following' }, notice: null });
        adopt(draftOf(get().draft, exhibit.target, exhibit.run ?? undefined));
        void verify(exhibit);
      },
      dismissNotice: () => set({ notice: null }),
    };
  });
}
