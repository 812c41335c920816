import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  createFullRange,
  exportFullRange,
  type FullRangeFunction,
} from '../../../src/codegen/full-range/full-range';
import type { Variant } from '../../../src/codegen/full-range/template';
import {
  FULL_RANGE_FUNCTIONS,
  functionsServedBy,
  kernelTargetFor,
  kernelTargetsFor,
} from '../../../src/codegen/full-range/templates';
import { fromOrdinal, infinityOrdinal } from '../../../src/numerics/ordinals';
import { parseTarget } from '../../../src/targets/parse';
import { evaluateTypeScript, typeErrors } from '../../support/evaluate-typescript';
import { BINARY64, goldenFunction, goldenKernel, NARROW, WIDE } from '../../support/full-range';
import { measuredError } from '../../support/measured-error';
import { execute, inFolder } from '../../support/native-programs';

const VARIANTS: readonly (readonly [string, Variant])[] = [
  ['f32 in binary64', WIDE],
  ['f32 in binary32', NARROW],
  ['f64', BINARY64],
];
const SPECIAL = [NaN, Infinity, -Infinity, 0, -0, 1, -1];
const POINTS = 2048;

/** Zeros, infinities, NaN, numbers of all binades, and as many of moderate size. */
function pointsOf(format: 'f32' | 'f64'): Float64Array {
  const last = infinityOrdinal(format) - 1n;
  const points = [...SPECIAL, ...[1n, -1n, last, -last].map((n) => fromOrdinal(n, format))];
  for (let i = 0; i < POINTS; i++) {
    points.push(fromOrdinal((last * BigInt(2 * i - POINTS)) / BigInt(POINTS), format));
    const moderate = 40 * (((i * 0.6180339887498949) % 1) - 0.5);
    points.push(format === 'f32' ? Math.fround(moderate) : moderate);
  }
  return Float64Array.from(points);
}

function lawAt({ law }: FullRangeFunction, points: Float64Array): Float64Array {
  const values = new Float64Array(points.length);
  law(points, values);
  return values;
}

/** Where two lists first differ in bits, NaN being one value; -1 where nowhere. */
function firstDifference(a: Float64Array, b: Float64Array): number {
  return a.findIndex((value, i) => !Object.is(value, b[i]));
}

const request = (name: string) => ({ error: measuredError(), name });

describe.each(VARIANTS)('%s', (_, variant) => {
  const points = pointsOf(variant.format);
  const functions = [true, false].flatMap((specialCases) =>
    FULL_RANGE_FUNCTIONS.map((id) => ({
      id,
      name: `${id}${specialCases ? '_whole' : '_fast'}`,
      whole: goldenFunction(id, variant, specialCases),
    })),
  );
  /** The fast forms are compared where they are meant to be used: elsewhere C leaves more open than JavaScript. */
  const insideOf = ({ interval }: FullRangeFunction): Float64Array =>
    points.filter((x) => !(x < interval.lower || x > interval.upper));

  test('emitted TypeScript computes the law, bit for bit', () => {
    for (const { id, name, whole } of functions.filter((one) => one.whole.choice.specialCases)) {
      const { code, functionName } = exportFullRange(whole, 'ts', request(name));
      const emitted = evaluateTypeScript(code)[functionName] as (x: number) => number;
      const expected = lawAt(whole, points);
      const at = firstDifference(points.map(emitted), expected);
      expect(at, `${id} at ${String(points[at])}`).toBe(-1);
    }
  });

  test('emitted C computes the law, bit for bit', () => {
    const type = variant.format === 'f32' ? 'float' : 'double';
    const values = inFolder((folder) => {
      const codes = functions.map(({ name, whole }) => exportFullRange(whole, 'c', request(name)).code);
      const calls = functions.map(
        ({ name }) => `    ${name}_array(points, values, ${points.length});
    for (size_t i = 0; i < ${points.length}; i++) wide[i] = values[i];
    fwrite(wide, sizeof wide[0], ${points.length}, out);`,
      );
      const source = `#include <stdio.h>
${codes.join('\n')}
static ${type} points[${points.length}], values[${points.length}];
static double wide[${points.length}];
int main(void)
{
    FILE *in = fopen("points", "rb"), *out = fopen("values", "wb");
    if (!in || !out || fread(wide, sizeof wide[0], ${points.length}, in) != ${points.length})
        return 1;
    for (size_t i = 0; i < ${points.length}; i++) points[i] = (${type})wide[i];
${calls.join('\n')}
    return fclose(in) | fclose(out);
}
`;
      writeFileSync(join(folder, 'all.c'), source);
      writeFileSync(join(folder, 'points'), new Uint8Array(points.buffer));
      const flags = [
        '-std=c99',
        '-O1',
        '-ffp-contract=off',
        '-Wall',
        '-Wextra',
        '-Werror',
        '-Wno-unknown-pragmas',
        'all.c',
        '-lm',
        '-o',
        'all',
      ];
      execute('gcc', flags, folder);
      execute({ path: join(folder, 'all') }, [], folder);
      return new Float64Array(Uint8Array.from(readFileSync(join(folder, 'values'))).buffer);
    });
    functions.forEach(({ id, whole }, k) => {
      const emitted = values.subarray(k * points.length, (k + 1) * points.length);
      const inside = insideOf(whole);
      const kept = emitted.filter(
        (__, i) => !(points[i]! < whole.interval.lower || points[i]! > whole.interval.upper),
      );
      const fast = !whole.choice.specialCases;
      const [got, expected] = fast ? [kept, lawAt(whole, inside)] : [emitted, lawAt(whole, points)];
      const ignored = fast ? (x: number) => !Number.isFinite(x) || x === 0 : () => false;
      const arguments_ = fast ? inside : points;
      const at = got.findIndex((value, i) => !ignored(arguments_[i]!) && !Object.is(value, expected[i]));
      expect(at, `${id} at ${String(arguments_[at])}`).toBe(-1);
    });
  });

  test('fast forms have the values of the whole ones where they are meant to be used', () => {
    for (const id of FULL_RANGE_FUNCTIONS) {
      const fast = goldenFunction(id, variant, false);
      const inside = insideOf(fast).filter((x) => Math.abs(x) >= 2 ** -13);
      expect(inside.length).toBeGreaterThan(100);
      const at = firstDifference(lawAt(fast, inside), lawAt(goldenFunction(id, variant), inside));
      expect(at, `${id} at ${String(inside[at])}`).toBe(-1);
    }
  });
});

