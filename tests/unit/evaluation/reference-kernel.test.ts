import { describe, expect, it } from 'vitest';
import { fastLabelPairs } from '../../../src/evaluation/reference-labels';
import { REFERENCE_FUNCTIONS } from '../../../src/evaluation/wasm/reference-functions';
import { ReferenceKernel } from '../../../src/evaluation/wasm/reference-kernel';
import { fromOrdinal32, ordinalOf32 } from '../../../src/numerics/ordinals';
import { roundToFormat } from '../../../src/numerics/rounding';
import { ulpOf } from '../../../src/numerics/ulp';
import { functionOf } from '../../../src/oracle/oracle';
import { labelAt } from '../../../src/oracle/tables';
import { awkwardPoints } from '../../support/awkward-points';
import { relativeErrorBits } from '../../support/relative-error';

const kernel = new ReferenceKernel();
const IDS = [...REFERENCE_FUNCTIONS.keys()];
const FORMATS = ['f32', 'f16', 'bf16'] as const;

function values(
  id: string,
  points: readonly number[] | Float64Array,
): { hi: Float64Array; lo: Float64Array } {
  const x = Float64Array.from(points);
  const hi = new Float64Array(x.length);
  const lo = new Float64Array(x.length);
  kernel.evaluate(id, x, hi, lo);
  return { hi, lo };
}

describe.each(IDS)('the reference of %s', (id) => {
  it('stays within its error bound', () => {
    const x = awkwardPoints(id, 400, 7);
    const { hi, lo } = values(id, x);
    const worst = Math.max(...Array.from(x, (point, i) => relativeErrorBits(id, point, hi[i]!, lo[i]!)));
    expect(worst).toBeLessThan(Math.log2(kernel.errorBound(id)));
  });

  it.each(FORMATS)('rounds to %s as the oracle does', (format) => {
    const x = awkwardPoints(id, 120, 11).map((point) => roundToFormat(point, format));
    const points = x.filter((point) => point !== 0 && Number.isFinite(point) && isInside(id, point));
    const rounded = new Float64Array(points.length);
    const tail = new Float64Array(points.length);
    const undecided: number[] = [];
    kernel.pairs(id, points, format, { rounded, tail, undecided });
    const f = functionOf({ kind: 'catalogue', id });
    points.forEach((point, i) => {
      if (undecided.includes(i)) return;
      const { hi, lo } = labelAt(f, point, format);
      const context = `${id}(${point})`;
      // Equal zeros are as good as each other.
      expect(rounded[i]! + 0, context).toBe(hi + 0);
      if (!Number.isFinite(hi)) return;
      // The ulp is that of the exact value, so below a power of two the smaller one.
      const below = (hi > 0 ? lo < 0 : lo > 0) ? 1 - Number.EPSILON / 2 : 1;
      expect(Math.abs(tail[i]! - lo / ulpOf(hi * below, format)), context).toBeLessThan(2 ** -45);
    });
    expect(undecided.length).toBeLessThan(points.length / 4);
  });
});

/** Whether the oracle has a value: ends that are poles, and what rounding moved outside, left out. */
function isInside(id: string, x: number): boolean {
  const { lower, upper } = functionOf({ kind: 'catalogue', id }).domain;
  return x > lower && x < upper;
}

describe('exact values', () => {
  it.each<[id: string, x: number, y: number]>([
    ['exp2', -149, 2 ** -149],
    ['exp2', 100, 2 ** 100],
    ['exp', 0, 1],
    ['exp10', 5, 1e5],
    ['log2', 2 ** -140, -140],
    ['log', 1, 0],
    ['log10', 1e10, 10],
    ['log10', 10, 1],
    ['cos', 0, 1],
    ['sinpi', 2 ** 20 + 0.5, 1],
    ['sinpi', -7, 0],
    ['cospi', 3, -1],
    ['cospi', 0.5, 0],
    ['sqrt', 4095 ** 2, 4095],
    ['sqrt', 2 ** -148, 2 ** -74],
    ['rsqrt', 2 ** -148, 2 ** 74],
    ['cbrt', -(255 ** 3), -255],
    ['cbrt', 2 ** -147, 2 ** -49],
    ['recip', -(2 ** -149), -(2 ** 149)],
    ['sigmoid', 0, 0.5],
    ['acosh', 1, 0],
    ['acos', 1, 0],
    ['normcdf', 0, 0.5],
    ['erfc', 0, 1],
  ])('%s(%d) = %d, with no rest', (id, x, y) => {
    const { hi, lo } = values(id, [x]);
    expect(hi[0]! + 0).toBe(y);
    expect(lo[0]! + 0).toBe(0);
  });

  it('keeps the sign of zero where the function does', () => {
    for (const id of ['sin', 'tan', 'expm1', 'log1p', 'asinh', 'tanh', 'erf', 'sqrt', 'cbrt', 'gelu']) {
      expect(values(id, [-0, 0]).hi, id).toEqual(Float64Array.of(-0, 0));
    }
  });
});

