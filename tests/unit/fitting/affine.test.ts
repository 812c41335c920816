import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affineConstants } from '../../../src/fitting/affine';
import { constantFromNumber, constantToNumber } from '../../../src/program/constant';
import { ddToNumber } from '../../../src/numerics/double-double';
import { compileDoubleDouble } from '../../../src/program/interpret-double-double';
import { parseProgram } from '../../../src/program/parse';
import type { Program } from '../../../src/program/program';
import { programArbitrary } from '../../support/program-arbitrary';

function affineValues(text: string): number[] {
  const program = parseProgram(text, 'f64');
  return affineConstants(program)
    .map((k) => constantToNumber(program.constants[k]!))
    .sort((a, b) => a - b);
}

function withConstants(program: Program, values: readonly number[]): Program {
  return { ...program, constants: values.map(constantFromNumber) };
}

describe('affineConstants', () => {
  it.each([
    ['y = 2 + 3 * x', [2, 3]],
    ['y = 5 / (x + 7) + 11', [5, 11]],
    ['u = x + 2; y = u * u', []],
    ['y = (x * 2 + 3) * 5', [5]],
    ['y = x / 3', []],
    ['y = fma(x, 2, 3)', [2, 3]],
    ['y = sqrt(x + 2) * 3', [3]],
    ['y = -(x * 2) - 3', [2, 3]],
    ['y = 2', [2]],
    ['y = x * x', []],
  ])('%s: %j', (text, expected) => {
    expect(affineValues(text)).toEqual(expected);
  });

  it('names constants in which the result is jointly affine: its second difference vanishes', () => {
    fc.assert(
      fc.property(
        programArbitrary({ format: 'f64', anyConstants: false, maxInstructions: 8 }),
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
        (program, direction) => {
          const start = program.constants.map(constantToNumber);
          const affine = affineConstants(program);
          const at = (length: number): number => {
            const moved = start.map((c, k) => (affine.includes(k) ? c + length * direction[k % 5]! : c));
            return ddToNumber(compileDoubleDouble(withConstants(program, moved))(1.25));
          };
          const [low, middle, high] = [at(-1), at(0), at(1)];
          const size = Math.abs(low) + Math.abs(middle) + Math.abs(high);
          if (!Number.isFinite(size) || size > 1e100) return;
          expect(Math.abs(low - 2 * middle + high)).toBeLessThanOrEqual(1e-11 * size + 1e-300);
        },
      ),
      { numRuns: 400 },
    );
  });
});
