import { describe, expect, it } from 'vitest';
import { DEFAULT_SEARCH_CONFIG } from '../../../src/search/config';
import {
  createComparisonStore,
  isComparable,
  MOST_COMPARED,
  type ComparedRun,
} from '../../../src/store/comparison';
import { EXP2, frontRow } from '../../support/fronts';

const run = (id: string): ComparedRun => ({
  id,
  name: `run ${id}`,
  target: EXP2,
  config: DEFAULT_SEARCH_CONFIG,
  evaluations: 2000,
  front: [frontRow(2, 1e-2)],
});

describe('the runs beside the front', () => {
  it('are those that were chosen, in their order, up to so many, until they are removed', () => {
    const store = createComparisonStore();
    const ids = () => store.getState().compared.map(({ id }) => id);
    store.getState().show(['b', 'a', 'c', 'd', 'e'].map(run));
    expect(ids()).toEqual(['b', 'a', 'c', 'd']);
    expect(ids()).toHaveLength(MOST_COMPARED);
    store.getState().remove('a');
    expect(ids()).toEqual(['b', 'c', 'd']);
    store.getState().show([run('e')]);
    expect(ids()).toEqual(['e']);
    store.getState().clear();
    expect(ids()).toEqual([]);
  });

  it('can be compared where their errors mean the same', () => {
    expect(isComparable(EXP2, { ...EXP2, format: 'f64' })).toBe(true);
    expect(isComparable(EXP2, { ...EXP2, norm: 'absolute' })).toBe(false);
    expect(isComparable(EXP2, { ...EXP2, interval: { ...EXP2.interval, upper: 2 } })).toBe(false);
    expect(isComparable(EXP2, { ...EXP2, function: { kind: 'catalogue', id: 'sin' } })).toBe(false);
  });
});
