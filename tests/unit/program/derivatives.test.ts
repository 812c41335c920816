import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ddSub, ddToNumber } from '../../../src/numerics/double-double';
import { constantFromNumber, constantToNumber } from '../../../src/program/constant';
import { gradientAt } from '../../../src/program/derivatives';
import { compileDoubleDouble } from '../../../src/program/interpret-double-double';
import { compileLaw } from '../../../src/program/interpret';
import { OPCODES } from '../../../src/program/opcode';
import { parseProgram } from '../../../src/program/parse';
import { programArbitrary } from '../../support/program-arbitrary';

describe('gradientAt', () => {
  it('knows the derivatives of each opcode', () => {
    const program = parseProgram('y = fma(sqrt(x + 2), 3, -(5 / (x * 7)) - 11)', 'f64');
    const constants = Float64Array.from(program.constants, constantToNumber);
    const { value, derivatives } = gradientAt(program, constants, 2);
    expect(value).toBeCloseTo(6 - 5 / 14 - 11, 14);
    const byValue = new Map(Array.from(constants, (c, k) => [c, derivatives[k]!]));
    expect(byValue.get(2)).toBeCloseTo(3 / 4, 14);
    expect(byValue.get(3)).toBeCloseTo(2, 14);
    expect(byValue.get(5)).toBeCloseTo(-1 / 14, 14);
    expect(byValue.get(7)).toBeCloseTo(5 / 98, 14);
    expect(byValue.get(11)).toBeCloseTo(-1, 14);
  });

  it('agrees with difference quotients in double-double, and its value with the law', () => {
    const opcodes = OPCODES.filter((opcode) => opcode !== 'fma');
    fc.assert(
      fc.property(
        programArbitrary({ format: 'f64', anyConstants: false, maxInstructions: 7, opcodes }),
        (program) => {
          const constants = Float64Array.from(program.constants, constantToNumber);
          const { value, derivatives } = gradientAt(program, constants, 1.375);
          expect(value).toBe(compileLaw(program, 'f64')(1.375));
          if (!Number.isFinite(value)) return;
          derivatives.forEach((derivative, k) => {
            // Where the root of 0 stands on the way, the chain rule has no value.
            if (!Number.isFinite(derivative)) return;
            const at = (c: number) =>
              compileDoubleDouble({
                ...program,
                constants: Array.from(constants, (old, j) => constantFromNumber(j === k ? c : old)),
              })(1.375);
            const c = constants[k]!;
            const h = 2 ** -34 * Math.max(1, Math.abs(c));
            const quotient = ddToNumber(ddSub(at(c + h), at(c - h))) / (c + h - (c - h));
            const coarser = ddToNumber(ddSub(at(c + 2 * h), at(c - 2 * h))) / (c + 2 * h - (c - 2 * h));
            // Where the two quotients differ, the curvature is too large for either to be compared with.
            if (!(Math.abs(quotient - coarser) <= 1e-9 * Math.abs(quotient))) return;
            const size = Math.abs(quotient) + Math.abs(value);
            expect(Math.abs(derivative - quotient)).toBeLessThanOrEqual(1e-6 * size);
          });
        },
      ),
      { numRuns: 400 },
    );
  });
});
