import { describe, expect, it } from 'vitest';
import { documentOf } from './run-cli';

const SINC = ['--expr', 'sin(x)/x', '--interval', '(0,1]'];
const PROGRAM = ['--program', '-'];
const TEXT = 'y = 0.99890 - 0.15835 * x * x';

interface Answer {
  readonly error: number;
  readonly values: readonly string[];
  readonly code: string;
  readonly permalink: string;
  readonly coefficients: readonly string[];
  readonly front: readonly { readonly ops: number; readonly error: number }[];
  readonly target: string;
}

describe('--expr', () => {
  it('oracle: digits, limits and parameters', async () => {
    const { values } = await documentOf<Answer>([
      'oracle',
      '--expr',
      'sin(x)/x',
      '--at',
      '0,1',
      '--digits',
      '30',
    ]);
    // sin 1 is OEIS A049469.
    expect(values).toEqual(['1.00000000000000000000000000000', '8.41470984807896506652502321630e-1']);
    const decay = ['oracle', '--expr', 'x^3*exp(-a*x); a=0.5', '--at', '2', '--digits', '20'];
    // 8 / e.
    expect((await documentOf<Answer>(decay)).values).toEqual(['2.9430355293715385728']);
  });
  it('evaluate, fit, baseline, permalink, export and search agree on the target', async () => {
    const measured = await documentOf<Answer>(['evaluate', ...SINC, ...PROGRAM], TEXT);
    const fitted = await documentOf<Answer>(['fit', ...SINC, ...PROGRAM], TEXT);
    const baseline = await documentOf<Answer>([
      'baseline',
      ...SINC,
      '--family',
      'minimax-polynomial',
      '--degree',
      '4',
    ]);
    expect(fitted.error).toBeLessThan(measured.error);
    expect(baseline.error).toBeLessThan(fitted.error);
    const { permalink } = await documentOf<Answer>(['permalink', ...SINC, ...PROGRAM], TEXT);
    const again = await documentOf<Answer>(['evaluate', '--program', permalink]);
    expect(again.error).toBe(measured.error);
    const { code } = await documentOf<Answer>(['export', ...SINC, ...PROGRAM, '--to', 'ts'], TEXT);
    expect(code).toContain('sin(x)/x on (0,1], approximated.');
    const search = ['search', ...SINC, '--max-ops', '3', '--evaluations', '1000', '--workers', '1'];
    const found = await documentOf<Answer>(search);
    expect(found.target).toBe('sin(x)/x on (0,1], real, relative');
    expect(found.front.length).toBeGreaterThan(1);
  });
});
