/** Runs to keep. */

import { createFitEngine } from '../../src/evaluation/cpu-engine';
import type { RunRecord } from '../../src/persistence/run-record';
import { parseProgram } from '../../src/program/parse';
import type { RunCheckpoint } from '../../src/search/checkpoint';
import { DEFAULT_SEARCH_CONFIG, type SearchConfig } from '../../src/search/config';
import { Fitter } from '../../src/search/fitter';
import { Island } from '../../src/search/island';
import { EXP2, exp2Tables } from './exp2-tables';

export const KEPT_CONFIG: SearchConfig = {
  ...DEFAULT_SEARCH_CONFIG,
  maxOps: 4,
  islands: 2,
  nicheCapacity: 10,
};

/** Of islands that have evolved a little. */
export function someCheckpoint(evaluations = 60): RunCheckpoint {
  const { training } = exp2Tables();
  const islands = [0, 1].map((number) => {
    const engine = createFitEngine();
    engine.setTraining(training);
    const island = new Island(number, KEPT_CONFIG, new Fitter(engine, null, training));
    for (let i = 0; i < evaluations; i++) {
      const fitted = island.next();
      island.accept(fitted, fitted.fitError);
    }
    return island.state();
  });
  const program = parseProgram('y = x + 0.7', 'real');
  const error = {
    kind: 'sampled',
    value: 0.1234567890123456,
    text: '1.23456789012346e-1',
    argmax: 1,
    points: 9,
  } as const;
  const polished = {
    program,
    error: { ...error, kind: 'refined', value: Infinity, text: 'Infinity' },
  } as const;
  const sampled = { ops: 1, cost: 1, program, error, island: 1, evaluation: 5, seconds: 0.5 };
  return {
    epoch: 3,
    seconds: 12.5,
    islands,
    archive: [
      { sampled, polished },
      { sampled: { ...sampled, evaluation: 7 }, polished: null },
    ],
  };
}

export function someRecord(id = 'a1', checkpoint: RunCheckpoint | null = someCheckpoint()): RunRecord {
  const program = parseProgram('u = x * 0.6\ny = u + 0.99999999999999999999999', 'real');
  return {
    summary: {
      id,
      name: '2^x on (0,1], real, relative',
      created: 1_700_000_000_000,
      updated: 1_700_000_001_000,
      target: EXP2,
      config: KEPT_CONFIG,
      budget: { kind: 'evaluations', evaluations: 5000 },
      workers: 2,
      cpu: 'auto',
      gpu: 'auto',
      seeds: [program],
      seeded: true,
      state: { kind: 'running' },
      evaluations: 120,
      duplicates: 3,
      seconds: 12.5,
      front: [
        {
          ops: 2,
          cost: 2,
          program,
          error: { kind: 'refined', value: 0.05, text: '5.00000000000e-2', argmax: NaN, points: 3 },
          foundAt: { evaluation: 11, seconds: 0.25, island: 0 },
        },
      ],
    },
    checkpoint,
  };
}
