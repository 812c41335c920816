import { describe, expect, it } from 'vitest';
import { frontFigure, type FrontView } from '../../../src/components/plots/front-figure';
import type { Palette } from '../../../src/components/plots/palette';
import { frontRow } from '../../support/fronts';

const palette: Palette = {
  colour: {
    paper: '#fff',
    field: '#fff',
    ink: '#000',
    inkSoft: '#444',
    inkFaint: '#666',
    rule: '#ccc',
    grid: '#eee',
    accent: '#05b',
    baseline: '#777',
  },
  sans: 'sans-serif',
  mono: 'monospace',
};

const view: FrontView = {
  front: [frontRow(1, Infinity), frontRow(2, 1e-2), frontRow(4, 1e-3, 'sampled'), frontRow(6, 0)],
  kindOf: (row) => row.error.kind,
  selectedOps: 4,
  baseline: [],
  norm: 'relative',
  maxOps: 8,
  decades: [-6, 0],
  zoom: true,
};
const trace = (name: string) => frontFigure(view, palette).data.find((each) => each.name === name);

describe('the figure of the front', () => {
  it('leaves out what has no height and puts an error of 0 on the lower edge', () => {
    expect(Array.from(trace('found')?.x ?? [])).toEqual([2, 4, 6]);
    expect(Array.from(trace('found')?.y ?? [])).toEqual([1e-2, 1e-3, 1e-6]);
    expect(trace('found')?.text?.[2]).toMatch(/^6 operations: 0 relative, refined/);
  });

  it('tells kinds of error by shape', () => {
    expect(trace('found')?.marker?.symbol).toEqual(['square', 'square-open', 'square']);
  });

  it('rings the selected row and nothing else', () => {
    expect(Array.from(trace('selected')?.x ?? [])).toEqual([4]);
    expect(frontFigure({ ...view, selectedOps: null }, palette).data.map(({ name }) => name)).not.toContain(
      'selected',
    );
  });

  it('keeps its axes whatever the data, so that nothing jumps', () => {
    const { layout } = frontFigure({ ...view, front: [] }, palette);
    expect(layout.xaxis.range).toEqual(frontFigure(view, palette).layout.xaxis.range);
    expect(layout.yaxis.range).toEqual([-6, 0]);
    expect(layout.uirevision).toBe(frontFigure(view, palette).layout.uirevision);
  });
});
