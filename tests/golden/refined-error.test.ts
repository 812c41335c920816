import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseProgram } from '../../src/program/parse';
import { parseTarget } from '../../src/targets/parse';
import { createMeasure } from '../../src/verification/measure';

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}

interface FrontierRow {
  readonly ops: number;
  readonly program: string;
  readonly maxRelativeError: string;
}
const frontier = read('exp2_frontier.json') as {
  bestKnown: readonly FrontierRow[];
  published: readonly FrontierRow[];
};

interface ExhaustiveRow {
  readonly interval: string;
  readonly program: string;
  readonly maxUlp: string;
}
const exhaustive = read('exhaustive_f32.json') as { rows: readonly ExhaustiveRow[] };

describe('refined errors in exact real arithmetic', () => {
  const measure = createMeasure(parseTarget({ target: 'exp2', interval: '(0,1]', norm: 'relative' }));

  // The golden errors are levelled at reference points; between them the programs reach up to 2e-6 of it more.
  it.each(frontier.bestKnown)('best known, $ops operations', ({ program, maxRelativeError }) => {
    const { error } = measure(parseProgram(program, 'real'));
    const excess = error.value / Number(maxRelativeError) - 1;
    expect(excess).toBeGreaterThan(-1e-12);
    expect(excess).toBeLessThan(2e-6);
    expect(Number(error.text)).toBe(Number(error.value.toPrecision(15)));
    expect(error.kind).toBe('refined');
  });

  it.each(frontier.published)('published, $ops operations', ({ program, maxRelativeError }) => {
    const { error } = measure(parseProgram(program, 'real'));
    expect(Math.abs(error.value / Number(maxRelativeError) - 1)).toBeLessThan(1e-3);
  });

  /** Python's decimal at 50 digits: |u^2 / exp(x ln 2) - 1| at x = 0.24971849240539437, the larger of its extrema. */
  it('agrees with an independent evaluation of the 4-operation program at its maximum', () => {
    const { error } = measure(parseProgram(frontier.bestKnown[2]?.program ?? '', 'real'));
    expect(error.text).toBe('2.16812874721147e-4');
    expect(Math.abs(error.argmax - 0.24971849240539437)).toBeLessThan(1e-6);
  });
});

describe('refined errors in binary32', () => {
  it.each(exhaustive.rows)('$interval: below $maxUlp and within 3%', ({ interval, program, maxUlp }) => {
    const target = parseTarget({ target: 'exp2', interval, format: 'f32', norm: 'ulp' });
    const { error } = createMeasure(target)(parseProgram(program, 'f32'));
    // The golden value has 9 digits after the point.
    expect(error.value).toBeLessThanOrEqual(Number(maxUlp) + 1e-9);
    expect(error.value).toBeGreaterThan(0.97 * Number(maxUlp));
  });
});
