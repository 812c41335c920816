import { describe, expect, it } from 'vitest';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget } from '../../../src/targets/parse';
import { movedWindow, numberAt, partOf, placeIn, wholeWindow } from '../../../src/verification/curve-window';
import { createErrorCurve } from '../../../src/verification/error-curve';

const f32 = parseTarget({ target: 'exp2', interval: '[1,2)', format: 'f32', norm: 'ulp' });
const real = parseTarget({ target: 'exp2', interval: '(0,1]' });

describe('windows of an interval', () => {
  it('by ordinal reaches from the first to the last number', () => {
    expect(wholeWindow(f32, 'ordinal')).toEqual({ axis: 'ordinal', from: 1, to: 2 - 2 ** -23 });
    expect(wholeWindow(real, 'ordinal')).toEqual({ axis: 'value', from: 0, to: 1 });
  });

  it('a place and the number there belong together', () => {
    for (const axis of ['value', 'ordinal'] as const) {
      const window = wholeWindow(f32, axis);
      const place = placeIn(window, 'f32');
      for (const x of [1, 1.25, 1.75]) expect(numberAt(window, place(x), 'f32')).toBe(x);
    }
  });

  it('zooms down to two numbers and no further', () => {
    const whole = wholeWindow(f32, 'ordinal');
    const two = partOf(whole, 0, 1.5 * 2 ** -23, f32);
    expect(two).toEqual({ axis: 'ordinal', from: 1, to: 1 + 2 ** -23 });
    expect(partOf(whole, 0.5, 0.5, f32)).toBe(whole);
    expect(movedWindow(two, f32, { factor: 0.5 })).toEqual(two);
  });

  it('moves and widens without leaving the interval', () => {
    const half = partOf(wholeWindow(real, 'value'), 0.5, 1, real);
    expect(half).toEqual({ axis: 'value', from: 0.5, to: 1 });
    expect(movedWindow(half, real, { shift: 0.5 })).toEqual(half);
    expect(movedWindow(half, real, { shift: -0.25 })).toEqual({ axis: 'value', from: 0.375, to: 0.875 });
    expect(movedWindow(half, real, { factor: 8 })).toEqual(wholeWindow(real, 'value'));
    const numbers = movedWindow(wholeWindow(f32, 'ordinal'), f32, { factor: 0.25 });
    expect(numbers.to - numbers.from).toBeCloseTo(0.25, 6);
  });
});

describe('the error curve of a window', () => {
  const program = parseProgram('y = x + 1', 'f32');

  it('takes every number where they are few, one a column', () => {
    const window = { axis: 'ordinal', from: 1.5, to: 1.5 + 15 * 2 ** -23 } as const;
    const curve = createErrorCurve(f32, 16, window)(program);
    expect(curve).toMatchObject({ points: 16, isComplete: true, window });
    expect([...curve.x]).toEqual(Array.from({ length: 16 }, (_, i) => 1.5 + i * 2 ** -23));
    expect([...curve.low]).toEqual([...curve.high]);
  });

  it('by ordinal gives each binade as many columns as it has numbers', () => {
    const wide = parseTarget({ target: 'exp2', interval: '[0.25,1)', format: 'f32' });
    const { x } = createErrorCurve(wide, 10, wholeWindow(wide, 'ordinal'))(program);
    expect([...x].filter((place) => place < 0.5)).toHaveLength(5);
  });

  it('shows a part of a real interval', () => {
    const window = { axis: 'value', from: 0.5, to: 0.5 + 2 ** -20 } as const;
    const curve = createErrorCurve(real, 8, window)(parseProgram('y = x + 1', 'real'));
    expect(curve.x.every((x) => x >= window.from && x <= window.to)).toBe(true);
    expect(curve.maximum).toBeCloseTo(1.5 / Math.SQRT2 - 1, 5);
  });

  it('refuses windows that hold nothing and ordinals of real numbers', () => {
    expect(() => createErrorCurve(f32, 8, { axis: 'value', from: 1.5, to: 1.5 })).toThrow(RangeError);
    expect(() => createErrorCurve(real, 8, { axis: 'ordinal', from: 0, to: 1 })).toThrow(RangeError);
  });

  it('counts the errors it met', () => {
    const { histogram, maximum } = createErrorCurve(real, 64)(parseProgram('y = x + 1', 'real'));
    expect(maximum).toBeGreaterThan(0.06);
    for (const shares of [histogram.linear, histogram.logarithmic]) {
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    }
    // x + 1 is nowhere below 2^x on [0,1].
    expect(histogram.linear.slice(0, 24).every((share) => share === 0)).toBe(true);
    expect(histogram.logarithmic.at(-1)).toBeGreaterThan(0.3);
  });
});
