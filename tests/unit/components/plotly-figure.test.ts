import { describe, expect, it } from 'vitest';
import { errorCurveFigure, type CurveView } from '../../../src/components/plots/error-curve-figure';
import type { Palette } from '../../../src/components/plots/palette';
import { plotlyFigure } from '../../../src/components/plots/plotly-figure';
import { errorCurve } from '../../support/error-curves';

const PALETTE: Palette = {
  colour: {
    paper: 'paper',
    field: 'field',
    ink: 'ink',
    inkSoft: 'soft',
    inkFaint: 'faint',
    rule: 'rule',
    grid: 'grid',
    accent: 'accent',
    baseline: 'baseline',
  },
  sans: 'sans',
  mono: 'mono',
};
const curve = errorCurve({
  x: Float64Array.of(2.2, 2.8, 3.2, 3.8),
  low: Float64Array.of(-1, -2, -4, -1),
  high: Float64Array.of(1, 2, 3, 1),
  argmax: 3.2,
  maximum: 4,
  window: { axis: 'value', from: 2, to: 4 },
});
const VIEW: CurveView = {
  curve,
  others: [],
  window: { axis: 'value', from: 2, to: 4 },
  isWhole: true,
  interval: { lower: 2, upper: 4, lowerOpen: false, upperOpen: false },
  format: 'real',
  norm: 'relative',
  scale: 'linear',
  histogram: false,
  narrow: false,
};
const drawn = (view: CurveView) => plotlyFigure(errorCurveFigure(view), view, PALETTE, 'zoom');

describe('the error curve as Plotly draws it', () => {
  it('is a filled band over the arguments, a line that answers the pointer and the peak', () => {
    const { data, layout } = drawn(VIEW);
    expect(data).toHaveLength(3);
    expect(data[0]).toMatchObject({
      fill: 'toself',
      fillcolor: 'accent',
      hoverinfo: 'skip',
      x: [2.25, 2.75, 3.25, 3.75, 3.75, 3.25, 2.75, 2.25],
      y: [1, 2, 3, 1, -1, -4, -2, -1],
    });
    expect(data[1]).toMatchObject({ mode: 'lines', x: [2.25, 2.75, 3.25, 3.75], y: [1, 2, 3, 1] });
    expect(data[1]?.text?.[2]).toBe('this program: -4.00e+0 to 3.00e+0 relative');
    expect(data[2]).toMatchObject({ mode: 'markers', x: [3.2], y: [-4] });
    expect(layout.annotations[0]).toMatchObject({ x: 3.2, y: -4, yanchor: 'top' });
    expect(layout.xaxis.range).toEqual([2, 4]);
    expect(layout.shapes.map(({ y0, layer }) => [y0, layer])).toEqual([
      [0, 'below'],
      [4, 'above'],
      [-4, 'above'],
    ]);
  });

  it('breaks where the error is not finite', () => {
    const broken = errorCurve({ ...curve, high: Float64Array.of(1, Infinity, 3, 1) });
    const [band, line] = drawn({ ...VIEW, curve: broken }).data;
    expect(band?.y).toEqual([1, -1, NaN, 3, 1, -1, -4]);
    expect(line?.y).toEqual([1, NaN, 3, 1]);
  });

  it('has sizes themselves on a logarithmic axis, and exponents where Plotly wants them', () => {
    const { data, layout } = drawn({ ...VIEW, scale: 'logarithmic' });
    expect(layout.yaxis.type).toBe('log');
    expect(layout.yaxis.range[1]).toBeCloseTo(Math.log10(4) + 0.4);
    data[0]?.y.forEach((y, i) => expect(y).toBeCloseTo([1, 2, 4, 1][i] ?? NaN));
    expect(layout.annotations[0]?.y).toBeCloseTo(Math.log10(4));
    expect(layout.shapes[0]?.y0).toBeCloseTo(4);
  });

  it('keeps the dashes of compared programs, and draws the histogram on an axis of its own', () => {
    const other = { curve: errorCurve({ ...curve, maximum: 10 }), title: 'other', dash: 'dash' } as const;
    const { data, layout } = drawn({ ...VIEW, others: [other], histogram: true });
    expect(data.map(({ line }) => line?.dash)).toEqual([
      '6px,4px',
      '6px,4px',
      undefined,
      'solid',
      undefined,
      undefined,
    ]);
    expect(data[1]?.text?.[0]).toBe('other: 1.00e+0 relative');
    expect(data.at(-1)).toMatchObject({ xaxis: 'x2', fill: 'toself' });
    expect(layout.xaxis.domain?.[1]).toBeLessThan(layout.xaxis2?.domain?.[0] ?? 0);
  });

  it('has places and the ticks of the figure on an axis by ordinal', () => {
    const window = { axis: 'ordinal', from: 1, to: 256 } as const;
    const x = Float64Array.of(2, 8, 32, 64);
    const numbers = errorCurve({ ...curve, x, argmax: 32, window });
    const { data, layout } = drawn({
      ...VIEW,
      curve: numbers,
      window,
      format: 'f32',
    });
    expect(layout.xaxis.range).toEqual([0, 1]);
    expect(layout.xaxis.ticktext).toContain('2<sup>4</sup>');
    expect(data[1]?.text?.[0]).toContain('x = 2');
  });
});
