import { describe, expect, it, vi } from 'vitest';
import type { Claim } from '../../../src/persistence/claim';
import { encodeFrontPermalink, encodePermalink } from '../../../src/persistence/permalink';
import type { OracleService } from '../../../src/protocol/oracle-service';
import { PRESETS } from '../../../src/store/presets';
import { createWorkbench } from '../../../src/store/workbench';
import { deferred, fakeEngine } from '../../support/fake-engine';
import { EXP2, frontRow, measured } from '../../support/fronts';
import { DEFAULT_SEARCH_CONFIG } from '../../../src/search/config';

function setUp(answers: Partial<OracleService> = {}) {
  const engine = fakeEngine(answers);
  const workbench = createWorkbench({ engine, workers: 2, shipped: null });
  const run = (index: number) => {
    const entry = engine.runs[index];
    if (entry === undefined) throw new Error(`there is no run ${index}`);
    return entry;
  };
  return { engine, workbench, run, state: () => workbench.getState() };
}

const CLAIM: Claim = {
  target: EXP2,
  program: frontRow(3, 1e-4).program,
  errorText: '1.23456789012e-4',
  errorKind: 'refined',
};

describe('runs', () => {
  it('goes with a preset from idle to preparing with the preset as its target', () => {
    const { run, state } = setUp();
    expect(state().run.state.kind).toBe('idle');
    const preset = PRESETS.find(({ id }) => id === 'exp2-f32');
    if (preset === undefined) throw new Error('the preset is gone');
    // What the settings had is not the preset's.
    state().edit({ compute: 'f32', flush: true });
    state().runPreset(preset);
    expect(state().run.state.kind).toBe('preparing');
    expect(run(0).request.target).toMatchObject({ format: 'f32', norm: 'ulp' });
    expect(run(0).request.target).not.toHaveProperty('flush');
    expect(state().draft).toMatchObject({ compute: 'format', flush: false });
    expect(run(0).request.workers).toBe(2);
    expect(state().exhibit?.front).toEqual([]);
  });

  it('passes on pause, resume and stop, and remembers that stop was asked for until the run ends', () => {
    const { run, state } = setUp();
    state().start();
    run(0).say({ state: { kind: 'running' } });
    state().pause();
    run(0).say({ state: { kind: 'paused' } });
    state().resume();
    state().stop();
    expect(run(0).calls).toEqual(['pause', 'resume', 'stop']);
    expect(state().run.stopping).toBe(true);
    run(0).say({ state: { kind: 'finished', reason: 'stopped' } });
    expect(state().run.stopping).toBe(false);
    state().stop();
    expect(run(0).calls).toHaveLength(3);
  });

  it('does not hear an earlier run once a new one has begun', () => {
    const { run, state } = setUp();
    state().start();
    state().start();
    run(0).say({ state: { kind: 'failed', message: 'ended' }, front: [frontRow(2, 1e-2)] });
    expect(state().run.state.kind).toBe('preparing');
    expect(state().exhibit?.front).toEqual([]);
    expect(run(0).calls).toEqual(['stop']);
  });

  it('keeps what was found when the run fails', () => {
    const { run, state } = setUp();
    state().start();
    run(0).say({ front: [frontRow(2, 1e-2)] });
    run(0).say({ state: { kind: 'failed', message: 'a worker died' }, front: [frontRow(2, 1e-2)] });
    expect(state().run.state).toEqual({ kind: 'failed', message: 'a worker died' });
    expect(state().exhibit?.front).toHaveLength(1);
  });

  it('leaves the exhibit as it is when a snapshot brings nothing new', () => {
    const { run, state } = setUp();
    state().start();
    run(0).say({ front: [frontRow(2, 1e-2)] });
    const before = state().exhibit;
    run(0).say({ front: [frontRow(2, 1e-2)], evaluations: 5000 });
    expect(state().exhibit).toBe(before);
    expect(state().run.evaluations).toBe(5000);
    run(0).say({ front: [frontRow(2, 1e-2, 'sampled')] });
    expect(state().exhibit).not.toBe(before);
  });

  it('tells the state of the GPU apart from that of the run, and keeps it', () => {
    const { run, state } = setUp();
    expect(state().gpu.state).toBe('unknown');
    state().start();
    const gpu = { state: 'unavailable', reason: 'no adapter' } as const;
    run(0).say({ engine: { cpu: 'wasm-simd', cpuReason: 'measured', gpu } });
    state().start();
    expect(state().gpu).toEqual(gpu);
  });

  it('gives a notice instead of a run for an unsound draft', () => {
    const { engine, state } = setUp();
    state().edit({ interval: '(1,0]' });
    state().start();
    expect(engine.runs).toHaveLength(0);
    expect(state().notice?.kind).toBe('bad-settings');
    expect(state().verdict.problems?.interval).toMatch(/\S/);
    state().edit({ interval: '(0,1]' });
    state().start();
    expect(state().notice).toBeNull();
    expect(engine.runs).toHaveLength(1);
  });
});

