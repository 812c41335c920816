import { describe, expect, it } from 'vitest';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget, type TargetText } from '../../../src/targets/parse';
import { createErrorCurve, MAX_COLUMNS } from '../../../src/verification/error-curve';

function curve(target: TargetText, text: string, columns: number) {
  const parsed = parseTarget(target);
  return createErrorCurve(parsed, columns)(parseProgram(text, parsed.format));
}

describe('createErrorCurve', () => {
  it('has the extreme signed errors of each column', () => {
    const { x, low, high, argmax, maximum } = curve(
      { target: 'exp2', interval: '[0,1]', norm: 'absolute' },
      'y = 1 + x',
      10,
    );
    for (const column of [x, low, high]) expect(column).toHaveLength(10);
    x.forEach((place, i) => {
      expect(Math.min(Math.floor(place * 10), 9)).toBe(i);
      expect(low[i]!).toBeLessThanOrEqual(high[i]!);
      const error = 1 + place - 2 ** place;
      expect(Math.max(Math.abs(low[i]!), Math.abs(high[i]!))).toBeCloseTo(Math.abs(error), 12);
    });
    expect(maximum).toBeCloseTo(0.0860713, 4);
    expect(argmax).toBeCloseTo(0.529, 2);
    expect(low[0]).toBe(0);
    expect(high[9]!).toBeGreaterThan(0);
  });
  it('keeps the sign of the error', () => {
    const { low, high } = curve({ target: 'exp2', norm: 'relative' }, 'y = 1', 4);
    for (let i = 0; i < 4; i++) expect(high[i]!).toBeLessThan(0);
    expect(low[3]).toBe(-0.5);
  });
  it('shows errors below double-double', () => {
    const text = 'y = sqrt(x) * 1.0000000000000000000000000000000000000001';
    const { low, high, maximum } = curve({ target: 'sqrt', norm: 'relative' }, text, 5);
    expect(maximum).toBeCloseTo(1e-40, 50);
    for (let i = 0; i < 5; i++) {
      expect(low[i]! / 1e-40).toBeCloseTo(1, 4);
      expect(high[i]! / 1e-40).toBeCloseTo(1, 4);
    }
  });
  it('is infinite where the program has no value', () => {
    const { high, maximum, argmax } = curve({ target: 'exp2' }, 'y = sqrt(x - 0.5)', 4);
    expect(high.slice(0, 2)).toEqual(Float64Array.of(Infinity, Infinity));
    expect(Number.isFinite(high[3]!)).toBe(true);
    expect([maximum, argmax > 0]).toEqual([Infinity, true]);
  });
  it('uses numbers of the format, and leaves columns without any empty', () => {
    const { x, low } = curve({ target: 'exp2', interval: '[1,1.03125]', format: 'bf16' }, 'y = 2 * x', 40);
    const present = [...x].filter((place) => !Number.isNaN(place));
    expect(present).toEqual([1, 1.0078125, 1.015625, 1.0234375, 1.03125]);
    expect([...low].filter((value) => !Number.isNaN(value))).toHaveLength(5);
  });
  it.each([0, -1, 2.5, NaN, MAX_COLUMNS + 1])('refuses %d columns', (columns) => {
    expect(() => createErrorCurve(parseTarget({ target: 'exp2' }), columns)).toThrow(RangeError);
  });
});
