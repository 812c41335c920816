import { describe, expect, it } from 'vitest';
import { LATENCIES, OPERATION_COUNT, type CostModel } from '../../../src/search/cost';
import { costTitle, draftCost, initialCost, readCost, weightOf } from '../../../src/store/cost-draft';

const MODELS: readonly CostModel[] = [
  OPERATION_COUNT,
  { kind: 'ops', weights: { ...OPERATION_COUNT.weights, div: 4.25, fma: 1.5 }, perConstant: 0.5 },
  { kind: 'latency', cycles: LATENCIES['x86-64'] },
  { kind: 'latency', cycles: LATENCIES.arm64 },
];

describe('the cost in the settings', () => {
  it.each(MODELS)('means the model it was made of: %j', (model) => {
    const problems = {};
    expect(readCost(draftCost(model), problems)).toEqual(model);
    expect(problems).toEqual({});
  });

  it.each(['', '-1', '0.3', '1e3', '2000', 'two'])('tells that a weight of “%s” means nothing', (text) => {
    const initial = initialCost();
    const problems: { weights?: string } = {};
    readCost({ ...initial, costKind: 'weighted', weights: { ...initial.weights, div: text } }, problems);
    expect(problems.weights).toMatch(/^The weight of div: .* multiple of 0\.25 /);
  });

  it('does not mind weights that are not in use', () => {
    const initial = initialCost();
    const problems = {};
    readCost({ ...initial, weights: { ...initial.weights, add: 'x' } }, problems);
    expect(problems).toEqual({});
  });

  it('names the axis and each opcode’s part', () => {
    expect(MODELS.map(costTitle)).toEqual([
      'operations',
      'weighted cost',
      'latency in cycles',
      'latency in cycles',
    ]);
    expect(weightOf({ ...initialCost(), costKind: 'arm64' }, 'div')).toBe(String(LATENCIES.arm64.div));
    expect(weightOf(initialCost(), 'div')).toBe('1');
  });
});
