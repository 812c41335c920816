import { describe, expect, it } from 'vitest';
import { parseProgram } from '../../../src/program/parse';
import type { ExhaustiveSnapshot, ScanService } from '../../../src/protocol/scan-service';
import { ExhaustiveCheck } from '../../../src/run/exhaustive-check';
import { createScanService } from '../../../src/run/scan-service';
import { parseTarget } from '../../../src/targets/parse';
import { checkExhaustively } from '../../../src/verification/exhaustive';
import { ExhaustiveCheckError } from '../../../src/verification/exhaustive-plan';
import { deferred } from '../../support/fake-engine';

const HORNER = parseProgram('y = fma(fma(fma(0.08, x, 0.22), x, 0.7), x, 1)', 'f32');
const BINARY32 = parseTarget({ target: 'exp2', interval: '[0.75,1)', format: 'f32', norm: 'ulp' });

/** Advances by a millisecond whenever it is looked at. */
function clock(): () => number {
  let time = 0;
  return () => time++;
}

/** Answers only when told to, in any order. */
function patientScanner() {
  const service = createScanService();
  const waiting: { readonly range: readonly [number, number]; readonly answer: () => void }[] = [];
  const scanner: ScanService = {
    prepare: (target, program) => service.prepare(target, program),
    async scan(first, last) {
      const { promise, resolve } = deferred<undefined>();
      waiting.push({ range: [first, last], answer: () => resolve(undefined) });
      await promise;
      return service.scan(first, last);
    },
  };
  return { scanner, waiting };
}

/** Tells whether the promise has been fulfilled. */
function endOf(run: Promise<unknown>): () => boolean {
  let ended = false;
  void run.then(() => (ended = true));
  return () => ended;
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

describe('ExhaustiveCheck', () => {
  it.each([1, 2, 5])('finds with %d workers what one finds alone', async (workers) => {
    const check = new ExhaustiveCheck({
      target: BINARY32,
      program: HORNER,
      scanners: Array.from({ length: workers }, createScanService),
      now: clock(),
    });
    expect(await check.run()).toStrictEqual(checkExhaustively(BINARY32, HORNER));
    expect(check.snapshot()).toMatchObject({
      state: { kind: 'finished' },
      done: 2 ** 22,
      total: 2 ** 22,
      workers,
    });
  });

  it('puts slices that come in any order together in theirs', async () => {
    const { scanner, waiting } = patientScanner();
    const program = parseProgram('y = 1', 'f32');
    const target = parseTarget({ target: 'exp2', interval: '[1,1.0625]', format: 'f32', norm: 'absolute' });
    const scanners = [scanner, scanner, scanner];
    const check = new ExhaustiveCheck({ target, program, scanners, now: clock() });
    const run = check.run();
    let answered = 0;
    const ended = endOf(run);
    while (!ended()) {
      await settled();
      // The latest slice first.
      waiting.sort((a, b) => a.range[0] - b.range[0]);
      if (waiting.length > 0) answered++;
      waiting.pop()?.answer();
    }
    expect(answered).toBeGreaterThan(3);
    expect(await run).toStrictEqual(checkExhaustively(target, program));
  });

  it('pauses when every worker is done with its slice, and goes on', async () => {
    const { scanner, waiting } = patientScanner();
    const states: string[] = [];
    const check = new ExhaustiveCheck({
      target: BINARY32,
      program: HORNER,
      scanners: [scanner, scanner],
      now: clock(),
      onSnapshot: ({ state }) => {
        if (states.at(-1) !== state.kind) states.push(state.kind);
      },
    });
    const run = check.run();
    await settled();
    check.pause();
    expect(check.snapshot().state.kind).toBe('pausing');
    waiting.shift()?.answer();
    await settled();
    expect(check.snapshot().state.kind).toBe('pausing');
    waiting.shift()?.answer();
    await settled();
    expect(check.snapshot().state.kind).toBe('paused');
    expect(waiting).toEqual([]);
    const { seconds, secondsLeft, done } = check.snapshot();
    expect(check.snapshot().seconds).toBe(seconds);
    expect(secondsLeft).toBeCloseTo((seconds * (2 ** 22 - done)) / done, 9);
    check.resume();
    const ended = endOf(run);
    while (!ended()) {
      await settled();
      for (const { answer } of waiting.splice(0)) answer();
    }
    expect(await run).toStrictEqual(checkExhaustively(BINARY32, HORNER));
    expect(states).toEqual(['running', 'pausing', 'paused', 'running', 'finished']);
  });

  it.each(['at work', 'paused'])('can be cancelled while it is %s', async (when) => {
    const { scanner, waiting } = patientScanner();
    const check = new ExhaustiveCheck({
      target: BINARY32,
      program: HORNER,
      scanners: [scanner],
      now: clock(),
    });
    const run = check.run();
    const outcome = expect(run).rejects.toThrow(ExhaustiveCheckError);
    await settled();
    if (when === 'paused') check.pause();
    waiting.shift()?.answer();
    await settled();
    check.cancel();
    waiting.shift()?.answer();
    await outcome;
    expect(check.snapshot()).toMatchObject({ state: { kind: 'cancelled' } });
    expect(waiting).toEqual([]);
  });

  it('fails with what a worker fails with, and gives the others nothing more to do', async () => {
    const { scanner, waiting } = patientScanner();
    const broken: ScanService = {
      prepare: () => Promise.resolve(),
      scan: () => Promise.reject(new Error('the scan worker 2 crashed')),
    };
    let last: ExhaustiveSnapshot | undefined;
    const check = new ExhaustiveCheck({
      target: BINARY32,
      program: HORNER,
      scanners: [scanner, broken],
      now: clock(),
      onSnapshot: (snapshot) => (last = snapshot),
    });
    await expect(check.run()).rejects.toThrow('the scan worker 2 crashed');
    expect(last?.state).toEqual({ kind: 'failed', message: 'the scan worker 2 crashed' });
    waiting.shift()?.answer();
    await settled();
    expect(waiting).toEqual([]);
  });

  it('says where the function has no value', async () => {
    const pole = { kind: 'expression', text: '1/(x-0.875)' } as const;
    const check = new ExhaustiveCheck({
      target: { ...BINARY32, format: 'f16', function: pole },
      program: HORNER,
      scanners: [createScanService()],
      now: clock(),
    });
    await expect(check.run()).rejects.toThrow('no value at x = 8.75e-1: division by zero');
  });

  it('needs a worker and a target with few enough numbers', () => {
    const options = { target: BINARY32, program: HORNER, scanners: [], now: clock() };
    expect(() => new ExhaustiveCheck(options)).toThrow('at least one worker');
    const target = { ...BINARY32, format: 'f64' } as const;
    expect(() => new ExhaustiveCheck({ ...options, target, scanners: [createScanService()] })).toThrow(
      'f64 has too many numbers',
    );
  });
});

describe('createScanService', () => {
  it('scans only what was prepared', async () => {
    await expect(createScanService().scan(0, 1)).rejects.toThrow('no program was prepared');
  });
});