test('emitted TypeScript passes the strictest checks', () => {
  const sources = VARIANTS.flatMap(([, variant], v) =>
    FULL_RANGE_FUNCTIONS.map(
      (id, k) => exportFullRange(goldenFunction(id, variant, (v + k) % 2 === 0), 'ts', request(id)).code,
    ),
  );
  expect(typeErrors(sources)).toEqual([]);
});

describe('special values', () => {
  const TINY = { f32: 2 ** -149, f64: 2 ** -1074 };
  const LARGEST = { f32: (2 - 2 ** -23) * 2 ** 127, f64: Number.MAX_VALUE };
  /** f at -Infinity, -0, 0 and Infinity; for tiny and for the largest numbers of both signs. */
  const inf = Infinity;
  type Limits = readonly [minusInf: number, minusZero: number, zero: number, inf: number];
  type Sizes = readonly [minusLargest: number, minusTiny: number, tiny: number, largest: number];
  const exponential: Sizes = [0, 1, 1, inf];
  const ROWS: readonly (readonly [string, Limits, ((tiny: number) => Sizes) | undefined])[] = [
    ['exp2', [0, 1, 1, inf], () => exponential],
    ['exp', [0, 1, 1, inf], () => exponential],
    ['exp10', [0, 1, 1, inf], () => exponential],
    ['expm1', [-1, -0, 0, inf], (t) => [-1, -t, t, inf]],
    ['tanh', [-1, -0, 0, 1], (t) => [-1, -t, t, 1]],
    ['sin', [NaN, -0, 0, NaN], (t) => [NaN, -t, t, NaN]],
    ['cos', [NaN, 1, 1, NaN], () => [NaN, 1, 1, NaN]],
    ['tan', [NaN, -0, 0, NaN], (t) => [NaN, -t, t, NaN]],
    ['erf', [-1, -0, 0, 1], (t) => [-1, -t, t, 1]],
    ['sigmoid', [0, 0.5, 0.5, 1], undefined],
    ['gelu', [-0, -0, 0, inf], undefined],
    ['cbrt', [-inf, -0, 0, inf], undefined],
  ];

  test.each(ROWS)('of %s', (id, limits, sizes) => {
    for (const [, variant] of VARIANTS) {
      const whole = goldenFunction(id, variant);
      const [tiny, largest] = [TINY[variant.format], LARGEST[variant.format]];
      const at = (...xs: number[]) => [...lawAt(whole, Float64Array.from(xs))];
      expect(at(-inf, -0, 0, inf)).toEqual([...limits]);
      expect(at(NaN)).toEqual([NaN]);
      if (sizes !== undefined) expect(at(-largest, -tiny, tiny, largest)).toEqual([...sizes(tiny)]);
    }
  });

  test.each(['log2', 'log', 'log10'])('of %s', (id) => {
    for (const [, variant] of VARIANTS) {
      const whole = goldenFunction(id, variant);
      const values = lawAt(whole, Float64Array.from([-inf, -1, -0, 0, 1, inf, NaN]));
      expect([...values]).toEqual([NaN, NaN, -inf, -inf, 0, inf, NaN]);
    }
  });

  test('of log1p, rsqrt and subnormal arguments', () => {
    for (const [, variant] of VARIANTS) {
      const at = (id: string, ...xs: number[]) => [
        ...lawAt(goldenFunction(id, variant), Float64Array.from(xs)),
      ];
      const tiny = TINY[variant.format];
      expect(at('log1p', -inf, -2, -1, -0, 0, tiny, inf, NaN)).toEqual([
        NaN,
        NaN,
        -inf,
        -0,
        0,
        tiny,
        inf,
        NaN,
      ]);
      expect(at('rsqrt', -inf, -1, -0, 0, inf, NaN)).toEqual([NaN, NaN, -inf, inf, 0, NaN]);
      const [exponent, root] = variant.format === 'f32' ? [-149, 2 ** 74.5] : [-1074, 2 ** 537];
      expect(at('log2', tiny)[0]).toBeCloseTo(exponent, 3);
      expect(at('rsqrt', tiny)[0]! / root).toBeCloseTo(1, 5);
      expect(at('cbrt', -tiny)[0]! / -(2 ** (exponent / 3))).toBeCloseTo(1, 5);
    }
  });

  test('of subnormal results', () => {
    for (const [, variant] of VARIANTS) {
      const least = variant.format === 'f32' ? -149 : -1074;
      const whole = goldenFunction('exp2', variant);
      const values = lawAt(whole, Float64Array.from([least, least - 1.25, least - 0.75, least + 3]));
      expect([...values]).toEqual([2 ** least, 0, 2 ** least, 2 ** (least + 3)]);
    }
  });
});

