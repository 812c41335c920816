import { describe, expect, it } from 'vitest';
import { scoreByLaw } from '../../../src/evaluation/law-evaluator';
import { prepareScoreTable } from '../../../src/evaluation/score';
import { labelTable, validationPoints } from '../../../src/oracle/tables';
import { parseProgram } from '../../../src/program/parse';
import { createFiniteScorer } from '../../../src/run/finite-scorer';
import { parseTarget } from '../../../src/targets/parse';
import type { FiniteFormat } from '../../../src/numerics/format';

const programs = ['y = x', 'y = fma(x * x * x, -0.1665, x)', 'y = 1 / x'].map((text) =>
  parseProgram(text, 'f32'),
);

async function open(format: FiniteFormat, interval = '[0,1]') {
  const target = parseTarget({ target: 'sin', interval, format, norm: 'ulp' });
  const table = labelTable(target, validationPoints(target, 200));
  const scorer = await createFiniteScorer(format, table, ['mul', 'fma'], 'auto', undefined, 'typescript');
  return { table, scorer };
}

describe('scores in a finite format', () => {
  it.each(['f32', 'f16', 'bf16'] as const)('are those of the law in %s', async (format) => {
    const { table, scorer } = await open(format);
    const scores = await scorer.score(programs);
    const law = programs.map((program) => scoreByLaw(program, prepareScoreTable(table), format));
    expect(scores).toEqual(law.map(({ maxError, argmax }) => ({ error: maxError, argmax })));
    expect(scorer.report).toEqual({ state: 'unavailable', reason: 'WebGPU is not supported here' });
  });

  it('are taken in binary64 without a GPU', async () => {
    const { scorer } = await open('f64');
    const [identity, , reciprocal] = await scorer.score(programs);
    expect(identity?.error).toBeGreaterThan(2 ** 49);
    expect(reciprocal?.error).toBe(Infinity);
    expect(scorer.report).toMatchObject({
      state: 'unavailable',
      reason: 'f64 is scored on the CPU; GPU kernels exist for shorter formats',
    });
  });
});
