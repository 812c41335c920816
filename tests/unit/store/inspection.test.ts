import { describe, expect, it, vi } from 'vitest';
import { constantFromText, constantToNumber } from '../../../src/program/constant';
import { parseProgram } from '../../../src/program/parse';
import type { CertificateWatch } from '../../../src/protocol/certificate-service';
import type { Watch } from '../../../src/protocol/oracle-service';
import { createCertificateStore } from '../../../src/store/certificate';
import { createCurveOptionsStore, MOST_PINS, normsOf } from '../../../src/store/curve-options';
import { createDeviceStore } from '../../../src/store/device-check';
import { modifiedSelection, selectedRow } from '../../../src/store/exhibit';
import { createAnswerStore } from '../../../src/store/latest-answer';
import {
  modifiedRow,
  sampledError,
  scaledConstant,
  steppedConstant,
  withConstant,
} from '../../../src/store/modified-program';
import { createTrustStore, trustKey } from '../../../src/store/trust';
import { CertificateError, type Certificate } from '../../../src/verification/certificate/certificate';
import { errorCurve } from '../../support/error-curves';
import { deferred } from '../../support/fake-engine';
import { EXP2, frontRow } from '../../support/fronts';
import { measuredError } from '../../support/measured-error';

const program = parseProgram('y = x * 0.5 + 1', 'real');
const subject = { target: EXP2, program };

describe('answers', () => {
  it('are of the latest question only', async () => {
    const first = deferred<number>();
    const answer = vi.fn().mockReturnValueOnce(first.promise).mockResolvedValueOnce(3);
    const store = createAnswerStore<number, number>(answer, Object.is);
    for (const question of [1, 2, 3, 3]) store.ask(question);
    first.resolve(1);
    await vi.waitFor(() => expect(store.getState().shown).toEqual({ question: 3, answer: 3 }));
    expect(answer.mock.calls).toEqual([[1], [3]]);
    store.ask(null);
    expect(store.getState().shown).toBeNull();
  });

  it('may be missing, with a reason', async () => {
    const store = createAnswerStore<number, number>(() => Promise.reject(new Error('outside')), Object.is);
    store.ask(7);
    await vi.waitFor(() => expect(store.getState()).toMatchObject({ failure: 'outside', working: false }));
  });
});

describe('trust', () => {
  it('is kept by target and program, whatever object they are', () => {
    const trust = createTrustStore();
    trust.note(EXP2, program, { refusal: { message: 'no bound' } });
    const key = trustKey({ ...EXP2 }, parseProgram('y = x * 0.5 + 1', 'real'));
    expect(trust.getState().records.get(key)).toEqual({ refusal: { message: 'no bound' } });
    expect(trustKey({ ...EXP2, norm: 'absolute' }, program)).not.toBe(key);
    expect(trustKey(EXP2, parseProgram('y = x * 0.25 + 1', 'real'))).not.toBe(key);
  });
});

describe('certificates', () => {
  function open() {
    const trust = createTrustStore();
    const answer = deferred<Certificate>();
    const watches: CertificateWatch[] = [];
    const store = createCertificateStore(
      {
        certify: (_target, _program, _options, watch) => {
          if (watch !== undefined) watches.push(watch);
          return answer.promise;
        },
      },
      trust,
    );
    const known = () => trust.getState().records.get(trustKey(EXP2, program));
    return { store, answer, watches, known };
  }

  it('tell their progress and are noted beside the program', async () => {
    const { store, answer, watches, known } = open();
    store.start(subject);
    expect(await watches[0]?.(12, 3e-4)).toBe(true);
    expect(store.getState()).toMatchObject({ subject, pieces: 12, upper: 3e-4 });
    const certificate: Certificate = {
      target: { ...EXP2 },
      program: { ...program },
      lower: measuredError({ value: 1e-4 }),
      upper: { value: 1.01e-4, text: '1.01e-4' },
      isTight: true,
      pieces: 20,
      order: 8,
      bits: 100,
      rounding: 0,
    };
    answer.resolve(certificate);
    await vi.waitFor(() => expect(known()?.certificate?.pieces).toBe(20));
    expect(known()?.certificate?.program).toBe(program);
    expect(store.getState().subject).toBeNull();
  });

  it('are refused with the place', async () => {
    const { store, answer, known } = open();
    store.start(subject);
    answer.reject(new CertificateError('a pole', { from: 0.25, to: 0.5 }));
    await vi.waitFor(() => expect(known()?.refusal).toEqual({ message: 'a pole', from: 0.25, to: 0.5 }));
  });

  it('can be given up, and then leave no trace', async () => {
    const { store, answer, watches, known } = open();
    store.start(subject);
    store.cancel();
    expect(await watches[0]?.(1, 1)).toBe(false);
    expect(store.getState()).toMatchObject({ subject: null, cancelled: subject });
    answer.reject(new Error('cancelled'));
    await Promise.resolve();
    expect(known()).toBeUndefined();
  });
});