describe('links', () => {
  it('shows the claim before it is checked, then verifies it', async () => {
    const answer = deferred<ReturnType<typeof measured>>();
    const { state } = setUp({ measure: () => answer.promise });
    state().openLink(await encodePermalink(CLAIM));
    await vi.waitFor(() => expect(state().exhibit).not.toBeNull());
    expect(state().exhibit?.origin).toMatchObject({
      kind: 'link',
      claims: [{ status: { state: 'unverified' } }],
    });
    expect(state().exhibit?.front[0]).toMatchObject({ ops: 3, error: { text: CLAIM.errorText } });

    answer.resolve(measured(1.23456789012e-4 * (1 + 5e-10)));
    await vi.waitFor(() =>
      expect(state().exhibit?.origin).toMatchObject({ claims: [{ status: { state: 'verified' } }] }),
    );
  });

  it('says that a claim does not hold and shows the true error', async () => {
    const { state } = setUp({ measure: () => Promise.resolve(measured(1.3e-4)) });
    state().openLink(await encodePermalink(CLAIM));
    await vi.waitFor(() =>
      expect(state().exhibit?.origin).toMatchObject({ claims: [{ status: { state: 'refuted' } }] }),
    );
    expect(state().exhibit?.front[0]?.error.value).toBe(1.3e-4);
  });

  it('says why a claim could not be checked', async () => {
    const { state } = setUp({ measure: () => Promise.reject(new Error('the oracle is gone')) });
    state().openLink(await encodePermalink(CLAIM));
    await vi.waitFor(() =>
      expect(state().exhibit?.origin).toMatchObject({
        claims: [{ status: { state: 'unverifiable', message: 'the oracle is gone' } }],
      }),
    );
    expect(state().exhibit?.front[0]?.error.text).toBe(CLAIM.errorText);
  });

  it.each(['#v1.', '#v1.!!!', '#v9.abc', '#something', '#v1.AAAA'])(
    'answers %s with a notice and leaves the rest alone',
    async (hash) => {
      const { state } = setUp();
      state().openLink(hash);
      await vi.waitFor(() => expect(state().notice?.kind).toBe('bad-link'));
      expect(state().exhibit).toBeNull();
      state().dismissNotice();
      state().start();
      expect(state().run.state.kind).toBe('preparing');
    },
  );

  it('does nothing for an empty hash', () => {
    const { state } = setUp();
    state().openLink('');
    state().openLink('#');
    expect(state().notice).toBeNull();
  });

  it('shows a front with the selected row held, and recomputes that first and each on its own', async () => {
    const programs = [2, 3, 5].map((ops) => frontRow(ops, 1).program);
    const asked: number[] = [];
    const { state } = setUp({
      measure: (_target, program) => {
        asked.push(program.instructions.length);
        return program.instructions.length === 5
          ? Promise.reject(new Error('too wide'))
          : Promise.resolve(measured(program.instructions.length === 3 ? 1e-3 : 2e-3));
      },
    });
    const rows = programs.map((program) => ({ program, errorText: '1e-3', errorKind: 'refined' as const }));
    state().openLink(await encodeFrontPermalink({ target: EXP2, rows, selected: 1 }));
    await vi.waitFor(() =>
      expect(state().exhibit?.origin).toMatchObject({
        claims: [
          { status: { state: 'refuted', measured: { value: 2e-3 } } },
          { status: { state: 'verified', measured: { value: 1e-3 } } },
          { status: { state: 'unverifiable', message: 'too wide' } },
        ],
      }),
    );
    expect(asked).toEqual([3, 5, 2]);
    expect(state().selection).toEqual({ kind: 'held', cost: 3 });
    expect(state().exhibit?.front.map(({ error }) => error.value)).toEqual([2e-3, 1e-3, 1e-3]);
  });

  it('recomputes no claim that is no longer shown', async () => {
    const answer = deferred<ReturnType<typeof measured>>();
    const measure = vi.fn(() => answer.promise);
    const { state } = setUp({ measure });
    const rows = [2, 3].map((ops) => ({
      program: frontRow(ops, 1).program,
      errorText: '1e-3',
      errorKind: 'refined' as const,
    }));
    state().openLink(await encodeFrontPermalink({ target: EXP2, rows, selected: 0 }));
    await vi.waitFor(() => expect(measure).toHaveBeenCalledTimes(1));
    state().start();
    answer.resolve(measured(1e-3));
    await answer.promise;
    await Promise.resolve();
    expect(measure).toHaveBeenCalledTimes(1);
    expect(state().exhibit?.origin.kind).toBe('run');
  });

  it('asks before it ends a run for a link', async () => {
    const { run, state } = setUp({ measure: () => Promise.resolve(measured(1.23456789012e-4)) });
    state().start();
    run(0).say({ front: [frontRow(2, 1e-2)] });
    state().openLink(await encodePermalink(CLAIM));
    expect(state().notice?.kind).toBe('link-waiting');
    expect(state().exhibit?.origin.kind).toBe('run');
    state().stopAndOpen();
    await vi.waitFor(() => expect(state().exhibit?.origin.kind).toBe('link'));
    expect(run(0).calls).toEqual(['stop']);
    run(0).say({ front: [frontRow(2, 1e-2), frontRow(3, 1e-3)] });
    expect(state().exhibit?.origin.kind).toBe('link');
  });

  it('shows the later of two links, whichever is read first', async () => {
    const { state } = setUp({ measure: () => new Promise(() => undefined) });
    const first = await encodePermalink(CLAIM);
    const second = await encodePermalink({ ...CLAIM, program: frontRow(4, 1).program });
    state().openLink(first);
    state().openLink(second);
    await vi.waitFor(() => expect(state().exhibit?.front[0]?.ops).toBe(4));
  });

  it('sets the settings to those the claim was found with', async () => {
    const { state } = setUp({ measure: () => new Promise(() => undefined) });
    const config = {
      ...DEFAULT_SEARCH_CONFIG,
      opcodes: ['add', 'fma'] as const,
      maxOps: 9,
      seed: 77,
      islands: 2,
      nicheCapacity: 50,
      tournamentSize: 3,
    };
    state().openLink(
      await encodePermalink({
        ...CLAIM,
        run: { config, budget: { kind: 'evaluations', evaluations: 5000 } },
      }),
    );
    await vi.waitFor(() => expect(state().draft.seed).toBe('77'));
    expect(state().verdict.request).toMatchObject({
      target: EXP2,
      config,
      budget: { kind: 'evaluations', evaluations: 5000 },
    });
  });
});

