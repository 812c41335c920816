import { describe, expect, it } from 'vitest';
import { createFitEngine } from '../../../src/evaluation/cpu-engine';
import { affineConstants } from '../../../src/fitting/affine';
import { ConstantScorer, programWith } from '../../../src/fitting/rounding/constant-scorer';
import { FastLabels } from '../../../src/fitting/rounding/fast-labels';
import { ConstantLattice } from '../../../src/fitting/rounding/lattice';
import { ConstantRefiner } from '../../../src/fitting/rounding/refine-constants';
import { worstPoints } from '../../../src/fitting/rounding/worst-points';
import { RandomStream } from '../../../src/numerics/random';
import { isNumberOf, roundToFormat } from '../../../src/numerics/rounding';
import { ordinalPoints } from '../../../src/oracle/sampling';
import { labelTable, searchTables, validationPoints } from '../../../src/oracle/tables';
import { constantToNumber } from '../../../src/program/constant';
import { compileLaw } from '../../../src/program/interpret';
import { parseProgram } from '../../../src/program/parse';
import type { Program } from '../../../src/program/program';
import { parseTarget } from '../../../src/targets/parse';
import type { Target } from '../../../src/targets/target';
import { checkExhaustively } from '../../../src/verification/exhaustive';
import { THOROUGH } from '../../support/thorough-fit';

const F32 = parseTarget({ target: 'exp2', interval: '[0,1]', format: 'f32', norm: 'ulp' });
const BF16 = parseTarget({ target: 'tanh', interval: '[-3,3]', format: 'bf16', norm: 'ulp' });
const HORNER = 'y = fma(fma(fma(fma(fma(fma(0.0002,x,0.0012),x,0.0096),x,0.055),x,0.24),x,0.69),x,1)';

interface Fitted {
  readonly program: Program;
  readonly constants: Float64Array;
}

/** The program with constants at the optimum of real arithmetic. */
function fitted(target: Target, text: string): Fitted {
  const program = parseProgram(text, 'real');
  const constants = Float64Array.from(program.constants, constantToNumber);
  const engine = createFitEngine();
  engine.setTraining(searchTables(target).training);
  engine.fit(program, constants, affineConstants(program), THOROUGH);
  return { program, constants };
}

function labelsOf(target: Target): FastLabels {
  const labels = FastLabels.of(target);
  if (labels === undefined) throw new Error('there is a fast reference for this target');
  return labels;
}

describe('FastLabels', () => {
  it.each([
    ['ulp', F32],
    ['relative', { ...F32, norm: 'relative' }],
    ['absolute', { ...F32, norm: 'absolute' }],
    ['ulp at 1.5', { ...F32, ulpAt: 1.5 }],
    // Of tiny arguments that are powers of two, the kernel's 80 bits do not tell on which side tanh(x) lies.
    ['bf16', parseTarget({ target: 'tanh', interval: '[0.01,3]', format: 'bf16', norm: 'ulp' })],
  ] as const)('are those of the oracle: %s', (_, target) => {
    const labels = labelsOf(target);
    const points = ordinalPoints(target.interval, labels.target.format, 200);
    const fast = labels.table(points);
    const exact = labelTable(target, points);
    expect(fast.x).toEqual(exact.x);
    expect(fast.hi).toEqual(exact.hi);
    fast.x.forEach((__, i) => {
      expect(fast.scale[i]! / exact.scale[i]!).toBeCloseTo(1, 12);
      expect((fast.lo[i]! - exact.lo[i]!) * exact.scale[i]!).toBeCloseTo(0, 10);
    });
    const values = points.map((x) => roundToFormat(1 + x / 2, labels.target.format));
    const errors = new Float64Array(points.length);
    labels.errors(points, values, errors);
    errors.forEach((error, i) => {
      const expected = Math.abs(values[i]! - exact.hi[i]! - exact.lo[i]!) * exact.scale[i]!;
      expect(Math.abs(error - expected)).toBeLessThan(1e-6 * Math.max(1, expected));
    });
  });

  it('are not there for expressions and binary64', () => {
    const expression = parseTarget({ expr: 'sin(x)/x', interval: '[1,2]', format: 'f32', norm: 'ulp' });
    expect(FastLabels.of(expression)).toBeUndefined();
    expect(FastLabels.of({ ...F32, format: 'f64' })).toBeUndefined();
  });
});

