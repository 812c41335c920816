import { describe, expect, test } from 'vitest';
import { samplePoints32 } from '../../../src/codegen/sample-points';
import { parseInterval } from '../../../src/targets/parse';

describe('sample points', () => {
  test.each(['(0,1]', '[-2,2]', '(0.1,0.3)', '[1,2)', '[-1e-40,1e-40]'])(
    'of %s are ascending numbers of f32 inside',
    (text) => {
      const interval = parseInterval(text);
      const points = samplePoints32(interval, 100);
      expect(points.length).toBeGreaterThanOrEqual(100);
      expect(points).toEqual([...new Set(points)].sort((a, b) => a - b));
      for (const x of points) {
        expect(Math.fround(x)).toBe(x);
        expect(x).toBeGreaterThanOrEqual(interval.lower);
        expect(x).toBeLessThanOrEqual(interval.upper);
      }
      expect(points.includes(interval.lower)).toBe(
        !interval.lowerOpen && Math.fround(interval.lower) === interval.lower,
      );
      expect(points.includes(interval.upper)).toBe(
        !interval.upperOpen && Math.fround(interval.upper) === interval.upper,
      );
    },
  );

  test('of an interval narrower than an ulp of f32 there may be none', () => {
    expect(samplePoints32(parseInterval('(1,1.0000000001)'), 10)).toEqual([]);
  });

  test('infinite ends stand for the largest numbers', () => {
    const interval = { lower: -Infinity, upper: Infinity, lowerOpen: true, upperOpen: true };
    const points = samplePoints32(interval, 10);
    expect(points.every(Number.isFinite)).toBe(true);
    expect(Math.max(...points)).toBeGreaterThan(1e38);
  });
});