describe('imports', () => {
  const measure = () => Promise.resolve(measured(1.23456789012e-4));

  it('measures a program for the target and shows it as nobody’s claim', async () => {
    const { state } = setUp({ measure });
    await state().importText('y = 1 + x * 0.7', EXP2);
    expect(state().exhibit).toMatchObject({
      origin: { kind: 'import', claims: [] },
      front: [{ ops: 2, error: { kind: 'refined', value: 1.23456789012e-4 } }],
      run: null,
    });
    expect(state().notice).toBeNull();
  });

  it('rejects with what is wrong and leaves all as it was', async () => {
    const { run, state } = setUp({ measure });
    state().start();
    run(0).say({ front: [frontRow(2, 1e-2)] });
    const before = state().exhibit;
    await expect(state().importText('y = ', EXP2)).rejects.toThrow(/line 1, column/);
    await expect(state().importText('y = x', null)).rejects.toThrow(/needs a target/);
    expect(state().exhibit).toBe(before);
    expect(run(0).calls).toEqual([]);
  });

  it('ends the run under way, and gives back what it replaced', async () => {
    const { run, state } = setUp({ measure });
    state().start();
    run(0).say({ front: [frontRow(2, 1e-2)] });
    const found = state().exhibit;
    await state().importText(await encodePermalink(CLAIM), EXP2);
    expect(run(0).calls).toEqual(['stop']);
    expect(state().exhibit?.origin).toMatchObject({
      kind: 'import',
      claims: [{ claim: { errorKind: 'refined' } }],
    });
    expect(state().notice?.kind).toBe('replaced');
    state().showAgain();
    expect(state().exhibit).toBe(found);
    expect(state().notice).toBeNull();
  });

  it('goes on recomputing what is shown again', async () => {
    const first = deferred<ReturnType<typeof measured>>();
    const answers = [first.promise, measure(), measure()];
    const { state } = setUp({ measure: () => answers.shift() ?? measure() });
    state().openLink(await encodePermalink(CLAIM));
    await vi.waitFor(() => expect(state().exhibit?.origin.kind).toBe('link'));
    await state().importText('y = 1 + x', EXP2);
    state().showAgain();
    await vi.waitFor(() =>
      expect(state().exhibit?.origin).toMatchObject({
        kind: 'link',
        claims: [{ status: { state: 'verified' } }],
      }),
    );
  });

  it('checks a large exhaustive claim when that is asked for', async () => {
    const target = {
      ...EXP2,
      interval: { ...EXP2.interval, lower: -100, upper: 100 },
      format: 'f32',
      norm: 'ulp',
    } as const;
    const { engine, state } = setUp({ measure });
    engine.checkExhaustively = (_request, onSnapshot) => {
      const error = {
        ...{ kind: 'exhaustive' as const, value: 2, text: '2', argmax: 1, points: 9 },
        ...{ misrounded: 0, binades: [], decidedByOracle: 0 },
      };
      onSnapshot({
        ...{ state: { kind: 'finished', error }, done: 9, total: 9, seconds: 1, secondsLeft: 0 },
        ...{ maxError: 2, misrounded: 0, workers: 1 },
      });
      return { pause: () => undefined, resume: () => undefined, cancel: () => undefined };
    };
    const claim: Claim = { ...CLAIM, target, errorText: '2', errorKind: 'exhaustive' };
    await state().importText(await encodePermalink(claim), null);
    await vi.waitFor(() =>
      expect(state().exhibit?.origin).toMatchObject({ claims: [{ status: { state: 'deferred' } }] }),
    );
    const origin = state().exhibit?.origin;
    const shown = origin !== undefined && 'claims' in origin ? origin.claims[0]?.claim : undefined;
    if (shown === undefined) throw new Error('there is no claim');
    state().checkClaim(shown);
    await vi.waitFor(() =>
      expect(state().exhibit?.origin).toMatchObject({
        claims: [{ status: { state: 'verified', measured: { kind: 'exhaustive' } } }],
      }),
    );
  });
});
