import { describe, expect, it } from 'vitest';
import { createFitEngine } from '../../../src/evaluation/cpu-engine';
import { createWideFitEngine } from '../../../src/evaluation/wide-fit-engine';
import { fitProgram } from '../../../src/fitting/fit-program';
import { searchTables } from '../../../src/oracle/tables';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget } from '../../../src/targets/parse';

const engines = { binary64: createFitEngine(), wide: createWideFitEngine() };

describe('fitProgram', () => {
  // c / x overflows at the smallest numbers of binary64, where the program has a value all the same.
  it.each(['f64', 'f32'] as const)('moves a program that divides by x next to zero, in %s', (format) => {
    const tables = searchTables(parseTarget({ target: 'exp2', interval: '(0,1]', format, norm: 'ulp' }));
    const ulps = format === 'f64' ? 2 ** 52 : 2 ** 23;
    const text =
      'u = x + 25.552814882604807 / x; y = 17.714948165125771 / (u - 8.8377898208459922) + 0.99999565924216453';
    const { error, converged } = fitProgram(engines, parseProgram(text, 'real'), tables);
    expect(converged).toBe(true);
    // The optimum in absolute error is 6.34e-6, and an ulp is the same on all of (0,1).
    expect(error / ulps).toBeGreaterThan(6.2e-6);
    expect(error / ulps).toBeLessThan(6.4e-6);
  });
});
