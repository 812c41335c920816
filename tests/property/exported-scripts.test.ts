/** Exported JavaScript, TypeScript, FPCore and Julia against the law. */

import { describe, expect, test } from 'vitest';
import { compileLaw } from '../../src/program/interpret';
import { parseFPCore } from '../../src/program/fpcore';
import { fromOrdinal } from '../../src/numerics/ordinals';
import { exportModule } from '../../src/persistence/module-export';
import { parseProgram } from '../../src/program/parse';
import { parseTarget } from '../../src/targets/parse';
import { arrayFormOfJulia, evaluateJulia, readJuliaTest } from '../support/evaluate-julia';
import { stripTypes, typeErrors } from '../support/evaluate-typescript';
import {
  emitted,
  exportedCases,
  exportedPoints,
  firstDifference,
  lawValues,
} from '../support/exported-programs';
import type { Case, TestedFormat } from '../support/exported-programs';
import { measuredError } from '../support/measured-error';
import { runNode } from '../support/native-programs';

/** Compares a function for each case with the law at the points. */
function expectLaw(
  format: TestedFormat,
  cases: readonly Case[],
  functionOf: (one: Case) => (x: number) => number,
): void {
  const points = exportedPoints(format);
  const actual = cases.flatMap((one) => Array.from(points, functionOf(one)));
  expect(firstDifference(cases, points, actual, lawValues(cases, format, points))).toBeUndefined();
}

const FORMATS = ['f64', 'f32', 'f16', 'bf16'] as const;

describe('115 programs in every format give the bits of the law', () => {
  test.each(['js', 'ts'] as const)('as %s in Node', (language) => {
    const batches = FORMATS.map((format) => {
      const cases = exportedCases(format);
      const codes = cases.map((one) => emitted(one, format, language));
      return { format, cases, points: exportedPoints(format), codes };
    });
    const scripts = batches.map(({ codes, ...batch }) => ({
      ...batch,
      codes: language === 'ts' ? codes.map(stripTypes) : codes,
    }));
    for (const [index, values] of runNode(scripts).entries()) {
      const { format, cases, points } = batches[index]!;
      expect(firstDifference(cases, points, values, lawValues(cases, format, points))).toBeUndefined();
    }
  });

  test.each(FORMATS)('as FPCore in %s, read back', (format) => {
    expectLaw(format, exportedCases(format), (one) =>
      compileLaw(parseFPCore(emitted(one, format, 'fpcore'), format), format),
    );
  });
});

test('TypeScript in narrow formats satisfies the strictest compiler options', () => {
  const sources = (['f16', 'bf16'] as const).flatMap((format) =>
    exportedCases(format)
      .slice(0, 20)
      .map((one) => emitted(one, format, 'ts')),
  );
  expect(typeErrors(sources)).toEqual([]);
});

// Debian has no Julia: what stands in for it reads the emitted subset strictly.
describe.each(['f64', 'f32', 'f16'] as const)('115 programs in %s', (format) => {
  test('give the bits of the law as Julia, read by a reader of its own', () => {
    const cases = exportedCases(format).filter(
      ({ program }) => format !== 'f16' || program.instructions.every(({ opcode }) => opcode !== 'fma'),
    );
    expect(cases.length).toBeGreaterThan(format === 'f16' ? 40 : 114);
    expectLaw(format, cases, (one) => evaluateJulia(emitted(one, format, 'julia')));
  });
});

test.each(['f64', 'f32', 'f16'] as const)('tests and forms for arrays in Julia are read in %s', (format) => {
  const target = parseTarget({ target: 'exp2', interval: '(0,1]', format, norm: 'relative' });
  const program = parseProgram('u = sqrt(x + 1.5); y = 1.25 / u - x * 0.7', format);
  const error = measuredError();
  const claim = { target, program, errorText: error.text, errorKind: error.kind };
  const { files, name } = exportModule({ program, target, error }, claim, 'julia');
  const [code = '', test = ''] = files.map(({ text }) => text);
  expect(arrayFormOfJulia(code)).toEqual({ name, type: `Float${format.slice(1)}` });
  const rows = readJuliaTest(test, name, `${name}.jl`, `Float${format.slice(1)}`);
  const f = evaluateJulia(code);
  const [isNegative, magnitude] = [
    1n << BigInt(Number(format.slice(1)) - 1),
    (1n << BigInt(Number(format.slice(1)) - 1)) - 1n,
  ];
  const numberOf = (bits: bigint): number =>
    (bits & isNegative ? -1 : 1) * fromOrdinal(bits & magnitude, format);
  expect(rows.length).toBeGreaterThan(60);
  expect(rows.filter(({ x, expected }) => !Object.is(f(numberOf(x)), numberOf(expected)))).toEqual([]);
  expect(() => readJuliaTest(test.replace('@test ', '@tset '), name, `${name}.jl`, 'Float64')).toThrow();
});

test('the reader of Julia refuses what would compute something else', () => {
  const snippet = (body: string): string =>
    `"""\n    f(x::Float32)\n"""\nfunction f(x::Float32)::Float32\n    return ${body}\nend\n`;
  expect(evaluateJulia(snippet('x * Float32(0x1.8p1)'))(2)).toBe(6);
  for (const body of ['x * 0x1.8p1', 'x * 3', 'x ^ x', 'x * Float32(0x1.8000001p1)', 'y', '2x', 'x x']) {
    expect(() => evaluateJulia(snippet(body))).toThrow();
  }
});
