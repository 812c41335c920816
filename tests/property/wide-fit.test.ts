/** The double-double fit: the same bits with SIMD and without, and errors that are what double-double arithmetic says. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WideFitSettings } from '../../src/evaluation/fit-engine';
import { WideFitKernel } from '../../src/evaluation/wasm/wide-fit-kernel';
import { affineConstants } from '../../src/fitting/affine';
import { ddSub, ddToNumber, type DoubleDouble } from '../../src/numerics/double-double';
import { RandomStream } from '../../src/numerics/random';
import type { LabelTable } from '../../src/oracle/labels';
import { constantToNumber, constantToPair } from '../../src/program/constant';
import { compileDoubleDoubleStructure } from '../../src/program/interpret-double-double';
import { parseProgram } from '../../src/program/parse';
import type { Program, Structure } from '../../src/program/program';
import { anyNumber } from '../support/number-arbitraries';
import { programArbitrary } from '../support/program-arbitrary';

const simd = new WideFitKernel('simd');
const scalar = new WideFitKernel('scalar');

/** A smooth function on a random interval, with tails. */
const smoothTable = fc
  .tuple(fc.integer({ min: 1, max: 128 }), fc.nat(), fc.boolean())
  .map(([points, seed, relative]): LabelTable => {
    const random = new RandomStream(seed);
    const lower = 2 * random.uniform() - 1;
    const width = 2 * random.uniform();
    const x = Float64Array.from({ length: points }, (_, i) => lower + (width * (i + 0.5)) / points);
    const hi = x.map(Math.exp);
    const lo = hi.map((y) => (random.uniform() - 0.5) * y * 2 ** -54);
    return { x, hi, lo, scale: relative ? hi.map((y) => 1 / y) : x.map(() => 1) };
  });

const number = anyNumber('f64');
/** Whatever numbers there are, NaN and infinities included. */
const wildTable = fc
  .array(fc.tuple(number, number, number, number), { minLength: 1, maxLength: 40 })
  .map((rows): LabelTable => {
    const column = (c: 0 | 1 | 2 | 3): Float64Array => Float64Array.from(rows, (row) => row[c]);
    return { x: column(0), hi: column(1), lo: column(2), scale: column(3) };
  });

const settingsArbitrary = fc.record<WideFitSettings>({
  steps: fc.integer({ min: 0, max: 20 }),
  extendBelow: fc.constantFrom(0, 1e-3, Infinity),
  extendedSteps: fc.integer({ min: 0, max: 30 }),
  lawsonBelow: fc.constantFrom(0, 1e-2, Infinity),
  lawsonSteps: fc.integer({ min: 0, max: 8 }),
});

interface Outcome {
  readonly error: number;
  readonly heads: readonly number[];
  readonly tails: readonly number[];
  readonly steps: number;
}

function fitWith(
  kernel: WideFitKernel,
  program: Program,
  table: LabelTable,
  settings: WideFitSettings,
): Outcome {
  const heads = Float64Array.from(program.constants, constantToNumber);
  const tails = heads.map((head) => head * 2 ** -55);
  kernel.setTraining(table);
  const error = kernel.fit(program, heads, tails, affineConstants(program), settings);
  return { error, heads: [...heads], tails: [...tails], steps: kernel.stepsOfLastFit };
}

/** The largest error over the table in the arithmetic of numerics/double-double. */
function errorOf(structure: Structure, { heads, tails }: Outcome, table: LabelTable): number {
  const evaluate = compileDoubleDoubleStructure(
    structure,
    heads.map((hi, k): DoubleDouble => ({ hi, lo: tails[k]! })),
  );
  return table.x.reduce((most, x, i) => {
    const difference = ddToNumber(ddSub(evaluate(x), { hi: table.hi[i]!, lo: table.lo[i]! }));
    return Math.max(most, Math.abs(difference * table.scale[i]!));
  }, 0);
}

const modestProgram = programArbitrary({ format: 'f64', maxInstructions: 14, anyConstants: false });
const anyProgram = programArbitrary({ format: 'f64', maxInstructions: 20 });

