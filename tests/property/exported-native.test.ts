/** Exported C, Rust and Python against the law, by the compilers that their users have. */

import { beforeAll, describe, expect, test } from 'vitest';
import type { LanguageId } from '../../src/codegen/language';
import {
  emitted,
  exportedCases,
  exportedPoints,
  firstDifference,
  lawValues,
} from '../support/exported-programs';
import type { Values } from '../support/exported-programs';
import { runC, runPython, runRust } from '../support/native-programs';
import type { Batch } from '../support/native-programs';

const FORMATS = ['f32', 'f64'] as const;

const SETS = FORMATS.map((format) => ({
  format,
  cases: exportedCases(format),
  points: exportedPoints(format),
}));

function batchesFor(language: LanguageId): Batch[] {
  return SETS.map(({ format, cases, points }) => ({
    format,
    cases,
    points,
    codes: cases.map((one) => emitted(one, format, language)),
  }));
}

const law: Values[] = [];

beforeAll(() => {
  for (const { format, cases, points } of SETS) law.push(lawValues(cases, format, points));
});

function expectLaw(values: readonly Values[]): void {
  SETS.forEach(({ cases, points }, index) => {
    expect(
      firstDifference(cases, points, values[index] ?? [], law[index] ?? new Float32Array()),
    ).toBeUndefined();
  });
}

// With -march=native the compiler may use fused instructions, if the processor has them.
const NATIVE = process.arch === 'arm64' ? '-mcpu=native' : '-march=native';
const STRICT = ['-Wall', '-Wextra', '-Werror', '-Wno-unknown-pragmas'];

describe('115 programs in f32 and f64 give the bits of the law at 10,000 points', () => {
  test.each([
    ['GCC in its ISO mode', 'gcc', ['-std=c99', '-pedantic', '-O2', NATIVE]],
    ['GCC with -ffp-contract=off', 'gcc', ['-O2', '-ffp-contract=off', NATIVE]],
    ['Clang as it is', 'clang', ['-O2', NATIVE]],
    ['Clang in its ISO mode', 'clang', ['-std=c99', '-pedantic', '-O2']],
  ] as const)('with %s', (_name, compiler, flags) => {
    expectLaw(runC(compiler, [...STRICT, ...flags], batchesFor('c')));
  });

  test('with rustc', () => {
    expectLaw(runRust(batchesFor('rust')));
  });

  test('with Python and NumPy, on arrays and scalars', () => {
    expectLaw(runPython(batchesFor('python')));
  });
});

test('binary16 in NumPy gives the bits of the law', () => {
  const format = 'f16';
  const cases = exportedCases(format);
  const points = exportedPoints(format);
  const codes = cases.map((one) => emitted(one, format, 'python'));
  const [values = []] = runPython([{ format, cases, points, codes }]);
  expect(firstDifference(cases, points, values, lawValues(cases, format, points))).toBeUndefined();
});
