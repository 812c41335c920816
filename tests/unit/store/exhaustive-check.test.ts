import { describe, expect, it } from 'vitest';
import type { CheckRequest } from '../../../src/client/engine';
import { parseProgram } from '../../../src/program/parse';
import type { ExhaustiveSnapshot } from '../../../src/protocol/scan-service';
import { createCheckStore } from '../../../src/store/exhaustive-check';
import { parseTarget } from '../../../src/targets/parse';

const target = parseTarget({ target: 'exp2', interval: '[0,1]', format: 'f32', norm: 'ulp' });
const subjects = ['y = x + 1', 'y = x'].map((text) => ({ target, program: parseProgram(text, 'f32') }));

const RUNNING: ExhaustiveSnapshot = {
  state: { kind: 'running' },
  done: 5,
  total: 10,
  seconds: 1,
  secondsLeft: 1,
  maxError: 0.5,
  misrounded: 0,
  workers: 2,
};

function open() {
  const checks: {
    readonly request: CheckRequest;
    readonly calls: string[];
    readonly say: (snapshot: ExhaustiveSnapshot) => void;
  }[] = [];
  const store = createCheckStore({
    checkExhaustively: (request, say) => {
      const calls: string[] = [];
      checks.push({ request, calls, say });
      return {
        pause: () => calls.push('pause'),
        resume: () => calls.push('resume'),
        cancel: () => calls.push('cancel'),
      };
    },
  });
  return { store, checks };
}

describe('the check store', () => {
  it('starts a check, shows what it says and hands on what is asked of it', () => {
    const { store, checks } = open();
    store.cancel();
    store.start(subjects[0]!);
    expect(checks[0]?.request).toBe(subjects[0]);
    expect(store.getState()).toEqual({ subject: subjects[0], snapshot: null, refusal: null });
    checks[0]?.say(RUNNING);
    expect(store.getState().snapshot).toBe(RUNNING);
    store.pause();
    store.resume();
    store.cancel();
    expect(checks[0]?.calls).toEqual(['pause', 'resume', 'cancel']);
  });

  it('gives up an earlier check and hears no more of it', () => {
    const { store, checks } = open();
    store.start(subjects[0]!);
    store.start(subjects[1]!);
    expect(checks[0]?.calls).toEqual(['cancel']);
    checks[0]?.say(RUNNING);
    expect(store.getState()).toMatchObject({ subject: subjects[1], snapshot: null });
  });

  it('says why a target cannot be checked', () => {
    const store = createCheckStore({
      checkExhaustively: () => {
        throw new Error('f64 has too many numbers');
      },
    });
    store.start(subjects[0]!);
    expect(store.getState().refusal).toBe('f64 has too many numbers');
  });
});