describe('what a function needs', () => {
  test('is named for each', () => {
    expect(FULL_RANGE_FUNCTIONS).toHaveLength(17);
    for (const id of FULL_RANGE_FUNCTIONS) {
      for (const [, variant] of VARIANTS) {
        for (const slot of kernelTargetsFor(id, variant)) {
          for (const { function: fn, intervalText, norm } of slot) {
            const named = fn.kind === 'catalogue' ? { target: fn.id } : { expr: fn.text };
            expect(() => parseTarget({ ...named, interval: intervalText, norm })).not.toThrow();
          }
        }
      }
    }
    expect(kernelTargetFor('exp2', WIDE)).toMatchObject({
      intervalText: '(0,1]',
      flags: '--target exp2 --interval "(0,1]" --norm relative',
    });
  });

  test('is named where a program does not fit', () => {
    const narrow = { ...goldenKernel('exp2'), target: parseTarget({ target: 'exp2', interval: '(0,0.5]' }) };
    const choice = { id: 'exp2', variant: WIDE, kernels: [narrow], specialCases: true };
    expect(() => createFullRange(choice)).toThrow(/needs .* 2\^x on \(0,1\], .* --interval "\(0,1\]"/);
    expect(() => createFullRange({ ...choice, kernels: [] })).toThrow('takes 1 program');
    expect(() => createFullRange({ ...choice, id: 'gamma' })).toThrow(
      'there is no full-range form of "gamma"',
    );
  });

  test('is served by programs for wider intervals too', () => {
    const wider = { ...goldenKernel('exp2'), target: parseTarget({ target: 'exp2', interval: '[0,1.5]' }) };
    expect(() =>
      createFullRange({ id: 'exp2', variant: WIDE, kernels: [wider], specialCases: true }),
    ).not.toThrow();
    expect(functionsServedBy(parseTarget({ target: 'exp' }), WIDE)).toEqual([
      'exp',
      'sigmoid',
      'erf',
      'gelu',
    ]);
    expect(functionsServedBy(goldenKernel('expm1 quotient').target, WIDE)).toEqual(['expm1', 'tanh']);
    expect(functionsServedBy(parseTarget({ target: 'sin' }), WIDE)).toEqual(['sin', 'cos']);
  });
});

describe('the text of a snippet', () => {
  test('says what is measured, how, and what is left out', () => {
    const { code, notes } = exportFullRange(goldenFunction('sin', WIDE), 'c', request('sinf'));
    const text = code.replace(/\n \* ?/g, ' ');
    expect(text).toContain('of at most 131072 in absolute value');
    expect(text).toContain('NaN, infinities, both zeros');
    expect(text).toContain('(refined: the largest of');
    expect(code).toContain('float sinf_approx(float x)');
    expect(notes.join(' ')).toContain('-ffp-contract=off');
    const fast = exportFullRange(goldenFunction('exp', WIDE, false), 'ts', request('exp')).code;
    expect(fast.replace(/\n \* ?/g, ' ')).toContain(
      'Fast form: x is a number of at most 87 in absolute value',
    );
    expect(fast).not.toContain('if (');
  });

  test('is refused in languages without one', () => {
    expect(() => exportFullRange(goldenFunction('exp', WIDE), 'latex', request('exp'))).toThrow(
      'ts, js, wgsl, glsl, c',
    );
  });
});
