import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ddDiv, ddFrom, ddMul, ddNeg, ddSub, ddToNumber } from '../../../src/numerics/double-double';
import { constantToNumber, constantToPair } from '../../../src/program/constant';
import { gradientAt } from '../../../src/program/derivatives';
import { gradientDoubleDouble } from '../../../src/program/derivatives-double-double';
import { parseProgram } from '../../../src/program/parse';
import { programArbitrary } from '../../support/program-arbitrary';

describe('gradientDoubleDouble', () => {
  it('knows the derivatives of c / (x + d) to 30 digits', () => {
    const program = parseProgram('y = 1.1 / (x + 2.3)', 'real');
    const constants = program.constants.map(constantToPair);
    const c = constants.find(({ hi }) => hi === 1.1)!;
    const d = constants.find(({ hi }) => hi === 2.3)!;
    const sum = ddSub(d, ddFrom(-0.7));
    const byC = ddDiv(ddFrom(1), sum);
    const byD = ddNeg(ddMul(ddMul(c, byC), byC));
    gradientDoubleDouble(program, constants, 0.7).forEach((derivative, k) => {
      const expected = constants[k] === c ? byC : byD;
      expect(Math.abs(ddToNumber(ddSub(derivative, expected)))).toBeLessThan(1e-30);
    });
  });

  it('agrees with the derivatives in binary64 as far as these go', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        programArbitrary({ format: 'f64', anyConstants: false, maxInstructions: 7 }),
        fc.double({ min: 0.5, max: 1.5, noNaN: true }),
        (program, x) => {
          const narrow = gradientAt(
            program,
            Float64Array.from(program.constants, constantToNumber),
            x,
          ).derivatives;
          const wide = gradientDoubleDouble(program, program.constants.map(constantToPair), x);
          narrow.forEach((derivative, k) => {
            const { hi } = wide[k]!;
            if (!Number.isFinite(hi) || !(Math.abs(derivative) > 1e-100 && Math.abs(derivative) < 1e100))
              return;
            compared++;
            // Terms that cancel leave few digits to binary64.
            expect(Math.abs(hi - derivative)).toBeLessThan(1e-3 * Math.abs(derivative) + 1e-6);
          });
        },
      ),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(50);
  });
});
