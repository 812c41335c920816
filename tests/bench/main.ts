/**
 * `npm run bench`: what the engine does per second, against the law interpreter in the same run. Absolute numbers are
 * those of this machine at this moment; the ratios are what to compare.
 */

import { cpus } from 'node:os';
import { stdout, versions } from 'node:process';
import { createWideFitEngine } from '../../src/evaluation/wide-fit-engine';
import { FitKernel } from '../../src/evaluation/wasm/fit-kernel';
import { prepareScoreTable } from '../../src/evaluation/score';
import { ScoreKernel } from '../../src/evaluation/wasm/score-kernel';
import type { LabelTable } from '../../src/oracle/labels';
import { searchTables } from '../../src/oracle/tables';
import { constantToNumber } from '../../src/program/constant';
import { operationCount } from '../../src/program/canonicalize';
import { compileLaw } from '../../src/program/interpret';
import { parseProgram } from '../../src/program/parse';
import type { Program } from '../../src/program/program';
import { DEFAULT_SEARCH_CONFIG } from '../../src/search/config';
import { Fitter } from '../../src/search/fitter';
import { Island } from '../../src/search/island';
import { parseTarget } from '../../src/targets/parse';
import { benchFits } from './fits';
import { measureReferences } from './reference';
import { measure } from './measure';
import { benchTables } from './tables';
import { ratio, report, scaled } from './report';
import { benchScans } from './scans';

const POINTS = 256;
const TEN_OPERATIONS =
  'u = x + 786.1; v = 631.2 / u; w = v + u; a = w * x; b = a - 136.2; c = b + u; d = 272.4 / c; e = d * d; f = e + 0.5; y = f * x';

function numbersOf(program: Program): Float64Array {
  return Float64Array.from(program.constants, constantToNumber);
}

function firstPoints(table: LabelTable, count: number): LabelTable {
  return {
    x: table.x.subarray(0, count),
    hi: table.hi.subarray(0, count),
    lo: table.lo.subarray(0, count),
    scale: table.scale.subarray(0, count),
  };
}

const target = parseTarget({ target: 'exp2', interval: '(0,1]', format: 'real', norm: 'relative' });
const tables = searchTables(target);
const kernel = new FitKernel();
kernel.setTraining(tables.training);
kernel.setValidation(firstPoints(tables.validation, POINTS));

stdout.write(`${cpus()[0]?.model ?? 'unknown processor'}, Node ${versions.node}; medians of 5, one core\n\n`);

const ten = parseProgram(TEN_OPERATIONS, 'f64');
const instructionPoints = operationCount(ten) * POINTS;
const repetitions = 200;
const engine = measure(() => {
  kernel.evaluateRepeatedly(ten, numbersOf(ten), POINTS, repetitions);
});
const engineTiming = scaled(engine, repetitions);
const law = compileLaw(ten, 'f64');
const xs = tables.validation.x.subarray(0, POINTS);
let sink = 0;
const lawTiming = measure(() => {
  for (const x of xs) sink += law(x);
});
report('WASM engine, f64, 10 instructions', engineTiming, instructionPoints, 'instruction-points/s');
report('law interpreter, f64, the same', lawTiming, instructionPoints, 'instruction-points/s');
ratio('engine / law', engineTiming, lawTiming);

const ten32 = parseProgram(TEN_OPERATIONS, 'f32');
const labels32 = searchTables(parseTarget({ target: 'exp2', interval: '[0,1]', format: 'f32', norm: 'ulp' }));
const scorer = new ScoreKernel(prepareScoreTable(labels32.validation));
const engine32 = scaled(
  measure(() => {
    scorer.evaluateRepeatedly(ten32, POINTS, repetitions);
  }),
  repetitions,
);
const law32 = compileLaw(ten32, 'f32');
const law32Timing = measure(() => {
  for (const x of xs) sink += law32(x);
});
report('WASM engine, f32, 10 instructions', engine32, instructionPoints, 'instruction-points/s');
report('law interpreter, f32, the same', law32Timing, instructionPoints, 'instruction-points/s');
ratio('engine / law, f32', engine32, law32Timing);
ratio('engine f32 / engine f64', engine32, engineTiming);

benchFits(tables.training);
benchScans();

const fitter = new Fitter(kernel, createWideFitEngine(), tables.training);
const island = new Island(0, { ...DEFAULT_SEARCH_CONFIG, maxOps: 12 }, fitter);
const evolution = measure(() => {
  for (let i = 0; i < 100; i++) {
    const fitted = island.next();
    island.accept(fitted, fitted.fitError);
  }
});
report('evolution, exp2 to 12 operations, all included', scaled(evolution, 100), 1, 'evaluations/s');

benchTables();
measureReferences();

if (Number.isNaN(sink)) throw new Error('the law gave NaN');
