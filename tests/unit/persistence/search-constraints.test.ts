import { describe, expect, it } from 'vitest';
import { readSearchConfig, writeSearchConfig } from '../../../src/persistence/search-config-document';
import { DEFAULT_SEARCH_CONFIG } from '../../../src/search/config';
import type { SearchConstraints } from '../../../src/search/constraints';

const stored = (constraints: unknown): unknown => {
  const config = writeSearchConfig(DEFAULT_SEARCH_CONFIG);
  return { ...(config as object), constraints };
};

describe('constraints in a stored configuration', () => {
  it.each<SearchConstraints>([
    { symmetry: 'even' },
    { exactAt: [-1.5, 0, 2 ** -1074], maxError: 0.5, monotone: true, symmetry: 'odd' },
  ])('come back as they were: %j', (constraints) => {
    const config = { ...DEFAULT_SEARCH_CONFIG, constraints };
    const text = JSON.stringify(writeSearchConfig(config));
    expect(readSearchConfig(JSON.parse(text), 'config')).toEqual(config);
  });

  it('are left out where there are none, as they were before there were any', () => {
    const written = writeSearchConfig(DEFAULT_SEARCH_CONFIG);
    expect(written).not.toHaveProperty('constraints');
    expect(readSearchConfig(written, 'config')).not.toHaveProperty('constraints');
  });

  it.each([
    [{}, /config\.constraints must have a member/],
    [{ even: true }, /unknown member/],
    [{ symmetry: 'none' }, /constraints\.symmetry must be one of odd, even/],
    [{ monotone: false }, /monotone must be true/],
    [{ maxError: 0 }, /maxError must be a number above 0/],
    [{ maxError: '1' }, /maxError must be a number above 0/],
    [{ exactAt: [] }, /exactAt must have an entry/],
    [{ exactAt: [1, 0] }, /ascending order/],
    [{ exactAt: [0, 0] }, /ascending order/],
    [{ exactAt: ['0'] }, /exactAt\[0\] must be a finite number/],
    [{ exactAt: [0, 1, 2, 3, 4] }, /more than 4/],
    ['odd', /must be an object/],
  ])('are refused where they are none: %j', (constraints, message) => {
    expect(() => readSearchConfig(stored(constraints), 'config')).toThrow(message);
  });
});
