import { describe, expect, it } from 'vitest';
import { isNumberOf } from '../../../src/numerics/rounding';
import {
  binadeEdges,
  chebyshevPoints,
  gradedPoints,
  isInside,
  mergePoints,
  ordinalPoints,
  roundedPoints,
} from '../../../src/oracle/sampling';
import { parseInterval } from '../../../src/targets/interval';

const unit = parseInterval('(0,1]');

function isAscending(points: Float64Array): boolean {
  return points.every((x, i) => i === 0 || x > points[i - 1]!);
}

describe('chebyshevPoints', () => {
  it('are the zeros of T_n', () => {
    const points = chebyshevPoints(parseInterval('[-1,1]'), 7);
    points.forEach((x, k) => {
      expect(x).toBeCloseTo(-Math.cos(((2 * k + 1) * Math.PI) / 14), 14);
    });
    expect(points[3]).toBe(0);
  });
  it('lie strictly inside, also of the narrowest and the widest interval', () => {
    expect(chebyshevPoints(unit, 64)).toHaveLength(64);
    const narrow = chebyshevPoints(parseInterval('[1,1.0000000000000009]'), 64);
    expect(narrow.every((x) => x > 1 && x < 1.0000000000000009)).toBe(true);
    const wide = chebyshevPoints(parseInterval('[-1.7e308,1.7e308]'), 64);
    expect(wide).toHaveLength(64);
    expect(wide.every((x) => Number.isFinite(x))).toBe(true);
  });
});

describe('other points', () => {
  it('graded points come near to both ends and leave open ends out', () => {
    const points = gradedPoints(unit, 4, 60, 4);
    expect(points[0]).toBe(2 ** -60);
    expect(points).toContain(1 - 2 ** -20);
    expect(points.includes(0)).toBe(false);
    expect(isAscending(points)).toBe(true);
  });
  it('ordinal points run from the first to the last number of the interval', () => {
    const points = ordinalPoints(unit, 'f32', 100);
    expect(points).toHaveLength(100);
    expect(points[0]).toBe(2 ** -149);
    expect(points[99]).toBe(1);
    expect(points.every((x) => isNumberOf(x, 'f32'))).toBe(true);
  });
  it('ordinal points are all numbers where there are few', () => {
    expect(ordinalPoints(parseInterval('[1,2]'), 'bf16', 1000)).toHaveLength(129);
    expect([...ordinalPoints(parseInterval('[1,1.0078125)'), 'bf16', 1000)]).toEqual([1]);
    expect(ordinalPoints(parseInterval('(1,1.0078125)'), 'bf16', 1000)).toHaveLength(0);
  });
  it('binade edges come in pairs', () => {
    const points = binadeEdges(parseInterval('[0.25,3]'), 'f32', 100);
    expect([...points]).toEqual([0.25, 0.5 - 2 ** -25, 0.5, 1 - 2 ** -24, 1, 2 - 2 ** -23, 2]);
    const limited = binadeEdges(unit, 'f32', 64);
    expect(limited.length).toBeLessThanOrEqual(66);
    expect(limited).toContain(1);
    expect(limited.every((x) => isNumberOf(x, 'f32') && isInside(x, unit))).toBe(true);
  });
  it('rounded points stay inside', () => {
    const points = roundedPoints(
      Float64Array.of(0.1, 0.1 + 1e-12, 0.999999999999),
      parseInterval('(0,1)'),
      'f32',
    );
    expect([...points]).toEqual([Math.fround(0.1)]);
  });
  it('merging sorts, drops repeats and makes both zeros one', () => {
    expect([...mergePoints([3, -0, 1], Float64Array.of(0, 1, 2))]).toEqual([0, 1, 2, 3]);
  });
});
