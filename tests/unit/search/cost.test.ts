import { describe, expect, it } from 'vitest';
import { canonicalize } from '../../../src/program/canonicalize';
import { parseProgram } from '../../../src/program/parse';
import {
  costOf,
  isOperationCount,
  LATENCIES,
  OPERATION_COUNT,
  type CostModel,
} from '../../../src/search/cost';

const PROGRAM = canonicalize(parseProgram('u = x + 2 / x; v = u * u; y = v + 3 / u', 'real'));

describe('costOf', () => {
  it('counts operations, constants being free', () => {
    expect(costOf(PROGRAM, OPERATION_COUNT)).toBe(5);
  });

  it('weighs operations and constants', () => {
    const cost: CostModel = {
      kind: 'ops',
      weights: { ...OPERATION_COUNT.weights, div: 4, mul: 0.5 },
      perConstant: 0.25,
    };
    expect(costOf(PROGRAM, cost)).toBe(2 + 2 * 4 + 0.5 + 2 * 0.25);
    expect(isOperationCount(cost)).toBe(false);
  });

  it('follows the longest chain of dependent instructions', () => {
    // div 14, add 4, then div 14 (beside mul 4), then add 4.
    expect(costOf(PROGRAM, { kind: 'latency', cycles: LATENCIES['x86-64'] })).toBe(36);
  });

  it('is 0 for a program that is its input or a constant', () => {
    for (const text of ['y = x', 'y = 2']) {
      const program = parseProgram(text, 'real');
      expect(costOf(program, OPERATION_COUNT)).toBe(0);
      expect(costOf(program, { kind: 'latency', cycles: LATENCIES.arm64 })).toBe(0);
    }
  });
});
