import { describe, expect, it } from 'vitest';
import { createFitEngine } from '../../../src/evaluation/cpu-engine';
import { affineConstants } from '../../../src/fitting/affine';
import { ConstantRace } from '../../../src/fitting/rounding/constant-race';
import { programWith } from '../../../src/fitting/rounding/constant-scorer';
import { FastLabels } from '../../../src/fitting/rounding/fast-labels';
import { ConstantLattice } from '../../../src/fitting/rounding/lattice';
import { levelledFit, levelOf, roundingEnvelope } from '../../../src/fitting/rounding/levelled-fit';
import { wideTable } from '../../../src/fitting/rounding/wide-table';
import { WorstPointSearch } from '../../../src/fitting/rounding/worst-points';
import { RandomStream } from '../../../src/numerics/random';
import { isNumberOf, roundToFormat } from '../../../src/numerics/rounding';
import { searchTables } from '../../../src/oracle/tables';
import { constantToNumber } from '../../../src/program/constant';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget } from '../../../src/targets/parse';
import type { Target } from '../../../src/targets/target';
import { checkExhaustively } from '../../../src/verification/exhaustive';
import { THOROUGH } from '../../support/thorough-fit';

const F32 = parseTarget({ target: 'exp2', interval: '[0,1]', format: 'f32', norm: 'ulp' });
const UPPER: Target = { ...F32, interval: { lower: 0.75, upper: 1, lowerOpen: false, upperOpen: false } };
const BF16 = parseTarget({ target: 'tanh', interval: '[-3,3]', format: 'bf16', norm: 'ulp' });

/** A program with constants at the optimum of real arithmetic, and what refining needs. */
function prepared(target: Target, format: 'f32' | 'bf16', text: string) {
  const program = parseProgram(text, 'real');
  const constants = Float64Array.from(program.constants, constantToNumber);
  const { training } = searchTables(target);
  const engine = createFitEngine();
  engine.setTraining(training);
  engine.fit(program, constants, affineConstants(program), THOROUGH);
  const labels = FastLabels.of(target);
  if (labels === undefined) throw new Error('there is a fast reference for this target');
  const rounded = constants.map((c) => roundToFormat(c, format));
  return { program, constants, rounded, training, engine, labels, wide: wideTable(labels) };
}

const HORNER = 'y = fma(fma(fma(fma(fma(fma(0.0002,x,0.0012),x,0.0096),x,0.055),x,0.24),x,0.69),x,1)';

describe('roundingEnvelope', () => {
  const { rounded, program, training, labels } = prepared(F32, 'f32', HORNER);
  const envelope = roundingEnvelope(
    programWith(program, rounded),
    F32 as Target & { format: 'f32' },
    training,
    labels,
    new RandomStream(1),
  );

  it('is half an ulp where one rounding counts, and what roundings add up to where more do', () => {
    expect(envelope).toHaveLength(training.x.length);
    expect(envelope[0]).toBeGreaterThan(0.49);
    expect(envelope[0]).toBeLessThan(0.502);
    // At 1: half an ulp for the last operation, a quarter and an eighth for those before, and some less.
    expect(envelope.at(-1)).toBeGreaterThan(0.8);
    expect(envelope.at(-1)).toBeLessThan(0.91);
  });

  it('lets the fit err where there is room', () => {
    const { constants, engine } = prepared(F32, 'f32', HORNER);
    const fit = levelledFit(engine, program, constants, training, envelope);
    expect(fit.level).toBe(levelOf(program, fit.constants, training, envelope));
    expect(fit.level).toBeLessThan(levelOf(program, constants, training, envelope) - 0.005);
    expect(fit.level).toBeLessThan(1.01 * Math.max(...envelope));
    expect(fit.table.scale[0]! / training.scale[0]!).toBeLessThan(
      fit.table.scale.at(-1)! / training.scale.at(-1)!,
    );
  });
});

describe('levelledFit', () => {
  it('is the same in whatever unit errors are told', () => {
    const { constants, engine, program, training } = prepared(F32, 'f32', HORNER);
    const envelope = training.x.map((x) => 0.5 + 0.35 * x);
    const fit = levelledFit(engine, program, constants, training, envelope);
    const unit = 2 ** -24;
    const scaled = { ...training, scale: training.scale.map((s) => s * unit) };
    const again = levelledFit(
      engine,
      program,
      constants,
      scaled,
      envelope.map((e) => e * unit),
    );
    expect(again.level / (fit.level * unit)).toBeCloseTo(1, 3);
    const none = levelledFit(engine, program, constants, training, new Float64Array(envelope.length));
    expect(none.constants).toEqual(constants);
  });
});

