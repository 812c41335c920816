import { describe, expect, it, vi } from 'vitest';
import type { FullRangeChoice } from '../../../src/codegen/full-range/full-range';
import { kernelTargetFor, kernelTargetsFor } from '../../../src/codegen/full-range/templates';
import type { FullRangeService, WholeErrors, WholeWatch } from '../../../src/protocol/full-range-service';
import { choiceKey, createFullRangeStore, type Candidate } from '../../../src/store/full-range';
import { fillSlots, wantedFunction } from '../../../src/store/full-range-slots';
import { createWorkbench } from '../../../src/store/workbench';
import { fakeEngine } from '../../support/fake-engine';
import { goldenKernel, WIDE } from '../../support/full-range';
import { measuredError } from '../../support/measured-error';

const candidate = (name: string): Candidate => ({ kernel: goldenKernel(name), claim: null });
const choice: FullRangeChoice = {
  id: 'exp2',
  variant: WIDE,
  kernels: [goldenKernel('exp2')],
  specialCases: true,
};
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A store whose measurements the test answers. */
function stores() {
  const engine = fakeEngine();
  const workbench = createWorkbench({ engine, workers: 1, shipped: null });
  const asked: string[] = [];
  const answers: ((errors: WholeErrors) => void)[] = [];
  const watches: WholeWatch[] = [];
  const later = (name: string) => {
    asked.push(name);
    return new Promise<WholeErrors>((resolve) => answers.push(resolve));
  };
  const service: FullRangeService = {
    sampleWhole: () => later('sample'),
    checkWhole: (_, watch = () => true) => {
      watches.push(watch);
      return later('check');
    },
  };
  return { engine, workbench, asked, answers, watches, store: createFullRangeStore(workbench, service) };
}

describe('the kernels of a function', () => {
  it('are the selected program where it serves, and programs kept before', () => {
    const { store } = stores();
    store.keep(candidate('erf low'));
    store.keep(candidate('exp'));
    const slots = fillSlots('erf', store.getState(), candidate('scaled erfc'));
    expect(slots.map(({ isSelected }) => isSelected)).toEqual([false, true, false]);
    expect(slots.map((slot) => slot.candidate?.kernel.program)).toEqual(
      ['erf low', 'scaled erfc', 'exp'].map((name) => goldenKernel(name).program),
    );
    store.choose({ count: 2 });
    expect(fillSlots('erf', store.getState(), null).map((slot) => slot.candidate === null)).toEqual([
      false,
      true,
    ]);
  });

  it('are those of the chosen function, else of one that the program serves', () => {
    const { store } = stores();
    expect(wantedFunction(store.getState(), goldenKernel('expm1 quotient').target)).toBe('expm1');
    store.choose({ functionId: 'tanh' });
    expect(wantedFunction(store.getState(), goldenKernel('exp2').target)).toBe('tanh');
  });

  it('are kept once each, the latest first', () => {
    const { store } = stores();
    for (const name of ['exp', 'exp2', 'exp']) store.keep(candidate(name));
    expect(store.getState().kept.map(({ kernel }) => kernel.program)).toEqual([
      goldenKernel('exp').program,
      goldenKernel('exp2').program,
    ]);
  });
});

describe('a search for a kernel', () => {
  it('is a run on the target of the template', () => {
    const { store, engine } = stores();
    store.search(kernelTargetFor('sin'));
    const [run] = engine.runs;
    expect(run?.request.target).toMatchObject({
      function: { kind: 'catalogue', id: 'sin' },
      interval: { lower: 0, upper: Math.PI / 4, lowerOpen: true, upperOpen: false },
      format: 'real',
      norm: 'relative',
    });
  });

  it('takes expressions as well', async () => {
    const { store, engine } = stores();
    const [[wanted] = []] = kernelTargetsFor('erf', WIDE, 3).slice(1);
    if (wanted === undefined) throw new Error('no such kernel');
    store.search(wanted);
    await vi.waitFor(() => expect(engine.runs).toHaveLength(1));
    expect(engine.runs[0]?.request.target).toMatchObject({
      function: { kind: 'expression', text: 'exp(x^2)*erfc(x)' },
      interval: { lower: 1.25, upper: 4 },
    });
  });
});

describe('the error of the whole function', () => {
  it('is sampled once, and replaced by one over every number', async () => {
    const { store, asked, answers, watches } = stores();
    store.sample(choice);
    store.sample(choice);
    answers[0]?.({ error: measuredError({ kind: 'sampled' }) });
    await settled();
    const key = choiceKey(choice);
    expect(store.getState().measured.get(key)?.error.kind).toBe('sampled');
    store.check(choice);
    expect(await watches[0]?.(5, 10, 0.5)).toBe(true);
    expect(store.getState().checking?.progress).toEqual({ done: 5, total: 10, maxError: 0.5 });
    answers[1]?.({ error: measuredError({ kind: 'exhaustive' }) });
    await settled();
    expect(store.getState().measured.get(key)?.error.kind).toBe('exhaustive');
    expect(store.getState().checking).toBeNull();
    expect(asked).toEqual(['sample', 'check']);
  });

  it('is no longer looked for once the check was cancelled', async () => {
    const { store, watches } = stores();
    store.check(choice);
    store.cancel();
    expect(await watches[0]?.(5, 10, 0.5)).toBe(false);
    expect(store.getState().checking).toBeNull();
  });
});