describe('ConstantLattice', () => {
  const { training } = searchTables(F32);
  const { program, constants } = fitted(F32, HORNER);

  /** Largest error over the training points if nothing but the constants were rounded. */
  function smoothError(rounded: Float64Array): number {
    const law = compileLaw(programWith(program, rounded), 'f64');
    return training.x.reduce((worst, x, i) => {
      return Math.max(worst, Math.abs(law(x) - training.hi[i]! - training.lo[i]!) * training.scale[i]!);
    }, 0);
  }

  it('rounds constants better together than one by one', () => {
    const lattice = new ConstantLattice(program, constants, training, 'f32');
    const together = lattice.near(new RandomStream(1), 0);
    const oneByOne = constants.map(Math.fround);
    expect(together.every((c) => isNumberOf(c, 'f32'))).toBe(true);
    expect(smoothError(together)).toBeLessThan(0.7 * smoothError(oneByOne));
  });

  it('moves values by about the noise, though constants move by many ulps', () => {
    const lattice = new ConstantLattice(program, constants, training, 'f32');
    const random = new RandomStream(2);
    const moved = Array.from({ length: 50 }, () => lattice.near(random, 0.1));
    expect(Math.max(...moved.map(smoothError))).toBeLessThan(1);
    expect(
      Math.max(...moved.map((c) => Math.abs(c[0]! - constants[0]!) / lattice.spacing[0]!)),
    ).toBeGreaterThan(100);
    expect(new Set(moved.map(String)).size).toBe(50);
  });

  it('leaves a zero where it is', () => {
    const lattice = new ConstantLattice(
      program,
      constants.map((c, k) => (k === 3 ? 0 : c)),
      training,
      'f32',
    );
    expect(lattice.near(new RandomStream(3), 0.3)[3]).toBe(0);
  });
});

describe('ConstantScorer', () => {
  it('scores as the law does, in SIMD and without', () => {
    const { program, constants } = fitted(F32, HORNER);
    const table = searchTables(F32).validation;
    const rounded = constants.map(Math.fround);
    const simd = new ConstantScorer('f32', table, 'wasm-simd');
    const plain = new ConstantScorer('f32', table, 'typescript');
    expect(simd.score(program, rounded)).toEqual(plain.score(program, rounded));
    expect(simd.errors(program, rounded)).toEqual(plain.errors(program, rounded));
    const { error, argmax } = simd.score(program, rounded);
    expect(simd.errors(program, rounded)[argmax]).toBe(error);
    expect(plain.score(program, rounded, error / 2).error).toBeGreaterThan(error / 2);
  });
});

describe('worstPoints', () => {
  it('are those of the exhaustive check where all numbers are tried', () => {
    const { program, constants } = fitted(BF16, 'a = x * x; y = x * (1 + a * (-0.3 + a * 0.03))');
    const rounded = programWith(
      program,
      constants.map((c) => roundToFormat(c, 'bf16')),
    );
    const exhaustive = checkExhaustively(BF16, rounded);
    const [worst] = worstPoints(labelsOf(BF16), rounded, 1 << 20, 4, new RandomStream(1));
    expect(worst!.error).toBeCloseTo(exhaustive.value, 9);
    expect(worst!.x).toBe(exhaustive.argmax);
  });

  it('come near to the truth with a small share of the numbers', () => {
    const upper: Target = { ...F32, interval: { lower: 0.5, upper: 1, lowerOpen: false, upperOpen: false } };
    const { program, constants } = fitted(F32, HORNER);
    const rounded = programWith(program, constants.map(Math.fround));
    const exhaustive = checkExhaustively(upper, rounded).value;
    const [worst] = worstPoints(labelsOf(F32), rounded, 1 << 19, 4, new RandomStream(1));
    expect(worst!.error).toBeLessThanOrEqual(exhaustive + 1e-9);
    expect(worst!.error).toBeGreaterThan(0.95 * exhaustive);
  });
});

