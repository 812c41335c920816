import { describe, expect, it } from 'vitest';
import { searchTables } from '../../../src/oracle/tables';
import { CATALOGUE, findFunction } from '../../../src/targets/catalogue';
import { parseTarget } from '../../../src/targets/parse';

const PRESETS = CATALOGUE.flatMap(({ id, presets = [] }) => presets.map((preset) => ({ id, ...preset })));

describe('presets', () => {
  it.each(PRESETS)('$id on $interval in $format: $title', ({ id, title, interval, format, norm, source }) => {
    const target = parseTarget({ target: id, interval, format, norm });
    const { training, validation } = searchTables(target, { training: 16, validation: 64 });
    // A zero of the function takes at most one point away in the relative norm.
    expect(training.x.length).toBe(16);
    expect(validation.x.length).toBeGreaterThanOrEqual(60);
    for (const text of [title, source]) expect(text).toMatch(/\S/);
  });

  it('are each a different target', () => {
    const keys = PRESETS.map(({ id, interval, format, norm }) => [id, interval, format, norm].join(' '));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are there for the functions of the paper, of machine learning and of shaders', () => {
    const real = (id: string): string[] =>
      (findFunction(id)?.presets ?? []).filter(({ format }) => format === 'real').map((p) => p.interval);
    expect(real('exp2')).toContain('(0,1]');
    // Ai(-7x) on (0,1].
    expect(real('airyAi')).toContain('[-7,0)');
    expect(real('besselIHalf')).toContain('(0,1]');
    expect(real('cos')).toContain('(0,pi/4]');
    expect(real('erf')).toContain('(0,2]');
    expect(real('log2')).toContain('[1,2]');
    for (const id of ['gelu', 'silu', 'tanh', 'sigmoid', 'exp', 'sin', 'rsqrt']) {
      expect(findFunction(id)?.presets?.length).toBeGreaterThan(0);
    }
  });
});
