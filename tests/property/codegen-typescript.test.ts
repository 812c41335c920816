import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportProgram } from '../../src/codegen/export-program';
import type { ExportedSnippet } from '../../src/codegen/language';
import { fromOrdinal, ordinalOf } from '../../src/numerics/ordinals';
import type { Format } from '../../src/numerics/format';
import { compileLaw } from '../../src/program/interpret';
import { OPCODES } from '../../src/program/opcode';
import { parseProgram } from '../../src/program/parse';
import type { Program } from '../../src/program/program';
import { parseTarget } from '../../src/targets/parse';
import { evaluateTypeScript, typeErrors } from '../support/evaluate-typescript';
import { measuredError } from '../support/measured-error';
import { programArbitrary } from '../support/program-arbitrary';

const POINTS = 10_000;

function emit(program: Program, format: Format, name?: string): ExportedSnippet {
  const target = parseTarget({ target: 'exp2', interval: '(0,1]', format, norm: 'relative' });
  const request = { program, target, error: measuredError(), ...(name === undefined ? {} : { name }) };
  return exportProgram(request, 'ts');
}

interface Functions {
  readonly scalar: (x: number) => number;
  readonly array: <T extends Float32Array | Float64Array>(input: T, output?: T) => T;
}

function load({ code }: ExportedSnippet): Functions {
  const exports = evaluateTypeScript(code);
  const { exp2Approx: scalar, exp2ApproxArray: array } = exports;
  return { scalar: scalar as Functions['scalar'], array: array as Functions['array'] };
}

/** Numbers of every kind: all binades of both signs, both zeros and infinities, NaN, and more of what is near 1. */
function inputs(format: 'f32' | 'f64'): Float64Array {
  const special = [0, -0, Infinity, -Infinity, NaN];
  const last = ordinalOf(Infinity, format) - 1n;
  const xs = special.slice();
  const wide = Math.floor(POINTS / 2);
  for (let i = 0; i < wide; i++) xs.push(fromOrdinal((last * BigInt(2 * i - wide)) / BigInt(wide), format));
  while (xs.length < POINTS) {
    const x = 8 * (((xs.length * 0.6180339887498949) % 1) - 0.5);
    xs.push(format === 'f32' ? Math.fround(x) : x);
  }
  return Float64Array.from(xs);
}

/** The first input at which two lists of values differ in bits, NaN being one value; undefined where none does. */
function firstDifference(
  xs: Float64Array,
  actual: ArrayLike<number>,
  law: (x: number) => number,
): string | undefined {
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i] ?? NaN;
    if (!Object.is(actual[i], law(x))) return `at ${x}: ${String(actual[i])} instead of ${law(x)}`;
  }
  return actual.length === xs.length ? undefined : 'lengths differ';
}

describe.each(['f32', 'f64'] as const)('emitted TypeScript for %s', (format) => {
  const xs = inputs(format);

  test(`gives the same bits as the law on ${POINTS} points, for random programs`, () => {
    fc.assert(
      fc.property(programArbitrary({ format }), (program) => {
        const { scalar, array } = load(emit(program, format));
        const law = compileLaw(program, format);
        expect(firstDifference(xs, xs.map(scalar), law)).toBeUndefined();
        const list = format === 'f32' ? Float32Array.from(xs) : xs;
        expect(firstDifference(xs, array(list), law)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  test.each(OPCODES)('%s alone gives the same bits', (opcode) => {
    const expression = {
      add: 'x + 0.1',
      sub: '0.1 - x',
      mul: 'x * 0.1',
      div: '0.1 / x',
      fma: 'fma(x, x, -x)',
      sqrt: 'sqrt(x)',
      neg: '-x',
    }[opcode];
    const program = parseProgram(`y = ${expression}`, format);
    expect(
      firstDifference(xs, xs.map(load(emit(program, format)).scalar), compileLaw(program, format)),
    ).toBeUndefined();
  });

  test('special constants keep their meaning', () => {
    const program = parseProgram('u = x * -0 + inf; v = u / -inf; y = v - nan * x', format);
    expect(
      firstDifference(xs, xs.map(load(emit(program, format)).scalar), compileLaw(program, format)),
    ).toBeUndefined();
  });
});

test('a real program is computed in binary64 with rounded constants', () => {
  const program = parseProgram('y = 0.1234567890123456789012345678901234567 / (x + 3.3)', 'real');
  const xs = inputs('f64');
  expect(
    firstDifference(xs, xs.map(load(emit(program, 'real')).scalar), compileLaw(program, 'f64')),
  ).toBeUndefined();
});

test('the array form can write into its own input', () => {
  const program = parseProgram('y = x * x + 1', 'f32');
  const { array } = load(emit(program, 'f32'));
  const list = Float32Array.of(1, 2, 3);
  expect(array(list, list)).toBe(list);
  expect([...list]).toEqual([2, 5, 10]);
});

test('snippets satisfy the strictest compiler options', () => {
  const texts = ['y = x', 'y = 2', 'u = sqrt(x) / 3; y = u * u - fma(u, x, -0.5)'];
  const formats = ['f32', 'f64', 'real'] as const;
  const sources = formats.flatMap((format) =>
    texts.map((text) => emit(parseProgram(text, format), format).code),
  );
  expect(typeErrors(sources)).toEqual([]);
  expect(typeErrors(['export const wrong: number = "text";'])).toHaveLength(1);
});