describe('ConstantRefiner', () => {
  it('brings Horner with fma, degree 6, below 0.89 ulp, where rounding one by one leaves more', () => {
    const { training } = searchTables(F32);
    const labels = labelsOf(F32);
    const wide = labels.table(validationPoints(F32, 1 << 14));
    const { program, constants } = fitted(F32, HORNER);
    const refiner = new ConstantRefiner('f32', training, wide, labels);
    const budget = { vectors: 16_000, scan: 1 << 22 };
    const refined = refiner.refine(program, constants, new RandomStream(1), budget);
    const [once, again] = [1, 2].map(() =>
      refiner.refine(program, constants, new RandomStream(1), { vectors: 500, scan: 1 << 16 }),
    );
    expect(again).toEqual(once);

    // The largest errors lie there, as the scan found.
    const upper: Target = { ...F32, interval: { lower: 0.5, upper: 1, lowerOpen: false, upperOpen: false } };
    const exhaustive = checkExhaustively(upper, programWith(program, refined.constants)).value;
    expect(exhaustive).toBeLessThan(0.89);
    expect(exhaustive).toBeLessThan(1.02 * refined.error);
    const oneByOne = checkExhaustively(upper, programWith(program, constants.map(Math.fround))).value;
    expect(exhaustive).toBeLessThan(0.98 * oneByOne);
  });

  it('tells later refinements where scans met the worst, and looks there first', () => {
    const { training } = searchTables(F32);
    const labels = labelsOf(F32);
    const refiner = new ConstantRefiner(
      'f32',
      training,
      labels.table(validationPoints(F32, 1 << 10)),
      labels,
    );
    const { program, constants } = fitted(F32, HORNER);
    const budget = { vectors: 200, scan: 1 << 16 };
    const met = new Set<number>();
    refiner.refine(program, constants, new RandomStream(1), budget, [], met);
    expect(met.size).toBeGreaterThan(0);
    expect([...met].every((x) => x >= 0 && x <= 1 && isNumberOf(x, 'f32'))).toBe(true);
    const known = labels.table(Float64Array.from(met));
    const { constants: found, error } = refiner.refine(
      program,
      constants,
      new RandomStream(2),
      budget,
      [],
      met,
    );
    expect(new ConstantScorer('f32', known).score(program, found).error).toBeLessThanOrEqual(error);
  });

  it('finds in bf16 what no constant nearby improves', () => {
    const { training } = searchTables(BF16);
    const labels = labelsOf(BF16);
    const wide = labels.table(ordinalPoints(BF16.interval, 'bf16', 1 << 16));
    const { program, constants } = fitted(BF16, 'a = x * x; y = x * ((a + 15) / (a * 6 + 15))');
    const refiner = new ConstantRefiner('bf16', training, wide, labels);
    const refined = refiner.refine(program, constants, new RandomStream(1), { vectors: 1500, scan: 0 });
    const rounded = constants.map((c) => roundToFormat(c, 'bf16'));
    const truth = (c: Float64Array): number => checkExhaustively(BF16, programWith(program, c)).value;
    expect(truth(refined.constants)).toBeCloseTo(refined.error, 6);
    expect(refined.error).toBeLessThanOrEqual(truth(rounded));
  });

  it('gives a program without constants back as it is', () => {
    const { training, validation } = searchTables(F32);
    const program = parseProgram('y = x + x', 'f32');
    const refiner = new ConstantRefiner('f32', training, validation);
    const budget = { vectors: 100, scan: 0 };
    const refined = refiner.refine(program, new Float64Array(0), new RandomStream(1), budget);
    expect(refined.constants).toEqual(new Float64Array(0));
    expect(refined.error).toBeGreaterThan(1e6);
  });
});
