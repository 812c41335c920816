import { afterEach, describe, expect, it, vi } from 'vitest';
import { chooseFitEngine } from '../../../src/evaluation/engine-choice';
import { timesText } from '../../../src/evaluation/speedup';
import { ENGINE_PREFERENCES, preferencesOf } from '../../../src/run/engine-preference';
import { exp2Tables } from '../../support/exp2-tables';

const { training } = exp2Tables();

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the choice of the engine for fits', () => {
  it('is measured, and says so', async () => {
    const { engine, reason } = await chooseFitEngine('auto', training);
    expect(engine).toBe('wasm-simd');
    expect(reason).toMatch(/^measured: WebAssembly SIMD fits [0-9.]+ times as fast as TypeScript$/);
  });

  it.each([
    ['wasm', 'wasm-simd'],
    ['typescript', 'typescript'],
  ] as const)('is %s where that is asked for', async (preference, engine) => {
    expect(await chooseFitEngine(preference, training)).toEqual({ engine, reason: 'chosen by the user' });
  });

  it('is TypeScript where there is no SIMD', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    expect(await chooseFitEngine('auto', training)).toEqual({
      engine: 'typescript',
      reason: 'WebAssembly SIMD is not available here',
    });
    await expect(chooseFitEngine('wasm', training)).rejects.toThrow('is not available here');
  });
});

describe('an engine that is asked for', () => {
  it('is one for the CPU, the GPU as well, or whatever is faster', () => {
    expect(ENGINE_PREFERENCES.map(preferencesOf)).toEqual([
      { cpu: 'auto', gpu: 'auto' },
      { cpu: 'wasm', gpu: 'off' },
      { cpu: 'typescript', gpu: 'off' },
      { cpu: 'auto', gpu: 'on' },
    ]);
  });
});

describe('timesText', () => {
  it.each([
    [143.2, '140'],
    [19.04, '19'],
    [0.00123, '0.0012'],
  ])('writes %d as %s', (ratio, text) => {
    expect(timesText(ratio)).toBe(text);
  });
});
