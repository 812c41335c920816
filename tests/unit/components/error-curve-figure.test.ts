import { describe, expect, it } from 'vitest';
import { errorCurveFigure, type CurveView } from '../../../src/components/plots/error-curve-figure';
import { CurveScale, leftMargin, nearestPoint } from '../../../src/components/plots/curve-scale';
import { windowTicks } from '../../../src/components/plots/window-ticks';
import { errorCurve } from '../../support/error-curves';

const curve = errorCurve({
  x: Float64Array.of(0.1, 0.4, 0.6, 0.9),
  low: Float64Array.of(-1, -2, -4, -1),
  high: Float64Array.of(1, 2, 3, 1),
  argmax: 0.6,
  maximum: 4,
});
const VIEW: CurveView = {
  curve,
  others: [],
  window: { axis: 'value', from: 0, to: 1 },
  isWhole: true,
  interval: { lower: 0, upper: 1, lowerOpen: false, upperOpen: false },
  format: 'real',
  norm: 'relative',
  scale: 'linear',
  histogram: false,
  narrow: false,
};

describe('the figure of an error curve', () => {
  it('fills the band between the extremes and marks the largest error with its sign', () => {
    const { series, peak, range, levels } = errorCurveFigure(VIEW);
    expect(series).toHaveLength(1);
    expect(series[0]).toMatchObject({
      name: 'error',
      x: [0.125, 0.375, 0.625, 0.875],
      y: [1, 2, 3, 1],
      low: [-1, -2, -4, -1],
    });
    expect(peak).toMatchObject({ place: 0.6, y: -4, above: false });
    expect(peak?.text).toMatch(/^4/);
    expect(range).toEqual([-5.6, 5.6]);
    expect(levels.map(({ y }) => y)).toEqual([0, 4, -4]);
  });

  it('shows sizes on a logarithmic scale', () => {
    const { series, heights, peak } = errorCurveFigure({ ...VIEW, scale: 'logarithmic' });
    expect(series[0]).toMatchObject({ name: 'error', y: [0, Math.log10(2), Math.log10(4), 0] });
    expect(series[0]?.low).toBeUndefined();
    expect(heights.texts).toContain('1e-3');
    expect(heights.texts).toContain('1');
    expect(peak).toMatchObject({ y: Math.log10(4), above: true });
  });

  it('gives the numbers of the error axis the room that the longest of them takes', () => {
    expect(leftMargin(errorCurveFigure(VIEW).heights.texts)).toBe(58);
    const small = errorCurve({ ...curve, maximum: 1.1e-21 });
    const { texts } = errorCurveFigure({ ...VIEW, curve: small }).heights;
    expect(texts).toContain('-1.5e-21');
    expect(leftMargin(texts)).toBeGreaterThan('-1.5e-21'.length * 7.2 + 4);
  });

  it('makes room for compared programs and the histogram', () => {
    const other = { curve: errorCurve({ ...curve, maximum: 10 }), title: 'other', dash: 'dash' } as const;
    const figure = errorCurveFigure({ ...VIEW, others: [other], histogram: true });
    expect(figure.range).toEqual([-14, 14]);
    expect(figure.series.map(({ name }) => name)).toEqual(['compared', 'compared', 'error']);
    expect(Math.max(...(figure.bars?.shares ?? []))).toBe(1);
    const scale = new CurveScale(800, 300, figure);
    expect(scale.bars?.left).toBeGreaterThan(scale.right);
    expect(scale.bars?.right).toBe(784);
    expect(new CurveScale(800, 300, errorCurveFigure(VIEW)).right).toBe(784);
  });

  it('draws single numbers as points at their places', () => {
    const window = { axis: 'ordinal', from: 1, to: 1 + 3 * 2 ** -7 } as const;
    const numbers = errorCurve({
      x: Float64Array.of(1, 1 + 2 ** -7, 1 + 2 ** -6, NaN, 1 + 3 * 2 ** -7),
      low: Float64Array.of(1, 2, -3, NaN, 0),
      high: Float64Array.of(1, 2, -3, NaN, 0),
      argmax: 1 + 2 ** -6,
      maximum: 3,
      isComplete: true,
      window,
    });
    const view = { ...VIEW, curve: numbers, window, isWhole: false, format: 'bf16' } as const;
    const { series, peak, readings } = errorCurveFigure(view);
    expect(series[0]).toMatchObject({ dots: true, x: [0.125, 0.375, 0.625, 0.875], y: [1, 2, -3, 0] });
    expect(peak).toMatchObject({ place: 0.625, y: -3 });
    expect(readings?.text(1)[0]).toBe('x = 1.0078125');
  });

  it('draws what it has of another window until there is better', () => {
    const window = { axis: 'value', from: 0.5, to: 1 } as const;
    const places = errorCurveFigure({ ...VIEW, window, isWhole: false }).series[0]?.x ?? [];
    expect(places.map((place) => place.toFixed(3))).toEqual(['-0.800', '-0.200', '0.200', '0.800']);
  });
});

describe('the paths of a curve', () => {
  const scale = new CurveScale(174, 148, { ...errorCurveFigure(VIEW), range: [-1, 1] });

  it('go from the left edge to the right one, and from the top down', () => {
    expect(scale.line([0, 0.5, 1], [1, 0, -1])).toBe('M58.0 8.0L108.0 58.0L158.0 108.0');
    expect(scale.place(108)).toBe(0.5);
    expect(scale.place(-10)).toBe(0);
  });

  it('break where the error is not finite', () => {
    expect(scale.line([0, 0.25, 0.5, 0.75, 1], [0, NaN, 0, Infinity, 1])).toBe(
      'M58.0 58.0M108.0 58.0M158.0 8.0',
    );
    expect(scale.band([0, 0.5, 1], [-1, 0, NaN], [1, 0, 1])).toBe(
      'M58.0 8.0L108.0 58.0L108.0 58.0L58.0 108.0Z',
    );
    expect(scale.line([], [])).toBe('');
  });

  it('are read at the nearest point that is in sight', () => {
    expect(nearestPoint([-0.1, 0.2, 0.6, 1.1], 0)).toBe(1);
    expect(nearestPoint([-0.1, 0.2, 0.6, 1.1], 1)).toBe(2);
    expect(nearestPoint([], 0.5)).toBe(-1);
  });
});

describe('ticks of a window', () => {
  it('are round numbers, with as many digits as tell them apart', () => {
    expect(windowTicks({ axis: 'value', from: 0, to: 1 }, 'real', 4).texts).toEqual([
      '0',
      '0.2',
      '0.4',
      '0.6',
      '0.8',
      '1',
    ]);
    const near = windowTicks({ axis: 'value', from: 1.5, to: 1.5 + 2 ** -20 }, 'f32', 8);
    expect(new Set(near.texts).size).toBe(near.texts.length);
    expect(near.texts.length).toBeGreaterThan(1);
    near.values.forEach((place) => {
      expect(place).toBeGreaterThanOrEqual(0);
      expect(place).toBeLessThanOrEqual(1);
    });
  });

  it('by ordinal are powers of two, or numbers of the format', () => {
    const wide = windowTicks({ axis: 'ordinal', from: 0, to: 1 }, 'f32', 8);
    expect(wide.texts.at(-1)).toBe('1');
    expect(wide.texts[0]).toMatch(/^2\^-\d+$/);
    const three = windowTicks({ axis: 'ordinal', from: 1, to: 1 + 2 ** -22 }, 'f32', 8);
    expect(three.texts.map(Number).map(Math.fround)).toEqual([1, 1 + 2 ** -23, 1 + 2 ** -22]);
  });
});