describe('ConstantLattice', () => {
  it('keeps to what is pinned, and lets the other constants make up for it', () => {
    const { program, constants, training } = prepared(F32, 'f32', HORNER);
    const one = constants.length - 1;
    const pins = constants.map((_, k) => (k === one ? 1 + 2 ** -23 : NaN));
    const pinned = new ConstantLattice(program, constants, training, 'f32', pins);
    const near = pinned.near(new RandomStream(1), 0);
    expect(near[one]).toBe(1 + 2 ** -23);
    const errorOf = (c: Float64Array): number => levelOf(program, c, training, new Float64Array(64));
    const alone = new ConstantLattice(program, constants, training, 'f32').near(new RandomStream(1), 0);
    expect(alone[one]).toBe(1);
    alone[one] = 1 + 2 ** -23;
    expect(errorOf(near)).toBeLessThan(errorOf(alone));
  });
});

describe('WorstPointSearch', () => {
  it('names numbers where programs were worst', () => {
    const { program, rounded, labels } = prepared(F32, 'f32', HORNER);
    const search = new WorstPointSearch(labels);
    expect(search.hotNumbers(100, 0.9, new RandomStream(1))).toHaveLength(0);
    search.search(programWith(program, rounded), 1 << 18, 1, new RandomStream(1));
    const hot = search.hotNumbers(1000, 0.95, new RandomStream(1));
    expect(hot.length).toBeGreaterThan(500);
    expect(hot.length).toBeLessThanOrEqual(1000);
    expect(hot.every((x, i) => isNumberOf(x, 'f32') && (i === 0 || x > hot[i - 1]!))).toBe(true);
    expect(hot[0]).toBeGreaterThan(0.4);
  });
});

describe('ConstantRace', () => {
  it('finds constants of Horner, degree 6, whose exhaustive error is below 0.88 ulp', () => {
    const { program, rounded, training, labels, wide } = prepared(F32, 'f32', HORNER);
    const race = new ConstantRace({ format: 'f32' }, training, wide.table, wide.complete, labels);
    const best = { constants: rounded, error: 1.2, argmax: 1 };
    const budget = { vectors: 512, scan: 1 << 22, lastScan: 1 << 22 };
    const won = race.run(program, best, new RandomStream(1), budget);
    expect(won.constants.every((c) => isNumberOf(c, 'f32'))).toBe(true);
    expect(won.error).toBeLessThan(0.88);
    const exhaustive = checkExhaustively(UPPER, programWith(program, won.constants)).value;
    expect(exhaustive).toBeLessThan(0.88);
    expect(exhaustive).toBeLessThan(1.01 * won.error);
    expect(race.run(program, won, new RandomStream(2), { ...budget, scan: 0 })).toBe(won);
  });

  it('depends on its arguments alone', () => {
    const { program, rounded, training, labels, wide } = prepared(F32, 'f32', HORNER);
    const race = new ConstantRace({ format: 'f32' }, training, wide.table, wide.complete, labels);
    const best = { constants: rounded, error: 1.2, argmax: 1 };
    const budget = { vectors: 256, scan: 1 << 18, lastScan: 1 << 16 };
    const [once, again] = [1, 2].map(() => race.run(program, best, new RandomStream(1), budget));
    expect(again).toEqual(once);
  });

  it('states in bf16 the error of all numbers', () => {
    const text = 'a = x * x; y = x * ((a + 15) / (a * 6 + 15))';
    const { program, rounded, training, labels, wide } = prepared(BF16, 'bf16', text);
    const race = new ConstantRace({ format: 'bf16' }, training, wide.table, wide.complete, labels);
    const error = checkExhaustively(BF16, programWith(program, rounded)).value;
    const budget = { vectors: 512, scan: 1, lastScan: 0 };
    const won = race.run(program, { constants: rounded, error, argmax: 1 }, new RandomStream(1), budget);
    expect(won.error).toBeLessThanOrEqual(error);
    expect(checkExhaustively(BF16, programWith(program, won.constants)).value).toBeCloseTo(won.error, 6);
  });
});
