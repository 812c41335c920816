import { describe, expect, it } from 'vitest';
import { FAMILY_MARKS } from '../../../src/components/plots/baseline-families';
import { baselineDatum, frontFigure, type FrontView } from '../../../src/components/plots/front-figure';
import type { Palette } from '../../../src/components/plots/palette';
import { baselinePoint, frontRow } from '../../support/fronts';

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
  selected: { ops: 4, error: 1e-3 },
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
    expect(frontFigure({ ...view, selected: null }, palette).data.map(({ name }) => name)).not.toContain(
      'selected',
    );
  });

  it('keeps its axes whatever the data, so that nothing jumps', () => {
    const { layout } = frontFigure({ ...view, front: [] }, palette);
    expect(layout.xaxis.range).toEqual(frontFigure(view, palette).layout.xaxis.range);
    expect(layout.yaxis.range).toEqual([-6, 0]);
    expect(layout.uirevision).toBe(frontFigure(view, palette).layout.uirevision);
  });

  it('draws the families of baselines apart, each point with a datum of its own', () => {
    const baseline = [
      baselinePoint('minimax-polynomial', 2, 1e-2),
      baselinePoint('published', 3, 1e-4),
      baselinePoint('minimax-polynomial', 4, 1e-3),
      baselinePoint('taylor', 4, Infinity),
    ];
    const { data } = frontFigure({ ...view, baseline }, palette);
    const of = (name: string) => data.find((each) => each.name === name);
    expect(of('minimax polynomial')?.customdata).toEqual([baselineDatum(0), baselineDatum(2)]);
    expect(of('published')?.customdata).toEqual([baselineDatum(1)]);
    expect(of('published')?.mode).toBe('markers');
    expect(of('Taylor')).toBeUndefined();
    expect(baseline[baselineDatum(baselineDatum(2))]).toBe(baseline[2]);
    expect([baselineDatum(0), baselineDatum(3)].every((datum) => datum < 0)).toBe(true);
  });

  it('tells the families apart by shape, and those with lines by dash', () => {
    expect(new Set(FAMILY_MARKS.map(({ symbol }) => symbol)).size).toBe(FAMILY_MARKS.length);
    const dashes = FAMILY_MARKS.map(({ dash }) => dash).filter((dash) => dash !== null);
    expect(new Set(dashes).size).toBe(dashes.length);
  });
});