describe('poles, limits and points outside the domain', () => {
  it.each<[id: string, x: number, y: number]>([
    ['exp', -Infinity, 0],
    ['expm1', -Infinity, -1],
    ['exp2', Infinity, Infinity],
    ['log', 0, -Infinity],
    ['log2', -1, NaN],
    ['log10', -Infinity, NaN],
    ['log1p', -1, -Infinity],
    ['log1p', -1.5, NaN],
    ['sin', Infinity, NaN],
    ['sinc', -Infinity, 0],
    ['asin', 1.5, NaN],
    ['acos', -2, NaN],
    ['atan', Infinity, Math.PI / 2],
    ['acosh', 0.5, NaN],
    ['acosh', 0, NaN],
    ['atanh', -1, -Infinity],
    ['atanh', 2, NaN],
    ['sqrt', -1, NaN],
    ['rsqrt', 0, Infinity],
    ['recip', -0, -Infinity],
    ['tanh', -Infinity, -1],
    ['softplus', -Infinity, 0],
    ['erfc', -Infinity, 2],
    ['gelu', Infinity, Infinity],
    ['sigmoid', NaN, NaN],
  ])('%s(%d) = %d', (id, x, y) => {
    expect(values(id, [0.75, x]).hi[1]).toBe(y);
  });

  it('refuses numbers that binary32 does not have, and functions it does not know', () => {
    expect(() => values('exp2', [0.1])).toThrow(RangeError);
    expect(() => values('zeta', [0.5])).toThrow(/zeta has no fast reference/);
    expect(kernel.supports('airyAi')).toBe(false);
  });
});

describe('rounding', () => {
  it('goes by the least rest where values stand next to a power of two or a tie', () => {
    // Just below 1, where the ulp is the smaller one; just above; a tie that the rest breaks.
    const x = Float64Array.of(-(2 ** -100), 2 ** -100, 2 ** -149 * 5);
    const rounded = new Float64Array(3);
    const tail = new Float64Array(3);
    const undecided: number[] = [];
    kernel.pairs('exp', x, 'f32', { rounded, tail, undecided });
    expect(rounded.slice(0, 2)).toEqual(Float64Array.of(1, 1));
    expect(tail[0]).toBeCloseTo(-(2 ** -76), 80);
    expect(tail[1]).toBe(2 ** -77);
    kernel.pairs('silu', x, 'f32', { rounded, tail, undecided });
    expect(undecided).toEqual([]);
    expect(rounded[2]).toBe(2 ** -149 * 3);
    expect(tail[2]).toBe(-0.5);
    kernel.pairs('exp2', Float64Array.of(-150), 'f32', { rounded, tail, undecided });
    expect(undecided).toEqual([0]);
  });

  it('turns what exceeds the format into infinities and what vanishes into zeros', () => {
    const rounded = new Float64Array(4);
    const tail = new Float64Array(4);
    kernel.pairs('sinh', Float64Array.of(-(2 ** 127), 90, 20, -(2 ** -149)), 'f16', {
      rounded,
      tail,
      undecided: [],
    });
    expect(rounded).toEqual(Float64Array.of(-Infinity, Infinity, Infinity, -0));
    expect(tail.slice(0, 3)).toEqual(new Float64Array(3));
  });
});

describe('fastLabelPairs', () => {
  it('settles what the kernel leaves open by the oracle', () => {
    const { rounded, tail } = fastLabelPairs('exp2', Float64Array.of(-150, -149, 0.5), 'f32');
    expect(rounded).toEqual(Float64Array.of(0, 2 ** -149, Math.fround(Math.SQRT2)));
    expect(tail[0]).toBe(0.5);
    expect(tail[1]).toBe(0);
  });

  it('gives the labels of the oracle, by the kernel or without', () => {
    const first = ordinalOf32(0.25);
    const x = Float64Array.from({ length: 300 }, (_, i) => fromOrdinal32(first + i * 77_777));
    for (const id of ['sin', 'lgamma']) {
      const f = functionOf({ kind: 'catalogue', id });
      const { rounded, tail } = fastLabelPairs(id, x, 'f32');
      x.forEach((point, i) => {
        const { hi, lo } = labelAt(f, point, 'f32');
        expect(rounded[i]).toBe(hi);
        expect(Math.abs(tail[i]! * ulpOf(hi, 'f32') - lo)).toBeLessThan(ulpOf(hi, 'f32') * 2 ** -45);
      });
    }
  });

  it('says where the function has no value', () => {
    expect(() => fastLabelPairs('log', Float64Array.of(1, -1), 'f32')).toThrow(/outside the domain/);
    expect(() => fastLabelPairs('zeta', Float64Array.of(1), 'f32')).toThrow(/unknown function/);
  });
});