describe('the device check', () => {
  const scan = { count: 5, maxUlp: 1, argmax: 0.5, misrounded: 2, flushed: 0, adapter: 'a GPU', total: 10 };
  const timed = {
    kind: 'timed',
    adapter: 'a GPU',
    clock: 'device',
    repetitions: 9,
    program: { kind: 'measured', median: 1, least: 1, most: 1 },
  } as const;

  it('times, scans, and scans the builtin over the interval of the target', async () => {
    const builtinError = vi.fn().mockResolvedValue({
      ...scan,
      kind: 'scanned',
      interval: EXP2.interval,
      promise: '3 ulp',
    });
    const store = createDeviceStore({
      selfTest: () => Promise.reject(new Error('not asked for')),
      time: () => Promise.resolve(timed),
      scan: () => Promise.resolve({ ...scan, kind: 'scanned' }),
      builtinError,
    });
    store.start(subject);
    await vi.waitFor(() => expect(store.getState().builtin).not.toBeNull());
    await vi.waitFor(() => expect(store.getState().step).toBeNull());
    expect(builtinError.mock.calls[0]?.slice(0, 2)).toEqual(['exp2', EXP2.interval]);
    expect(store.getState()).toMatchObject({ timing: timed, scan: { maxUlp: 1 }, failure: null });
  });

  it('says why there is no GPU, and ends what is cancelled', async () => {
    const none = { kind: 'unavailable', reason: 'no adapter' } as const;
    const time = vi.fn().mockResolvedValueOnce(none).mockResolvedValueOnce(timed);
    const watches: Watch[] = [];
    const scanning = deferred<{ readonly kind: 'cancelled' } & typeof scan>();
    const store = createDeviceStore({
      selfTest: () => Promise.resolve(none),
      time,
      scan: (_target, _program, watch) => {
        if (watch !== undefined) watches.push(watch);
        return scanning.promise;
      },
      builtinError: () => Promise.reject(new Error('not asked for')),
    });
    store.start(subject);
    await vi.waitFor(() => expect(store.getState()).toMatchObject({ failure: 'no adapter', step: null }));
    store.start(subject);
    await vi.waitFor(() => expect(watches).toHaveLength(1));
    expect(await watches[0]?.(3, 10)).toBe(true);
    store.cancel();
    expect(await watches[0]?.(4, 10)).toBe(false);
    scanning.resolve({ ...scan, kind: 'cancelled' });
    await vi.waitFor(() => expect(store.getState().step).toBeNull());
    expect(store.getState()).toMatchObject({ done: 4, scan: { kind: 'cancelled' }, failure: null });
  });
});

describe('edited programs', () => {
  it('lead back to what was selected before the first edit', () => {
    const front = [frontRow(1, 0.1), frontRow(2, 0.01)];
    const first = modifiedSelection(front, { kind: 'following' }, modifiedRow(program));
    expect(first).toMatchObject({ before: { kind: 'following' }, original: front[1] });
    if (first === null) throw new Error('there is a row to edit');
    const second = modifiedSelection(front, first, modifiedRow(program));
    expect(second?.before).toEqual({ kind: 'following' });
    expect(selectedRow(front, first)).toBe(first.row);
    expect(modifiedSelection([], { kind: 'following' }, modifiedRow(program))).toBeNull();
  });

  it('know nothing of their error but what a curve shows', () => {
    expect(modifiedRow(program)).toMatchObject({ ops: 2, error: { value: NaN, kind: 'sampled' } });
    const curve = errorCurve({
      x: Float64Array.of(0.5),
      low: Float64Array.of(-2),
      high: Float64Array.of(1),
      argmax: 0.5,
      maximum: 2,
    });
    expect(sampledError(curve)).toMatchObject({ kind: 'sampled', value: 2, argmax: 0.5 });
  });

  it('have constants that move by parts and by numbers of the format', () => {
    const tenth = constantFromText('0.1', 'f32');
    const up = steppedConstant(tenth, 1, 'f32');
    expect(up === null ? NaN : constantToNumber(up)).toBe(Math.fround(0.1) + 2 ** -27);
    expect(steppedConstant(constantFromText('3.4028234663852886e38', 'f32'), 1, 'f32')).toBeNull();
    const half = scaledConstant(constantFromText('2', 'real'), -0.75, 'real');
    expect(half === null ? NaN : constantToNumber(half)).toBe(0.5);
    expect(scaledConstant(constantFromText('1e308', 'f64'), 9, 'f64')).toBeNull();
    const changed = withConstant(program, 0, constantFromText('4', 'real'));
    expect(changed.constants.map(constantToNumber)).toEqual([4, 1]);
    expect(program.constants.map(constantToNumber)).toEqual([0.5, 1]);
  });
});

describe('the options of the error plot', () => {
  it('keep four programs at most, and another axis shows all', () => {
    const options = createCurveOptionsStore();
    const pins = [1, 2, 3, 4].map((ops) => ({
      target: EXP2,
      program: frontRow(ops, 1).program,
      title: String(ops),
    }));
    pins.forEach(options.togglePin);
    expect(options.getState().pins).toEqual(pins.slice(-MOST_PINS));
    options.togglePin(pins[3]!);
    expect(options.getState().pins).toHaveLength(MOST_PINS - 1);
    options.set({ part: { target: EXP2, window: { axis: 'value', from: 0.5, to: 1 } } });
    options.setAxis('ordinal');
    expect(options.getState()).toMatchObject({ part: null, axis: 'ordinal' });
    expect(normsOf(EXP2)).not.toContain('ulp');
    expect(normsOf({ ...EXP2, format: 'f16' })).toContain('ulp');
  });
});
