/** Values just below a power of two, nearer to it than a double-double can tell: their ulp is that of the lower binade. */
import { describe, expect, it } from 'vitest';
import { labelPairAt } from '../../../src/evaluation/reference-labels';
import { createScan } from '../../../src/evaluation/scan';
import { REFERENCE_FUNCTIONS } from '../../../src/evaluation/wasm/reference-functions';
import { ReferenceKernel } from '../../../src/evaluation/wasm/reference-kernel';
import { FastLabels } from '../../../src/fitting/rounding/fast-labels';
import { ordinalOf32 } from '../../../src/numerics/ordinals';
import { functionOf } from '../../../src/oracle/oracle';
import { OracleError } from '../../../src/oracle/oracle-error';
import { labelAt, labelTable, scaleOf } from '../../../src/oracle/tables';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget } from '../../../src/targets/parse';

const exact = (id: string) => functionOf({ kind: 'catalogue', id });

describe('values next to powers of two', () => {
  it('have the ulp of their own binade by the oracle', () => {
    const scale = (id: string, x: number, format: 'f32' | 'f64' = 'f32'): number =>
      scaleOf(labelAt(exact(id), x, format), 'ulp', format);
    for (const k of [-20, -60, -100, -120]) {
      const below = 2 ** (24 - k);
      const above = 2 ** (23 - k);
      for (const id of ['tanh', 'sin', 'asinh', 'atan']) expect(scale(id, 2 ** k)).toBe(below);
      for (const id of ['sinh', 'tan', 'asin', 'atanh', 'expm1']) expect(scale(id, 2 ** k)).toBe(above);
      expect(scale('expm1', -(2 ** k))).toBe(below);
      expect(scale('cos', 2 ** k)).toBe(2 ** 24);
      expect(scale('cosh', 2 ** k)).toBe(2 ** 23);
    }
    // The rest is below 2^-1074 here, and not even computable in reasonable time at the last ones.
    expect(scale('sin', 2 ** -400, 'f64')).toBe(2 ** 453);
    expect(scale('sinh', -(2 ** -400), 'f64')).toBe(2 ** 452);
    expect(scale('erf', -1e30)).toBe(2 ** 24);
    expect(scale('erfc', -1e30)).toBe(2 ** 23);
    expect(scale('softplus', 2 ** 100)).toBe(2 ** (23 - 100));
    // Exact values.
    expect(scale('cos', 0)).toBe(2 ** 23);
    expect(scale('exp2', -7)).toBe(2 ** 30);
    expect(scale('sigmoid', 0)).toBe(2 ** 24);
  });

  it('may be powers of two though no precision proves it', () => {
    const target = parseTarget({ expr: 'sin(x)^2 + cos(x)^2', interval: '[0.1,1]', format: 'f32' });
    const { hi, lo, scale } = labelTable(target, Float64Array.of(0.25, 0.75));
    expect(hi).toEqual(Float64Array.of(1, 1));
    expect([...lo].map(Math.abs)).toEqual([0, 0]);
    expect(scale).toEqual(Float64Array.of(2 ** 23, 2 ** 23));
  });

  it.each([...REFERENCE_FUNCTIONS.keys()])('have the same ulp by the reference kernel: %s', (id) => {
    const kernel = new ReferenceKernel();
    const f = exact(id);
    for (const sign of [1, -1]) {
      for (let k = -149; k < 128; k += 4) {
        const x = sign * 2 ** k;
        kernel.x[0] = x;
        if (kernel.roundBlock(id, 1, 'f32') > 0 || !Number.isFinite(kernel.rounded[0]!)) continue;
        try {
          const { rounded, ulp } = labelPairAt(f, x, 'f32');
          expect(kernel.rounded[0]! + 0, `${id}(${x})`).toBe(rounded + 0);
          expect(1 / kernel.perUlp[0]!, `${id}(${x})`).toBe(ulp);
        } catch (error) {
          // Where the oracle finds no precision that is enough, as for sines of huge numbers.
          if (!(error instanceof OracleError)) throw error;
        }
      }
    }
  });

  it('are measured so in scans and tables', () => {
    const target = {
      ...parseTarget({ target: 'tanh', interval: '[0,1]', format: 'f32' }),
      format: 'f32' as const,
    };
    const x = 2 ** -70;
    const ordinal = ordinalOf32(x);
    // y = x (1 + 2^-23) is one ulp of x off, two of tanh(x).
    const scan = createScan(parseProgram('y = x * 0x1.000002p+0', 'f32'), target);
    expect(scan.scan(ordinal, ordinal).maxError).toBe(2);
    expect(FastLabels.of(target)!.table(Float64Array.of(x)).scale[0]).toBe(2 ** 94);
  });
});
