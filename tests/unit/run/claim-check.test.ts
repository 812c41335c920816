import { describe, expect, it } from 'vitest';
import { claimHolds } from '../../../src/run/claim-check';

describe('claimHolds', () => {
  it.each([
    ['2.64601251693e-16', 2.64601251693e-16, true],
    ['2.64601251693e-16', 2.646012516934999e-16, true],
    ['2.64601251693e-16', 2.64601252e-16, false],
    ['2.64601251693e-16', 2.6e-16, false],
    ['0', 0, true],
    ['0', 1e-300, false],
    ['Infinity', Infinity, true],
    ['Infinity', 1, false],
    ['1', Infinity, false],
    ['nonsense', 1, false],
    ['1', NaN, false],
  ])('claims %s, recomputed as %d: %s', (errorText, value, holds) => {
    expect(claimHolds({ errorText }, { value })).toBe(holds);
  });
});
