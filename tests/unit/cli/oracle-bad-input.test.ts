import { describe, expect, it } from 'vitest';
import { runCli, startCli } from './run-cli';

const at = (target: string, x: string, ...more: string[]): string[] => [
  'oracle',
  '--target',
  target,
  '--at',
  x,
  ...more,
];
const fit = (target: string, interval: string): string[] => [
  'evaluate',
  '--target',
  target,
  '--interval',
  interval,
  '--program',
  '-',
];

const CASES: readonly (readonly [args: readonly string[], says: string])[] = [
  [at('log', '0'), 'log: x = 0 lies outside the domain (0,inf)'],
  [at('asin', '1.5'), 'asin: x = 1.5 lies outside the domain [-1,1]'],
  [at('recip', '0'), 'recip has no value at x = 0'],
  [at('gamma', '-2'), 'gamma has no value at x = -2'],
  [at('exp', 'nan'), 'not a number: "nan"'],
  [at('exp', '0x7ff8000000000000'), 'is not a finite number'],
  [at('exp', '1e300'), 'exp has no value at x = 1e+300'],
  [at('exp', '1', '--digits', '1000000000'), '--digits must be an integer from 1 to 10000'],
  [fit('tan', '[1,2]'), 'holds a pole of tan: an odd multiple of pi/2'],
  [fit('recip', '[-1,1]'), 'holds a pole of recip'],
  [fit('gamma', '[-1,1]'), 'holds a pole of gamma'],
  [fit('log', '[-1,1]'), 'log is defined on (0,inf)'],
  [fit('exp', '[nan,1]'), 'the lower end'],
];

describe('the command line on bad points and intervals', () => {
  it.each(CASES.map(([args, says]) => ({ line: args.join(' '), args, says })))(
    '"$line": one line that says "$says"',
    async ({ args, says }) => {
      const { status, stdout, stderr } = await runCli(args, 'y = x');
      expect(stderr).toContain(says);
      expect(stderr).toMatch(/^[^\n]+\n$/);
      expect(stdout).toBe('');
      expect(status).toBe(2);
    },
  );
});

describe('targets', () => {
  it('lists domain, poles, symmetry, defaults, presets, use and source', async () => {
    const { stdout } = await runCli(['targets']);
    const { targets } = JSON.parse(stdout) as { targets: Record<string, unknown>[] };
    const find = (id: string) => targets.find(({ target }) => target === id);
    expect(find('exp2')).toMatchObject({
      domain: '(-inf,inf)',
      symmetry: 'none',
      interval: '(0,1]',
      norm: 'relative',
    });
    expect(find('exp2')?.presets).toContainEqual({
      title: 'The core of exp and pow',
      interval: '(0,1]',
      format: 'real',
      norm: 'relative',
      source: 'arXiv 2312.08472 evolves programs for it.',
    });
    expect(find('tan')).toMatchObject({ poles: 'pi/2 + k pi', symmetry: 'odd' });
    for (const entry of targets) {
      for (const field of ['title', 'description', 'use', 'source']) expect(entry[field]).toMatch(/\S/);
      expect(Array.isArray(entry.presets)).toBe(true);
    }
  });
});

describe('an interrupted search', () => {
  it('stops while its labels are computed', async () => {
    const search = await startCli([
      'search',
      '--target',
      'lgamma',
      '--interval',
      '[-40.9,-40.1]',
      '--norm',
      'absolute',
      '--seconds',
      '600',
      '--workers',
      '1',
    ]);
    await search.said('computing labels');
    search.interrupt();
    const { status, stdout } = await search.outcome;
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ended: 'stopped', evaluations: 0, front: [] });
  });
});
