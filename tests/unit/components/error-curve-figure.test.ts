import { describe, expect, it } from 'vitest';
import { errorCurveFigure, type CurveView } from '../../../src/components/plots/error-curve-figure';
import type { Palette } from '../../../src/components/plots/palette';
import { windowTicks } from '../../../src/components/plots/window-ticks';
import { errorCurve } from '../../support/error-curves';

const NAMES = ['paper', 'field', 'ink', 'inkSoft', 'inkFaint', 'rule', 'grid', 'accent', 'baseline'] as const;
const colour = Object.fromEntries(NAMES.map((name) => [name, name])) as Palette['colour'];
const PALETTE: Palette = { colour, sans: 'sans', mono: 'mono', advance: 7 };

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
  zoom: true,
  narrow: false,
};

describe('the figure of an error curve', () => {
  it('fills the band between the extremes and marks the largest error with its sign', () => {
    const { data, layout } = errorCurveFigure(VIEW, PALETTE);
    expect(data.map(({ name }) => name)).toEqual(['least', 'greatest', 'maximum']);
    expect(data[1]).toMatchObject({ x: [0.125, 0.375, 0.625, 0.875], y: [1, 2, 3, 1], fill: 'tonexty' });
    expect(data[2]).toMatchObject({ x: [0.6], y: [-4] });
    expect(layout.yaxis.range).toEqual([-5.6, 5.6]);
  });

  it('shows sizes on a logarithmic scale', () => {
    const { data, layout } = errorCurveFigure({ ...VIEW, scale: 'logarithmic' }, PALETTE);
    expect(data[0]).toMatchObject({ name: 'greatest', y: [0, Math.log10(2), Math.log10(4), 0] });
    expect(layout.yaxis.ticktext).toContain('1e-3');
    expect(layout.yaxis.ticktext).toContain('1');
  });

  it('gives the numbers of the error axis the room that the longest of them takes', () => {
    const { layout } = errorCurveFigure(VIEW, PALETTE);
    expect(layout.margin.l).toBe(58);
    const small = errorCurve({ ...curve, maximum: 1.1e-21 });
    const tight = errorCurveFigure({ ...VIEW, curve: small }, PALETTE).layout;
    const texts = tight.yaxis.ticktext ?? [];
    const longest = Math.max(...texts.map((text) => text.length));
    expect(texts).toContain('-1.5e-21');
    expect(tight.margin.l).toBeGreaterThan(longest * PALETTE.advance + 4);
    expect(tight.margin.r).toBe(layout.margin.r);
  });

  it('makes room for compared programs and the histogram', () => {
    const other = { curve: errorCurve({ ...curve, maximum: 10 }), title: 'other', dash: 'dash' } as const;
    const { data, layout } = errorCurveFigure({ ...VIEW, others: [other], histogram: true }, PALETTE);
    expect(layout.yaxis.range).toEqual([-14, 14]);
    expect(data.filter(({ name }) => name === 'compared')).toHaveLength(2);
    const bars = data.find(({ name }) => name === 'how often');
    expect(bars?.xaxis).toBe('x2');
    expect(Math.max(...Array.from(bars?.x ?? []))).toBe(1);
    expect(layout.xaxis2?.domain?.[0]).toBeGreaterThan(layout.xaxis.domain?.[1] ?? 1);
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
    const { data } = errorCurveFigure(view, PALETTE);
    expect(data[0]).toMatchObject({
      mode: 'lines+markers',
      x: [0.125, 0.375, 0.625, 0.875],
      y: [1, 2, -3, 0],
    });
    expect(data[1]).toMatchObject({ x: [0.625], y: [-3] });
  });

  it('draws what it has of another window until there is better', () => {
    const window = { axis: 'value', from: 0.5, to: 1 } as const;
    const { data, layout } = errorCurveFigure({ ...VIEW, window, isWhole: false }, PALETTE);
    const places = Array.from(data[1]?.x ?? []);
    expect(places.map((place) => place.toFixed(3))).toEqual(['-0.800', '-0.200', '0.200', '0.800']);
    expect(layout.uirevision).not.toBe(errorCurveFigure(VIEW, PALETTE).layout.uirevision);
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
    expect(wide.texts[0]).toMatch(/^2<sup>-\d+<\/sup>$/);
    const three = windowTicks({ axis: 'ordinal', from: 1, to: 1 + 2 ** -22 }, 'f32', 8);
    expect(three.texts.map(Number).map(Math.fround)).toEqual([1, 1 + 2 ** -23, 1 + 2 ** -22]);
  });
});
