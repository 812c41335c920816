/** What the browser tests of WebGPU do, on the page and in a worker alike. */

import { createBatchEvaluator } from '../../src/evaluation/batch-evaluator';
import type { GpuReport } from '../../src/evaluation/gpu-report';
import { scoreByLaw } from '../../src/evaluation/law-evaluator';
import { prepareScoreTable } from '../../src/evaluation/score';
import { randomPrograms } from '../../src/evaluation/webgpu/random-programs';
import { binary32Labels, grid } from '../support/label-tables';

export interface Comparison {
  readonly report: GpuReport;
  readonly programs: number;
  /** Programs of which score or argmax is not that of the law. */
  readonly different: number;
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
  const { report } = evaluator;
  evaluator.destroy();
  return { report, programs: programs.length, different };
}