describe('the double-double fit', () => {
  it('gives the same bits with SIMD and without', () => {
    let finite = 0;
    fc.assert(
      fc.property(modestProgram, smoothTable, settingsArbitrary, (program, table, settings) => {
        const fitted = fitWith(simd, program, table, settings);
        expect(fitWith(scalar, program, table, settings)).toStrictEqual(fitted);
        if (Number.isFinite(fitted.error) && program.constants.length > 0) finite++;
      }),
      { numRuns: 200 },
    );
    expect(finite).toBeGreaterThan(25);
  });

  it('does so with tables and constants of any numbers', () => {
    fc.assert(
      fc.property(anyProgram, wildTable, settingsArbitrary, (program, table, settings) => {
        expect(fitWith(scalar, program, table, settings)).toStrictEqual(
          fitWith(simd, program, table, settings),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('returns the error that its constants have', () => {
    fc.assert(
      fc.property(modestProgram, smoothTable, settingsArbitrary, (program, table, settings) => {
        const fitted = fitWith(simd, program, table, settings);
        if (!(fitted.error < 1e3)) return;
        const error = errorOf(program, fitted, table);
        // Cancellation among large values on the way may cost digits in either arithmetic.
        expect(Math.abs(error - fitted.error)).toBeLessThanOrEqual(1e-12 * error + 1e-20);
      }),
      { numRuns: 200 },
    );
  });

  it('finds the constants that a table was made with, to more digits than binary64 has', () => {
    const program = parseProgram(
      'u = x + 3.1415926535897932384626433832795 / (x + 5.1); y = 2.71828182845904523536028747135 / u + sqrt(u * 0.7)',
      'real',
    );
    const truth = program.constants.map(constantToPair);
    const x = Float64Array.from({ length: 64 }, (_, i) => (i + 0.5) / 64);
    const values = Array.from(x, (point) => compileDoubleDoubleStructure(program, truth)(point));
    const table: LabelTable = {
      x,
      hi: Float64Array.from(values, ({ hi }) => hi),
      lo: Float64Array.from(values, ({ lo }) => lo),
      scale: Float64Array.from(values, ({ hi }) => 1 / hi),
    };
    const heads = Float64Array.from(truth, ({ hi }, k) => hi * (k % 2 === 0 ? 1.1 : 0.9));
    const tails = new Float64Array(heads.length);
    simd.setTraining(table);
    const error = simd.fit(program, heads, tails, affineConstants(program), {
      steps: 500,
      extendBelow: Infinity,
      extendedSteps: 500,
      lawsonBelow: 0,
      lawsonSteps: 0,
    });
    expect(error).toBeLessThan(1e-29);
    truth.forEach((pair, k) => {
      const distance = ddToNumber(ddSub({ hi: heads[k]!, lo: tails[k]! }, pair));
      expect(Math.abs(distance)).toBeLessThan(1e-24);
    });
  });

  it('leaves the constants alone where the program has no value', () => {
    const program = parseProgram('y = sqrt(x - 2.5) + 0.3', 'real');
    const heads = Float64Array.of(2.5, 0.3);
    const tails = Float64Array.of(1e-17, -1e-18);
    simd.setTraining({
      x: Float64Array.of(1, 3),
      hi: Float64Array.of(1, 1),
      lo: new Float64Array(2),
      scale: Float64Array.of(1, 1),
    });
    const settings = { steps: 9, extendBelow: 0, extendedSteps: 0, lawsonBelow: 0, lawsonSteps: 0 };
    expect(simd.fit(program, heads, tails, affineConstants(program), settings)).toBe(Infinity);
    expect([...heads, ...tails]).toEqual([2.5, 0.3, 1e-17, -1e-18]);
  });

  it('refuses tables and structures that are too large', () => {
    const long = new Float64Array(129);
    expect(() => {
      simd.setTraining({ x: long, hi: long, lo: long, scale: long });
    }).toThrow('1 to 128 are possible');
    const many = parseProgram(
      Array.from({ length: 65 }, (_, i) => `v${i} = ${i === 0 ? 'x' : `v${i - 1}`} + 1.5`).join('; '),
      'real',
    );
    expect(() =>
      simd.fit(many, new Float64Array(1), new Float64Array(1), [], {
        steps: 1,
        extendBelow: 0,
        extendedSteps: 0,
        lawsonBelow: 0,
        lawsonSteps: 0,
      }),
    ).toThrow('at most 64 instructions');
  });
});
