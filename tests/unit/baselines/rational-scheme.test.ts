import { describe, expect, it } from 'vitest';
import {
  bestRationalsByOps,
  minimaxRationalBaseline,
  rationalsByOps,
} from '../../../src/baselines/rational-baseline';
import { rationalSchemes } from '../../../src/baselines/rational-scheme';
import type { Opcode } from '../../../src/program/opcode';
import { constantText } from '../../../src/program/constant';
import { parseProgram } from '../../../src/program/parse';
import { printProgram } from '../../../src/program/print';
import { parseInterval } from '../../../src/targets/interval';
import { parseTarget } from '../../../src/targets/parse';
import type { Target } from '../../../src/targets/target';
import { measureRefined } from '../../../src/verification/measure';

const ARITHMETIC: readonly Opcode[] = ['add', 'sub', 'mul', 'div'];
const WITH_FMA: readonly Opcode[] = [...ARITHMETIC, 'fma'];

function target(name: string, interval: string, norm: string): Target {
  return parseTarget({ target: name, interval, norm });
}

describe('schemes of minimax rational functions', () => {
  it.each([
    ['exp2', '[0,1]', 'relative', 1, 1, ARITHMETIC, { 'continued fraction': 3, quotient: 4 }],
    ['exp2', '[0,1]', 'relative', 2, 2, ARITHMETIC, { 'continued fraction': 6, quotient: 8 }],
    ['exp2', '[0,1]', 'relative', 0, 1, ARITHMETIC, { 'continued fraction': 2, quotient: 2 }],
    ['exp2', '[0,1]', 'relative', 3, 1, ARITHMETIC, { 'continued fraction': 7, quotient: 8 }],
    ['exp2', '[0,1]', 'relative', 1, 3, ARITHMETIC, { 'continued fraction': 7, quotient: 8 }],
    ['exp2', '[0,1]', 'relative', 3, 3, WITH_FMA, { quotient: 7, 'continued fraction': 9 }],
    [
      'tan',
      '[-0.78,0.78]',
      'relative',
      5,
      4,
      ARITHMETIC,
      { 'continued fraction in x^2': 8, quotient: 13, 'quotient in x^2': 10 },
    ],
    [
      'cos',
      '[-1,1]',
      'absolute',
      4,
      4,
      ARITHMETIC,
      { 'continued fraction in x^2': 7, quotient: 12, 'quotient in x^2': 9 },
    ],
    ['log2', '(1,2]', 'relative', 3, 3, ARITHMETIC, { 'continued fraction': 10, quotient: 12 }],
    ['atan', '[0,1]', 'relative', 2, 2, ARITHMETIC, { 'continued fraction': 6, quotient: 7 }],
  ] as const)(
    '%s on %s, %s, (%i,%i): as many operations as stated, and the error of the function',
    (name, interval, norm, m, n, opcodes, ops) => {
      const own = target(name, interval, norm);
      const found = minimaxRationalBaseline(own, { numerator: m, denominator: n }, opcodes);
      expect(Object.fromEntries(found.schemes.map((s) => [s.name, s.ops]))).toEqual(ops);
      expect(found.schemes.map((s) => s.ops)).toEqual(
        [...found.schemes.map((s) => s.ops)].sort((a, b) => a - b),
      );
      for (const { program } of found.schemes) {
        const measured = measureRefined(own, program);
        expect(Math.abs(measured.value / found.errorNumber - 1)).toBeLessThan(1e-9);
        expect(printProgram(parseProgram(printProgram(program), 'real'))).toBe(printProgram(program));
        for (const { opcode } of program.instructions) expect(opcodes).toContain(opcode);
      }
    },
  );

  it('constants have 36 digits', () => {
    const found = minimaxRationalBaseline(
      target('exp2', '[0,1]', 'relative'),
      { numerator: 1, denominator: 1 },
      ARITHMETIC,
    );
    for (const constant of found.schemes[0]!.program.constants) {
      expect(constantText(constant).replace(/\D/g, '').length).toBeGreaterThanOrEqual(36);
    }
  });

  it('says that a continued fraction passes infinity inside the interval', () => {
    const found = minimaxRationalBaseline(
      target('exp2', '[0,1]', 'relative'),
      { numerator: 2, denominator: 2 },
      ARITHMETIC,
    );
    expect(found.schemes[0]?.note).toContain('divides by zero at a point inside');
  });

  it('needs division', () => {
    const own = target('exp2', '[0,1]', 'relative');
    expect(() => minimaxRationalBaseline(own, { numerator: 1, denominator: 1 }, ['add', 'mul'])).toThrow(
      'the opcode div',
    );
    expect(() => bestRationalsByOps(own, 5, ['add', 'mul'])).toThrow('the opcode div');
  });
});

