import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deviationBound, summariseDeviation, wgslGuarantees } from '../../src/codegen/wgsl-guarantees';
import { nextDown, nextUp } from '../../src/numerics/ordinals';
import { constantToNumber } from '../../src/program/constant';
import { interpret } from '../../src/program/interpret';
import { parseProgram } from '../../src/program/parse';
import { constantIndex, INPUT, isConstantOperand } from '../../src/program/program';
import type { Program } from '../../src/program/program';
import { programArbitrary } from '../support/program-arbitrary';

/**
 * A malicious implementation of WGSL: it uses every freedom of the specification but reassociation, as `choose`
 * tells it (numbers from 0 to 1). Binary64 stands for exact arithmetic; its own rounding is far below an ulp of f32.
 */
function maliciousValue(program: Program, x: number, choose: () => number): number {
  const flush = (v: number): number => (Math.abs(v) < 2 ** -126 && choose() < 0.5 ? 0 : v);
  const eitherWay = (exact: number): number => {
    const near = Math.fround(exact);
    if (near === exact) return near;
    const other = near < exact ? nextUp(near, 'f32') : nextDown(near, 'f32');
    return flush(choose() < 0.5 ? near : other);
  };
  const within = (exact: number, ulps: number): number => {
    const above = nextUp(Math.abs(Math.fround(exact)), 'f32');
    const ulp = above - nextDown(above, 'f32');
    const error = ulps * (2 * choose() - 1) * ulp * 0.999;
    const inside = Math.fround(exact + error);
    return flush(Math.abs(inside - exact) <= ulps * ulp ? inside : Math.fround(exact));
  };
  const values: number[] = [];
  for (const { opcode, operands } of program.instructions) {
    const value = (operand: number): number => {
      if (operand === INPUT) return x;
      if (!isConstantOperand(operand)) return values[operand] ?? NaN;
      const constant = program.constants[constantIndex(operand)];
      return constant === undefined ? NaN : constantToNumber(constant);
    };
    const [a = NaN, b = NaN, c = NaN] = operands.map((operand) => flush(value(operand)));
    const fused = choose() < 0.3;
    const results = {
      add: () => eitherWay(a + b),
      sub: () => eitherWay(a - b),
      mul: () => eitherWay(a * b),
      div: () => within(a / b, 2.5),
      fma: () => eitherWay((fused ? a * b : eitherWay(a * b)) + c),
      sqrt: () => within(1 / within(1 / Math.sqrt(a), 2), 2.5),
      neg: () => flush(-a),
    };
    values.push(results[opcode]());
  }
  return values.at(-1) ?? x;
}

const f32 = fc.float({ noNaN: true, noDefaultInfinity: true });
const nearOne = fc.float({ min: Math.fround(0.01), max: 100, noNaN: true });

describe('the deviation bound', () => {
  test('holds against an implementation that uses every freedom', () => {
    const seen = { finite: 0 };
    fc.assert(
      fc.property(
        programArbitrary({ format: 'f32', maxInstructions: 8, anyConstants: false }),
        fc.oneof(nearOne, nearOne, f32),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 60, maxLength: 60 }),
        (program, x, choices) => {
          if (program.instructions.length === 0) return;
          const bound = deviationBound(program)(x);
          if (bound === Infinity) return;
          seen.finite += 1;
          const remaining = [...choices];
          const choose = (): number => remaining.pop() ?? 0.5;
          const malicious = maliciousValue(program, x, choose);
          const deviation = Math.abs(malicious - interpret(program, x, 'f32'));
          expect(deviation).toBeLessThanOrEqual(bound);
        },
      ),
      { numRuns: 5000 },
    );
    expect(seen.finite).toBeGreaterThan(1000);
  });

  test.each([
    ['y = x', 0],
    ['y = -x', 0],
    ['y = x + 1', 2 ** -22 * 1.5], // half an ulp by the law, one ulp by the implementation
    ['y = x * 3', 2 ** -22 * 1.5],
    ['y = x / 3', 2 ** -25 * 3],
  ])('%s at x = 1 is within %d', (text, expected) => {
    const bound = deviationBound(parseProgram(text, 'f32'))(1);
    expect(bound).toBeGreaterThanOrEqual(expected);
    expect(bound).toBeLessThanOrEqual(expected * (1 + 1e-9));
  });

  test.each([
    ['y = 1 / x', 2 ** -127, 'divisor too small'],
    ['y = 1 / x', 1.5 * 2 ** 126, 'divisor too large'],
    ['y = x / (x - x)', 1, 'divisor zero'],
    ['y = x * x', 2 ** 64, 'overflow'],
    ['y = x + x', (2 - 2 ** -23) * 2 ** 127, 'overflow by addition'],
    ['y = fma(x, x, -3e38)', 2 ** 64, 'overflow of the product alone'],
    ['y = sqrt(x)', -1, 'square root of a negative number'],
    ['y = sqrt(x)', 0, 'reciprocal square root of zero'],
    ['y = sqrt(x)', 2 ** -130, 'square root of a subnormal number'],
    ['y = sqrt((x + 1) - 1)', 2 ** -24, 'square root of what may be negative'],
  ])('%s at x = %d has none: %s', (text, x) => {
    expect(deviationBound(parseProgram(text, 'f32'))(x)).toBe(Infinity);
  });

  test('a subnormal value may be lost', () => {
    const bound = deviationBound(parseProgram('y = x * 0.5', 'f32'))(2 ** -126);
    expect(bound).toBeGreaterThanOrEqual(2 ** -127);
    expect(bound).toBeLessThan(2 ** -125);
  });
});

test('the summary gives the largest bound and the points without one', () => {
  const program = parseProgram('y = 1 / x + 1', 'f32');
  const { points, ulps, unbounded } = summariseDeviation(program, [0, 2 ** -127, 1, 2]);
  expect(points).toBe(4);
  expect(unbounded).toEqual([0, 2 ** -127]);
  expect(ulps).toBeGreaterThan(3);
  expect(ulps).toBeLessThan(6);
});

test('the summary of points without any bound', () => {
  const { ulps, absolute } = summariseDeviation(parseProgram('y = 1 / (x - x)', 'f32'), [1, 2]);
  expect([ulps, absolute]).toEqual([NaN, NaN]);
});

test('the table has a row for each opcode in use', () => {
  const rows = wgslGuarantees(parseProgram('u = x / 3; y = u * u + u / x', 'f32'));
  expect(rows.map(({ opcode, count }) => [opcode, count])).toEqual([
    ['add', 1],
    ['mul', 1],
    ['div', 2],
  ]);
  expect(rows[2]?.accuracy).toContain('2.5 ulp');
});
