import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FitSettings } from '../../../src/evaluation/fit-engine';
import { FitKernel } from '../../../src/evaluation/wasm/fit-kernel';
import { affineConstants } from '../../../src/fitting/affine';
import type { LabelTable } from '../../../src/oracle/labels';
import { constantToNumber } from '../../../src/program/constant';
import { interpretAll } from '../../../src/program/interpret';
import { parseProgram } from '../../../src/program/parse';
import { programArbitrary } from '../../support/program-arbitrary';

const FULL: FitSettings = {
  steps: 100,
  extendBelow: Infinity,
  extendedSteps: 100,
  pursueBelow: 0,
  pursuedSteps: 0,
  lawsonBelow: Infinity,
  lawsonSteps: 40,
};

function tableOf(xs: readonly number[], f: (x: number) => number): LabelTable {
  const x = Float64Array.from(xs);
  const hi = x.map(f);
  return { x, hi, lo: new Float64Array(x.length), scale: new Float64Array(x.length).fill(1) };
}

function grid(points: number, lower: number, upper: number): number[] {
  return Array.from({ length: points }, (_, i) => lower + ((i + 0.5) / points) * (upper - lower));
}

function fit(kernel: FitKernel, text: string, settings: FitSettings): { error: number; constants: number[] } {
  const program = parseProgram(text, 'f64');
  const constants = Float64Array.from(program.constants, constantToNumber);
  const error = kernel.fit(program, constants, affineConstants(program), settings);
  return { error, constants: Array.from(constants) };
}

describe('FitKernel values', () => {
  it('are those of the law, bit for bit, without fma', () => {
    const kernel = new FitKernel();
    const xs = [...grid(300, -3, 3), 0, -0, Infinity, NaN, 5e-324, -1e308];
    kernel.setValidation(tableOf(xs, () => 0));
    const shape = {
      format: 'f64',
      maxInstructions: 20,
      opcodes: ['add', 'sub', 'mul', 'div', 'sqrt', 'neg'],
    } as const;
    fc.assert(
      fc.property(programArbitrary(shape), (program) => {
        const constants = Float64Array.from(program.constants, constantToNumber);
        const values = kernel.values(program, constants);
        const law = interpretAll(program, Float64Array.from(xs), 'f64');
        law.forEach((value, i) => {
          expect(values[i]).toBe(value);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('refuse programs and tables beyond the kernel', () => {
    const kernel = new FitKernel();
    expect(() => {
      kernel.setTraining(tableOf(grid(129, 0, 1), Math.exp));
    }).toThrow('1 to 128');
    expect(() => {
      kernel.setValidation(tableOf([], Math.exp));
    }).toThrow('0 points');
    const long = Array.from({ length: 65 }, (_, i) => `v${i} = ${i === 0 ? 'x' : `v${i - 1}`} * x`).join(';');
    kernel.setValidation(tableOf([1], Math.exp));
    expect(() => kernel.values(parseProgram(long, 'f64'), new Float64Array(0))).toThrow('64 instructions');
  });
});

describe('FitKernel.fit', () => {
  it('finds the constants that a program was made with', () => {
    const kernel = new FitKernel();
    kernel.setTraining(tableOf(grid(64, 0, 1), (x) => 3 / (x + 2) - 0.5 * x));
    const { error, constants } = fit(kernel, 'u = 1 / (x + 4); y = u + 0.1 * x', FULL);
    expect(error).toBeLessThan(1e-14);
    expect([...constants].sort((a, b) => a - b).map((c) => c.toFixed(9))).toEqual([
      '-0.500000000',
      '2.000000000',
      '3.000000000',
    ]);
  });

  it('solves for affine constants in one step', () => {
    const kernel = new FitKernel();
    kernel.setTraining(tableOf(grid(64, 0, 1), (x) => 5 - 7 * x + 2 * x * x));
    const { error } = fit(kernel, 's = x * x; y = (0.1 + 1 * x) + 30 * s', {
      ...FULL,
      steps: 1,
      extendedSteps: 0,
      pursueBelow: 0,
      pursuedSteps: 0,
      lawsonSteps: 0,
    });
    expect(error).toBeLessThan(1e-13);
  });

  it('approaches the minimax line of x^2, whose error is 1/8 on [0,1]', () => {
    const kernel = new FitKernel();
    kernel.setTraining(
      tableOf(
        Array.from({ length: 101 }, (_, i) => i / 100),
        (x) => x * x,
      ),
    );
    const { error } = fit(kernel, 'y = 0.3 + 0.2 * x', FULL);
    expect(error).toBeGreaterThanOrEqual(0.125 - 1e-12);
    expect(error).toBeLessThan(0.125 * 1.01);
  });

  it('says Infinity where the program has no value, and leaves the constants', () => {
    const kernel = new FitKernel();
    kernel.setTraining(tableOf(grid(64, -1, 1), Math.exp));
    const { error, constants } = fit(kernel, 'y = sqrt(x) + 3', FULL);
    expect(error).toBe(Infinity);
    expect(constants).toEqual([3]);
  });

  it('never makes the least-squares start worse, whatever the program', () => {
    const kernel = new FitKernel();
    const xs = grid(64, 0.25, 2);
    kernel.setTraining(tableOf(xs, Math.log));
    kernel.setValidation(tableOf(xs, Math.log));
    fc.assert(
      fc.property(programArbitrary({ format: 'f64', anyConstants: false }), (program) => {
        const constants = Float64Array.from(program.constants, constantToNumber);
        const before = rootMeanSquare(kernel, program, constants, xs);
        kernel.fit(program, constants, affineConstants(program), { ...FULL, lawsonSteps: 0 });
        const after = rootMeanSquare(kernel, program, constants, xs);
        if (Number.isFinite(before)) expect(after).toBeLessThanOrEqual(before * (1 + 1e-9));
      }),
      { numRuns: 200 },
    );
  });
});

function rootMeanSquare(
  kernel: FitKernel,
  program: Parameters<FitKernel['values']>[0],
  constants: Float64Array,
  xs: readonly number[],
): number {
  const values = kernel.values(program, constants);
  return Math.sqrt(xs.reduce((s, x, i) => s + (values[i]! - Math.log(x)) ** 2, 0) / xs.length);
}
