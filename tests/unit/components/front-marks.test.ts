import { describe, expect, it } from 'vitest';
import { FAMILY_MARKS } from '../../../src/components/plots/baseline-families';
import {
  baselineDatum,
  frontSeries,
  nearestMark,
  POINT_SHAPE,
  ringOf,
  type FrontView,
} from '../../../src/components/plots/front-marks';
import { withMarks } from '../../../src/components/plots/compared-marks';
import { FrontScale, zoomed } from '../../../src/components/plots/front-scale';
import { DEFAULT_SEARCH_CONFIG } from '../../../src/search/config';
import { describeTarget } from '../../../src/targets/parse';
import { baselinePoint, EXP2, frontRow } from '../../support/fronts';

const view: FrontView = {
  front: [frontRow(1, Infinity), frontRow(2, 1e-2), frontRow(4, 1e-3, 'sampled'), frontRow(6, 0)],
  kindOf: (row) => row.error.kind,
  selected: { cost: 4, error: 1e-3 },
  baseline: [],
  costOf: (point) => point.ops,
  norm: 'relative',
  maxCost: 8,
  decades: [-6, 0],
};
const series = (family: string | null, of: FrontView = view) =>
  frontSeries(of).find((each) => (each.family?.family ?? null) === family);

describe('the marks of the front', () => {
  it('leave out what has no height and put an error of 0 on the lower edge', () => {
    const marks = series(null)?.marks ?? [];
    expect(marks.map(({ cost }) => cost)).toEqual([2, 4, 6]);
    expect(marks.map(({ height }) => height)).toEqual([-2, -3, -6]);
    expect(marks[2]?.text[0]).toMatch(/^6 operations: 0 relative, refined/);
  });

  it('tell kinds of error by shape or filling', () => {
    const marks = series(null)?.marks ?? [];
    expect(marks.map(({ shape }) => shape.filled)).toEqual([true, false, true]);
    const shapes = Object.values(POINT_SHAPE).map(({ path, filled }) => `${path} ${filled}`);
    expect(new Set(shapes).size).toBe(shapes.length);
  });

  it('stand on a staircase that goes on to the end of the axis', () => {
    expect(series(null)?.stairs).toEqual(
      [
        { cost: 2, height: -2 },
        { cost: 4, height: -2 },
        { cost: 4, height: -3 },
        { cost: 6, height: -3 },
        { cost: 6, height: -6 },
        { cost: 8.5, height: -6 },
      ].map((corner) => expect.objectContaining(corner) as object),
    );
  });

  it('have those of other runs beneath their own, told apart by shape and dash, and not to be picked', () => {
    const front = [frontRow(3, 1e-2), frontRow(5, 1e-4)];
    const base = { target: EXP2, config: DEFAULT_SEARCH_CONFIG, evaluations: 2000, front };
    const runs = withMarks([
      { ...base, id: 'a', name: 'run a' },
      { ...base, id: 'b', name: describeTarget(EXP2) },
    ]);
    const all = frontSeries({ ...view, compared: runs });
    expect(all.map(({ run }) => run?.id)).toEqual(['a', 'b', undefined]);
    const [one, other] = all;
    expect(one?.marks.map(({ cost, height }) => [cost, height])).toEqual([
      [3, -2],
      [5, -4],
    ]);
    expect(one?.marks[0]?.text[0]).toBe('run a');
    expect(other?.marks[0]?.text[0]).toBe('seed 1, 2.0 k evaluations');
    expect(one?.marks[0]?.datum).toBeNaN();
    expect(one?.stairs.at(-1)).toEqual(expect.objectContaining({ cost: 8.5, height: -4 }));
    expect(one?.marks[0]?.shape.path).not.toBe(other?.marks[0]?.shape.path);
    expect(one?.run?.mark.dashArray).not.toBe(other?.run?.mark.dashArray);
  });

  it('ring the selection alone', () => {
    expect(ringOf(view)).toEqual({ cost: 4, height: -3 });
    expect(ringOf({ ...view, selected: { cost: 6, error: 0 } })?.height).toBe(-6);
    expect(ringOf({ ...view, selected: { cost: 6, error: Infinity } })).toBeNull();
    expect(ringOf({ ...view, selected: null })).toBeNull();
  });

  it('keep the families of baselines apart, each point with a datum of its own', () => {
    const baseline = [
      baselinePoint('minimax-polynomial', 2, 1e-2),
      baselinePoint('published', 3, 1e-4),
      baselinePoint('minimax-polynomial', 4, 1e-3),
      baselinePoint('minimax-polynomial', 5, 2e-3),
      baselinePoint('taylor', 4, Infinity),
    ];
    const beside = { ...view, baseline };
    const polynomials = series('minimax-polynomial', beside)?.marks ?? [];
    // What costs more and is no better is no step of the staircase.
    expect(polynomials.map(({ datum }) => datum)).toEqual([baselineDatum(0), baselineDatum(2)]);
    expect(series('published', beside)?.stairs).toEqual([]);
    expect(series('taylor', beside)).toBeUndefined();
    expect(baseline[baselineDatum(baselineDatum(2))]).toBe(baseline[2]);
    expect(new Set(FAMILY_MARKS.map(({ path }) => path)).size).toBe(FAMILY_MARKS.length);
    const dashes = FAMILY_MARKS.filter(({ dash }) => dash !== null).map(({ dashArray }) => dashArray);
    expect(new Set(dashes).size).toBe(dashes.length);
  });

  it('stand at the cost where that is another than the operation count', () => {
    const costed = {
      ...view,
      front: [{ ...frontRow(3, 1e-2), cost: 7.5 }],
      baseline: [baselinePoint('published', 3, 1e-4)],
      costOf: () => 6,
    };
    expect(series(null, costed)?.marks[0]).toMatchObject({ cost: 7.5, datum: 7.5 });
    expect(series(null, costed)?.marks[0]?.text[0]).toContain('3 operations, cost 7.5');
    expect(series('published', costed)?.marks[0]?.cost).toBe(6);
  });
});

