import { describe, expect, it } from 'vitest';
import { shippedFront } from '../../../src/client/shipped-front';
import { operationCount } from '../../../src/program/canonicalize';
import { claimHolds } from '../../../src/run/claim-check';
import { createMeasure } from '../../../src/verification/measure';

describe('the front that is shipped with the page', () => {
  const { target, front, run } = shippedFront();
  const measure = createMeasure(target);

  it('is a front', () => {
    expect(front.length).toBeGreaterThan(5);
    front.slice(1).forEach((row, i) => {
      expect(row.ops).toBeGreaterThan(front[i]?.ops ?? Infinity);
      expect(row.error.value).toBeLessThan(front[i]?.error.value ?? 0);
    });
    expect(run.budget.kind).toBe('evaluations');
  });

  it.each(front.map((row) => [row.ops, row] as const))('holds what it says of %d operations', (ops, row) => {
    expect(operationCount(row.program)).toBe(ops);
    expect(claimHolds({ errorText: row.error.text }, measure(row.program).error)).toBe(true);
  });
});
