import { afterEach, describe, expect, it, vi } from 'vitest';
import { chooseCpuEngine, createFitEngine } from '../../../src/evaluation/cpu-engine';
import { CpuScorer } from '../../../src/evaluation/cpu-scorer';
import { PortableFit } from '../../../src/evaluation/portable/portable-fit';
import { createScan } from '../../../src/evaluation/scan';
import { prepareScoreTable } from '../../../src/evaluation/score';
import { FitKernel } from '../../../src/evaluation/wasm/fit-kernel';
import { parseProgram } from '../../../src/program/parse';
import { binary32Labels } from '../../support/label-tables';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the choice of the CPU engine', () => {
  it('is SIMD where there is any, and what is asked for', () => {
    expect(chooseCpuEngine()).toBe('wasm-simd');
    expect(chooseCpuEngine('wasm')).toBe('wasm-simd');
    expect(chooseCpuEngine('typescript')).toBe('typescript');
    expect(createFitEngine()).toBeInstanceOf(FitKernel);
    expect(createFitEngine('typescript')).toBeInstanceOf(PortableFit);
  });

  it.each([
    ['no WebAssembly', undefined],
    ['no SIMD in it', { validate: () => false }],
  ])('is TypeScript where there is %s', (_, missing) => {
    vi.stubGlobal('WebAssembly', missing);
    expect(chooseCpuEngine()).toBe('typescript');
    expect(createFitEngine()).toBeInstanceOf(PortableFit);
    expect(() => chooseCpuEngine('wasm')).toThrow('WebAssembly SIMD is not available here');
    const table = prepareScoreTable(binary32Labels((x) => x * x, [0, 1, 2], 'absolute'));
    const score = new CpuScorer(table).score(parseProgram('y = x + 1', 'f32'));
    expect(score).toEqual({ maxError: 1, argmax: 0 });
    const exp2 = { kind: 'catalogue', id: 'exp2' } as const;
    const target = { function: exp2, norm: 'ulp', format: 'f32' } as const;
    expect(() => createScan(parseProgram('y = x', 'f32'), target)).toThrow('is not available here');
  });
});
