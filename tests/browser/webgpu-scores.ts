/** What the browser tests of WebGPU do, on the page and in a worker alike. */

import { createBatchEvaluator } from '../../src/evaluation/batch-evaluator';
import type { GpuReport } from '../../src/evaluation/gpu-report';
import { scoreByLaw } from '../../src/evaluation/law-evaluator';
import { prepareScoreTable } from '../../src/evaluation/score';
import { randomPrograms } from '../../src/evaluation/webgpu/random-programs';
import { constantFromNumber, constantToNumber } from '../../src/program/constant';
import { binary32Labels, grid } from '../support/label-tables';

export interface Comparison {
  readonly report: GpuReport;
  readonly programs: number;
  /** Programs of which score or argmax is not that of the law. */
  readonly different: number;
  /** Constant vectors of one structure, and how many of them differ likewise. */
  readonly vectors: number;
  readonly differentVectors: number;
}

/** Scores random programs on navigator.gpu and compares them with the law. */
export async function compareWithLaw(): Promise<Comparison> {
  const labels = binary32Labels((x) => 1 / (1 + x), grid(0, 1, 257), 'ulp');
  const opcodes = ['add', 'sub', 'mul', 'div', 'sqrt', 'neg'] as const;
  const evaluator = await createBatchEvaluator({
    gpu: navigator.gpu,
    preference: 'on',
    table: labels,
    opcodes,
  });
  const programs = [...randomPrograms(200, 300, 8, opcodes), ...randomPrograms(201, 50, 48, opcodes)];
  const { maxError, argmax } = await evaluator.score(programs);
  const table = prepareScoreTable(labels);
  const different = programs.filter((program, i) => {
    const score = scoreByLaw(program, table);
    return score.maxError !== maxError[i] || score.argmax !== argmax[i];
  }).length;
  const structure = randomPrograms(202, 1, 12, ['add', 'sub', 'mul', 'neg'])[0]!;
  const centre = Float32Array.from(structure.constants, constantToNumber);
  const vectors = Array.from({ length: 300 }, (_, v) => centre.map((c) => c * (1 + v / 512)));
  const scores = await evaluator.scoreConstants(structure, vectors);
  const differentVectors = vectors.filter((vector, v) => {
    const program = { ...structure, constants: Array.from(vector, constantFromNumber) };
    const score = scoreByLaw(program, table);
    return score.maxError !== scores.maxError[v] || score.argmax !== scores.argmax[v];
  }).length;
  const { report } = evaluator;
  evaluator.destroy();
  return { report, programs: programs.length, different, vectors: vectors.length, differentVectors };
}
