/** The TypeScript fit engine gives the bits of the SIMD kernel: the same operations in the same order. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FitEngine, FitSettings } from '../../src/evaluation/fit-engine';
import { PortableFit } from '../../src/evaluation/portable/portable-fit';
import { FitKernel } from '../../src/evaluation/wasm/fit-kernel';
import { affineConstants } from '../../src/fitting/affine';
import { RandomStream } from '../../src/numerics/random';
import type { LabelTable } from '../../src/oracle/labels';
import { constantToNumber } from '../../src/program/constant';
import { parseProgram } from '../../src/program/parse';
import type { Program } from '../../src/program/program';
import { anyNumber } from '../support/number-arbitraries';
import { programArbitrary } from '../support/program-arbitrary';

const kernel = new FitKernel();
const portable = new PortableFit();
const engines = [kernel, portable] as const;

/** A smooth function on a random interval, with tails and a scale that varies. */
const smoothTable = fc
  .tuple(fc.integer({ min: 1, max: 128 }), fc.nat(), fc.boolean())
  .map(([points, seed, relative]): LabelTable => {
    const random = new RandomStream(seed);
    const lower = 2 * random.uniform() - 1;
    const width = 2 * random.uniform();
    const x = Float64Array.from({ length: points }, (_, i) => lower + (width * (i + 0.5)) / points);
    const hi = x.map(Math.exp);
    const lo = x.map(() => (random.uniform() - 0.5) * 2 ** -54);
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

const settingsArbitrary = fc.record<FitSettings>({
  steps: fc.integer({ min: 0, max: 20 }),
  extendBelow: fc.constantFrom(0, 1e-3, Infinity),
  extendedSteps: fc.integer({ min: 0, max: 30 }),
  pursueBelow: fc.constantFrom(0, 1e-5, Infinity),
  pursuedSteps: fc.integer({ min: 0, max: 60 }),
  lawsonBelow: fc.constantFrom(0, 1e-2, Infinity),
  lawsonSteps: fc.integer({ min: 0, max: 8 }),
});

interface Outcome {
  readonly error: number;
  readonly constants: readonly number[];
  readonly steps: number;
}

function fitWith(
  engine: FitEngine,
  program: Program,
  table: LabelTable,
  affine: readonly number[],
  settings: FitSettings,
): Outcome {
  const constants = Float64Array.from(program.constants, constantToNumber);
  engine.setTraining(table);
  const error = engine.fit(program, constants, affine, settings);
  return { error, constants: [...constants], steps: engine.stepsOfLastFit };
}

const modestProgram = programArbitrary({ format: 'f64', maxInstructions: 14, anyConstants: false });
const anyProgram = programArbitrary({ format: 'f64', maxInstructions: 20 });

describe('both fit engines', () => {
  it('fit the same constants to smooth functions, affine ones and Lawson steps included', () => {
    let finite = 0;
    fc.assert(
      fc.property(modestProgram, smoothTable, settingsArbitrary, (program, table, settings) => {
        const affine = affineConstants(program);
        const [a, b] = engines.map((engine) => fitWith(engine, program, table, affine, settings));
        expect(b).toStrictEqual(a);
        if (Number.isFinite(a!.error) && program.constants.length > 0) finite++;
      }),
      { numRuns: 400 },
    );
    expect(finite).toBeGreaterThan(50);
  });

  it('do the same with constants that are not affine, all of them, or none', () => {
    const table: LabelTable = {
      x: Float64Array.from({ length: 64 }, (_, i) => (i + 0.5) / 64),
      hi: Float64Array.from({ length: 64 }, (_, i) => Math.exp((i + 0.5) / 64)),
      lo: new Float64Array(64),
      scale: new Float64Array(64).fill(1),
    };
    const settings: FitSettings = {
      steps: 60,
      extendBelow: Infinity,
      extendedSteps: 60,
      pursueBelow: 0,
      pursuedSteps: 0,
      lawsonBelow: Infinity,
      lawsonSteps: 20,
    };
    const texts = [
      'y = 1 + 0.9 * x + 0.4 * (x * x)',
      'u = 1 / (x + 4); y = u + 0.1 * x',
      'y = fma(fma(0.4, x, 0.9), x, 1.1) / sqrt(1.3 + -0.2 * x)',
    ];
    for (const text of texts) {
      const program = parseProgram(text, 'f64');
      for (const affine of [[], affineConstants(program)]) {
        const [a, b] = engines.map((engine) => fitWith(engine, program, table, affine, settings));
        expect(a!.error).toBeLessThan(1);
        expect(b).toStrictEqual(a);
      }
    }
  });

  it('do the same with tables and constants of any numbers', () => {
    fc.assert(
      fc.property(anyProgram, wildTable, settingsArbitrary, (program, table, settings) => {
        const affine = affineConstants(program);
        const [a, b] = engines.map((engine) => fitWith(engine, program, table, affine, settings));
        expect(b).toStrictEqual(a);
      }),
      { numRuns: 300 },
    );
  });

  it('validate and evaluate alike', () => {
    fc.assert(
      fc.property(anyProgram, fc.oneof(wildTable, smoothTable), (program, table) => {
        const constants = Float64Array.from(program.constants, constantToNumber);
        for (const engine of engines) engine.setValidation(table);
        expect(portable.validate(program, constants)).toStrictEqual(kernel.validate(program, constants));
        expect([...portable.values(program, constants)]).toStrictEqual([
          ...kernel.values(program, constants),
        ]);
      }),
      { numRuns: 300 },
    );
  });
});
