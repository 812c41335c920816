import { describe, expect, it } from 'vitest';
import { comparisonSentence } from '../../../src/components/plots/front-comparison';
import { baselinePoint, frontRow } from '../../support/fronts';

const baselines = [
  baselinePoint('minimax-polynomial', 6, 7.4781e-5),
  baselinePoint('minimax-polynomial', 8, 2.5934e-6),
  baselinePoint('minimax-polynomial', 10, 1e-20),
  baselinePoint('minimax-rational', 6, 4.34e-7),
  baselinePoint('taylor', 8, 1e-30),
];

describe('the sentence beside the front', () => {
  it('compares with the best of each family that costs no more', () => {
    expect(comparisonSentence(frontRow(8, 8.94e-12), baselines)).toBe(
      'At 8 operations: 290,000 times more accurate than the minimax polynomial, 49,000 times than the rational.',
    );
  });

  it('says so when a baseline is as good or better', () => {
    expect(comparisonSentence(frontRow(6, 4.34e-7), baselines)).toBe(
      'At 6 operations: 170 times more accurate than the minimax polynomial, as accurate as the rational.',
    );
    expect(comparisonSentence(frontRow(11, 1e-10), baselines)).toBe(
      'At 11 operations: 4,300 times more accurate than the rational, 1.0e10 times less accurate than the minimax polynomial.',
    );
  });

  it('says nothing without something to compare', () => {
    expect(comparisonSentence(frontRow(2, 1e-2), baselines)).toBeNull();
    expect(comparisonSentence(frontRow(8, 0), baselines)).toBeNull();
    expect(comparisonSentence(frontRow(8, Infinity), baselines)).toBeNull();
  });
});
