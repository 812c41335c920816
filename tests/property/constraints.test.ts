import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Arithmetic } from '../../src/numerics/arithmetic';
import { exactFromNumber } from '../../src/numerics/number-text';
import { rationalOf } from '../../src/numerics/rational';
import { roundToFormat } from '../../src/numerics/rounding';
import { roundConstants, constantToNumber } from '../../src/program/constant';
import { interpretInstructions } from '../../src/program/interpret';
import { OPCODES } from '../../src/program/opcode';
import { parityOf } from '../../src/program/parity';
import { INPUT, isConstantOperand, type Program } from '../../src/program/program';
import { SYMMETRIES } from '../../src/search/constraints';
import { simplify } from '../../src/search/simplify';
import { genomeOf } from '../../src/search/genome';
import { symmetricForm } from '../../src/search/symmetric-form';
import { constantFromNumber } from '../../src/program/constant';
import { hasValue, imposeValues, moveConstants } from '../../src/verification/constraints/impose-values';
import { anyNumber } from '../support/number-arbitraries';
import { programArbitrary } from '../support/program-arbitrary';

const ARITHMETICS: readonly Arithmetic[] = [
  { format: 'f64' },
  { format: 'f32' },
  { format: 'f16' },
  { format: 'bf16' },
  { format: 'f16', compute: 'f32' },
  { format: 'f32', flush: true },
];

const symmetries = fc.constantFrom(...SYMMETRIES);
const ALL = new Set(OPCODES);

/** A program of the symmetry made of any, where that can be done. */
const symmetricPrograms = fc
  .tuple(programArbitrary({ format: 'f64', maxInstructions: 9, anyConstants: false }), symmetries)
  .map(([program, symmetry]) => {
    const candidate = simplify(genomeOf(program, program.constants.map(constantToNumber)), ALL);
    const mended = candidate && symmetricForm(candidate, symmetry, ALL);
    const made: Program | null = mended && {
      ...mended.structure,
      constants: Array.from(mended.constants, constantFromNumber),
    };
    return { symmetry, program: made };
  });

function dividesByZero(program: Program, x: number, values: readonly number[]): boolean {
  const constants = program.constants.map(constantToNumber);
  return program.instructions.some(({ opcode, operands: [, b] }) => {
    if (opcode !== 'div' || b === undefined) return false;
    return (b === INPUT ? x : isConstantOperand(b) ? constants[-2 - b] : values[b]) === 0;
  });
}

describe('parity by construction', () => {
  it.each(ARITHMETICS)('holds bit for bit in %j', (arithmetic) => {
    const format = arithmetic.compute ?? arithmetic.format;
    fc.assert(
      fc.property(symmetricPrograms, anyNumber(arithmetic.format), ({ symmetry, program }, x) => {
        fc.pre(program !== null);
        expect(parityOf(program)).toBe(symmetry);
        const rounded = roundConstants(program, format);
        const right = interpretInstructions(rounded, x, arithmetic);
        const left = interpretInstructions(rounded, -x, arithmetic);
        const valueOf = (values: readonly number[], at: number): number =>
          rounded.result === INPUT
            ? at
            : isConstantOperand(rounded.result)
              ? constantToNumber(rounded.constants[-2 - rounded.result]!)
              : values[rounded.result]!;
        fc.pre(!dividesByZero(rounded, x, right));
        const [p, q] = [valueOf(right, x), valueOf(left, -x)];
        const wanted = symmetry === 'odd' ? -p : p;
        if (p === 0) expect(q === 0).toBe(true);
        else expect(q).toBe(wanted);
      }),
      { numRuns: 300 },
    );
  });
});

describe('values imposed on programs', () => {
  const fractions = fc
    .tuple(fc.integer({ min: -64, max: 64 }), fc.integer({ min: 0, max: 5 }))
    .map(([n, k]) => n / 2 ** k);

  it('are had exactly, by one constant or by none', () => {
    const programs = programArbitrary({ format: 'f32', maxInstructions: 7, anyConstants: false });
    let imposed = 0;
    fc.assert(
      fc.property(programs, fractions, fractions, (program, at, value) => {
        const required = {
          x: rationalOf(exactFromNumber(at)),
          y: rationalOf(exactFromNumber(roundToFormat(value, 'f32'))),
        };
        const moved = moveConstants(program, [required]);
        if (moved !== null) {
          imposed++;
          expect(hasValue(moved, required)).toBe(true);
          const changed = moved.constants.filter((constant, k) => constant !== program.constants[k]);
          expect(changed.length).toBeLessThanOrEqual(1);
        }
        const pinned = imposeValues(program, [required]);
        if (pinned !== null) expect(hasValue(pinned, required)).toBe(true);
      }),
      { numRuns: 300 },
    );
    expect(imposed).toBeGreaterThan(20);
  });
});