describe('the scale of the front', () => {
  const scale = new FrontScale(400, 300, { cost: [0, 10], decades: [-10, 0] });

  it('gives back the place of a point', () => {
    for (const place of [
      { cost: 0, height: 0 },
      { cost: 7.25, height: -3.5 },
      { cost: 10, height: -10 },
    ]) {
      const back = scale.place(scale.point(place));
      expect(back.cost).toBeCloseTo(place.cost, 12);
      expect(back.height).toBeCloseTo(place.height, 12);
    }
    expect(scale.point({ cost: 0, height: 0 })).toEqual({ x: scale.left, y: scale.top });
    expect(scale.holds({ cost: 10, height: -10 })).toBe(true);
    expect(scale.holds({ cost: 10.5, height: -1 })).toBe(false);
  });

  it('zooms to what lies between two corners, whichever comes first, and never to nothing', () => {
    const [a, b] = [scale.point({ cost: 6, height: -8 }), scale.point({ cost: 2, height: -4 })];
    for (const window of [zoomed(scale, a, b), zoomed(scale, b, a)]) {
      expect(window.cost[0]).toBeCloseTo(2, 12);
      expect(window.cost[1]).toBeCloseTo(6, 12);
      expect(window.decades[0]).toBeCloseTo(-8, 12);
      expect(window.decades[1]).toBeCloseTo(-4, 12);
    }
    const { cost, decades } = zoomed(scale, a, a);
    expect(cost[1] - cost[0]).toBeCloseTo(1, 12);
    expect(decades[1] - decades[0]).toBeCloseTo(0.5, 12);
    expect(zoomed(scale, { x: -50, y: -50 }, { x: 1000, y: 1000 })).toEqual({
      cost: [0, 10],
      decades: [-10, 0],
    });
  });

  it('finds the nearest mark within reach', () => {
    const found = frontSeries(view);
    const { x, y } = scale.point({ cost: 4, height: -3 });
    const place = (mark: { readonly cost: number; readonly height: number }) => scale.point(mark);
    expect(nearestMark(found, { x: x + 5, y: y - 5 }, place, 24)?.cost).toBe(4);
    expect(nearestMark(found, { x: x + 5, y: y - 5 }, place, 4)).toBeNull();
  });

  it('finds what is on top of several marks, though another lies nearer', () => {
    const covering = frontSeries(view);
    const own = covering.at(-1)!.marks.find(({ cost }) => cost === 4)!;
    const below = { ...own, datum: -1, height: own.height + 0.01 };
    const both = [{ ...covering.at(-1)!, marks: [below] }, ...covering];
    const place = (mark: { readonly cost: number; readonly height: number }) => scale.point(mark);
    expect(Math.hypot(place(below).x - place(own).x, place(below).y - place(own).y)).toBeGreaterThan(0);
    expect(nearestMark(both, place(below), place, 24)).toBe(own);
    expect(nearestMark(both, { ...place(below), x: place(below).x - 20 }, place, 24)).toBe(below);
  });
});
