import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FiniteFormat } from '../../src/numerics/format';
import { formatHexFloat } from '../../src/numerics/number-text';
import { nextDown, nextUp } from '../../src/numerics/ordinals';
import { constantFromNumber, constantToNumber } from '../../src/program/constant';
import { compileLaw, interpret, interpretAll, interpretInstructions } from '../../src/program/interpret';
import { interpretDoubleDouble } from '../../src/program/interpret-double-double';
import { parseProgram } from '../../src/program/parse';
import { INPUT, isConstantOperand, constantIndex } from '../../src/program/program';
import type { Instruction } from '../../src/program/program';
import {
  compare,
  fraction,
  fractionOf,
  magnitude,
  minus,
  negated,
  over,
  plus,
  roundingFault,
  times,
} from '../support/exact-arithmetic';
import type { Fraction } from '../support/exact-arithmetic';
import { anyNumber, finiteNumbers } from '../support/number-arbitraries';
import { programArbitrary } from '../support/program-arbitrary';

const FINITE: readonly FiniteFormat[] = ['f64', 'f32', 'f16', 'bf16'];

/** The exact value of an instruction on finite operands; null where there is none, or none that is rational. */
function exactValue(opcode: Instruction['opcode'], operands: readonly number[]): Fraction | null {
  if (!operands.every(Number.isFinite)) return null;
  const [a = fraction(0n), b = fraction(0n), c = fraction(0n)] = operands.map(fractionOf);
  switch (opcode) {
    case 'add':
      return plus(a, b);
    case 'sub':
      return minus(a, b);
    case 'mul':
      return times(a, b);
    case 'div':
      return b.n === 0n ? null : over(a, b);
    case 'fma':
      return plus(times(a, b), c);
    case 'neg':
      return negated(a);
    case 'sqrt':
      return null;
  }
}

/** Whether root is the number of the format nearest to the square root of a > 0: no tie is possible. */
function isNearestRoot(root: number, a: number, format: FiniteFormat): boolean {
  const half = fraction(1n, 2n);
  const low = times(half, plus(fractionOf(nextDown(root, format)), fractionOf(root)));
  const high = times(half, plus(fractionOf(nextUp(root, format)), fractionOf(root)));
  const square = fractionOf(a);
  return compare(times(low, low), square) < 0 && compare(times(high, high), square) > 0;
}

describe.each(FINITE)('the law in %s', (format) => {
  const programs = programArbitrary({ format, maxInstructions: 8 });

  it('rounds each exact value once', () => {
    fc.assert(
      fc.property(programs, finiteNumbers(format), (program, x) => {
        const values = interpretInstructions(program, x, format);
        program.instructions.forEach(({ opcode, operands }, i) => {
          const given = operands.map((o) => {
            if (o === INPUT) return x;
            return isConstantOperand(o) ? constantToNumber(program.constants[constantIndex(o)]!) : values[o]!;
          });
          const value = values[i]!;
          const exact = exactValue(opcode, given);
          if (exact !== null)
            expect([opcode, given, value, roundingFault(value, exact, format)]).toEqual([
              opcode,
              given,
              value,
              '',
            ]);
          else if (opcode === 'sqrt' && given[0]! > 0 && given[0]! < Infinity) {
            expect([given[0], value, isNearestRoot(value, given[0]!, format)]).toEqual([
              given[0],
              value,
              true,
            ]);
          }
        });
      }),
      { numRuns: 600 },
    );
  });

  it('is the same by every way of asking', () => {
    const numbers = fc.array(anyNumber(format), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(programs, numbers, (program, xs) => {
        const law = compileLaw(program, format);
        const values = xs.map((x) => interpret(program, x, format));
        expect(xs.map(law)).toEqual(values);
        expect([...interpretAll(program, Float64Array.from(xs), format)]).toEqual(values);
        if (program.result >= 0) {
          expect(xs.map((x) => interpretInstructions(program, x, format).at(-1))).toEqual(values);
        }
      }),
    );
  });
});

describe('double-double interpretation', () => {
  it('stays within 2^-100 of exact arithmetic, relatively, on one instruction', () => {
    const numbers = finiteNumbers('f64', -100, 100);
    const opcodes = fc.constantFrom('add' as const, 'sub' as const, 'mul' as const, 'div' as const);
    fc.assert(
      fc.property(opcodes, numbers, numbers, (opcode, a, x) => {
        const program = parseProgram(`${opcode}(${formatHexFloat(a)}, x)`, 'real');
        const { hi, lo } = interpretDoubleDouble(program, x);
        const exact = exactValue(opcode, [a, x]) ?? fraction(0n);
        const error = magnitude(minus(plus(fractionOf(hi), fractionOf(lo)), exact));
        expect(compare(error, times(fraction(1n, 1n << 100n), magnitude(exact)))).toBeLessThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  it('agrees with binary64 to its rounding errors on programs without cancellation', () => {
    const positive = programArbitrary({
      format: 'f64',
      opcodes: ['add', 'mul', 'div', 'fma', 'sqrt'],
      maxInstructions: 10,
      anyConstants: false,
    });
    fc.assert(
      fc.property(positive, fc.double({ min: 0.5, max: 2, noNaN: true }), (program, x) => {
        const constants = program.constants.map((c) =>
          constantFromNumber(1 + Math.abs(constantToNumber(c) % 2)),
        );
        const inside = { ...program, constants };
        const values = [...interpretInstructions(inside, x, 'f64'), interpret(inside, x, 'f64')];
        const value = values.at(-1) ?? NaN;
        fc.pre(values.every((v) => v > 2 ** -200 && v < 2 ** 200));
        // Relative errors at most double with each instruction: 2^-53 * 2^11.
        expect(Math.abs(interpretDoubleDouble(inside, x).hi / value - 1)).toBeLessThan(2 ** -42);
      }),
    );
  });
});