describe('rationalSchemes', () => {
  const accuracy = { interval: parseInterval('[-1,1]'), tolerance: '1e-30' };

  it('refuses a fraction that divides by zero at 0', () => {
    // (1 + x/2) / (1 - x/2 + x^2/4) on [-1,1]: a partial denominator is x.
    const found = rationalSchemes(
      { numerator: ['2', '1', '1'], denominator: ['2', '-1', '1'] },
      ARITHMETIC,
      accuracy,
    );
    expect(found.schemes.map((s) => s.name)).toEqual(['quotient']);
    expect(found.refused).toEqual([
      { name: 'continued fraction', reason: 'it divides by zero at an end of the interval or at 0' },
    ]);
  });

  it('takes a polynomial for what it is', () => {
    const found = rationalSchemes(
      { numerator: ['2', '3', '1'], denominator: ['1', '0'] },
      ARITHMETIC,
      accuracy,
    );
    expect(found.schemes.map((s) => s.name)).toEqual(['horner']);
  });

  it('writes jumps of more than one degree as they come', () => {
    // 3 + 2 / (x^3 + 4): the quotient of Euclid's algorithm has degree 3 at once.
    const found = rationalSchemes(
      { numerator: ['14', '0', '0', '3'], denominator: ['4', '0', '0', '1'] },
      ARITHMETIC,
      { ...accuracy, interval: parseInterval('[0,1]') },
    );
    const fraction = found.schemes.find((s) => s.name === 'continued fraction')!;
    expect(fraction.ops).toBe(5);
  });
});

describe('rationalsByOps', () => {
  it('exp2: the best for each count, the better the longer', () => {
    const own = target('exp2', '[0,1]', 'relative');
    const { rows, skipped } = bestRationalsByOps(own, 6, ARITHMETIC);
    expect(skipped).toEqual([]);
    expect(rows.map((r) => r.ops)).toEqual([2, 3, 5, 6]);
    expect(rows.map((r) => r.best.degree)).toContainEqual({ numerator: 2, denominator: 2 });
    const errors = rows.map((r) => r.best.errorNumber);
    expect(errors).toEqual([...errors].sort((a, b) => b - a));
    expect(errors[1]).toBeCloseTo(8.67e-4, 6);
  });

  it('tan: functions of x^2 times x, with reach beyond their degrees', () => {
    const { rows } = bestRationalsByOps(target('tan', '[-0.78,0.78]', 'relative'), 5, ARITHMETIC);
    expect(rows.at(-1)?.best.degree).toEqual({ numerator: 3, denominator: 2 });
  });

  it('yields each as it comes, and can be given up', () => {
    const steps = rationalsByOps(target('exp2', '[0,1]', 'relative'), 12, ARITHMETIC);
    for (;;) {
      const step = steps.next();
      if (step.done === true) throw new Error('ended before the first');
      if (step.value === undefined) continue;
      expect(step.value.family).toBe('minimax-rational');
      break;
    }
    steps.return({ rows: [], skipped: [] });
    expect(steps.next().done).toBe(true);
  });
});
