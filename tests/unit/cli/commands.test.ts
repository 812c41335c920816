import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentOf, runCli, startCli } from './run-cli';

interface ErrorFields {
  readonly error: number | null;
  readonly errorText: string;
  readonly errorKind: string;
}

interface ProgramFields extends ErrorFields {
  readonly ops: number;
  readonly program: string;
}

interface BaselineFields extends ProgramFields {
  readonly coefficients: readonly string[];
  readonly alternation: readonly string[];
  readonly scheme: string;
  readonly schemes: readonly { readonly name: string; readonly ops: number }[];
}

const F5 = `u = x + 25.55281488260480693907977672 / x
y = 17.71494816512577012924335461 / (u + -8.837789820845199221882812603) + 0.9999956592421645529307425448`;
const F5_ERROR = 4.34075783532e-6;

let folder = '';
let program = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ulpforge-'));
  program = join(folder, 'program.txt');
  writeFileSync(program, F5);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('help', () => {
  it.each([['--help'], ['-h'], ['help'], ['search', '--help']])('is on stderr: %s %s', async (...args) => {
    const { status, stdout, stderr } = await runCli(args);
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/^usage: /);
  });
});

describe('targets', () => {
  it('lists the catalogue with what flags may leave out', async () => {
    const { targets } = await documentOf<{ targets: { target: string; interval: string; norm: string }[] }>([
      'targets',
    ]);
    expect(targets).toContainEqual(
      expect.objectContaining({ target: 'exp2', interval: '(0,1]', norm: 'relative', domain: '(-inf,inf)' }),
    );
  });
});

describe('oracle', () => {
  const sqrtHalf = '7.0710678118654752440084436210484903928483593768847e-1';

  it('reads decimal text, bits and a negative first number', async () => {
    const points = '-0.5,-5e-1,0xbfe0000000000000,-0x1p-1';
    const { values } = await documentOf<{ values: string[] }>(['oracle', '--target', 'exp2', '--at', points]);
    expect(values).toEqual([sqrtHalf, sqrtHalf, sqrtHalf, sqrtHalf]);
  });

  it('reads points from a file, exactly', async () => {
    const file = join(folder, 'points.txt');
    writeFileSync(file, '0.1\n0x3fb999999999999a\n');
    const args = ['oracle', '--target', 'exp2', '--at-file', file, '--digits', '30'];
    const { values } = await documentOf<{ values: string[] }>(args);
    // 2^0.1, and 2 to the power of the binary64 nearest to 0.1: mpmath 1.3.0 at 120 digits.
    expect(values).toEqual(['1.07177346253629316421300632502', '1.07177346253629316833691172972']);
  });
});

describe('evaluate', () => {
  it('measures in exact arithmetic', async () => {
    const found = await documentOf<ProgramFields & { argmax: string; argmaxBits: string; points: number }>([
      'evaluate',
      '--target',
      'exp2',
      '--program',
      program,
    ]);
    expect(found.ops).toBe(5);
    expect(Math.abs((found.error ?? 0) / F5_ERROR - 1)).toBeLessThan(1e-9);
    expect(Number(found.errorText)).toBeCloseTo(found.error ?? 0, 17);
    expect(found.errorText.replace(/e.*/, '').replace('.', '').length).toBeGreaterThanOrEqual(12);
    expect(found.argmaxBits).toMatch(/^0x[0-9a-f]{16}$/);
    expect(found.points).toBeGreaterThan(100);
  });

  it('reads stdin and measures in binary32', async () => {
    const target = ['--target', 'exp2', '--interval', '[0.5,1]', '--format', 'f32', '--norm', 'ulp'];
    const found = await documentOf<ErrorFields & { argmaxBits: string; points: number; misrounded: number }>(
      ['evaluate', ...target, '--program', '-'],
      F5,
    );
    expect(found.misrounded).toBeGreaterThan(0);
    expect(found.misrounded).toBeLessThanOrEqual(found.points);
    // The exhaustive maximum over [9.5e-7,1] is 74.057134502, met at this number.
    expect(found.error).toBeCloseTo(74.0571345, 6);
    expect(found.argmaxBits).toBe('0x3f7ffed4');
  });

  it.each([
    ['f16', '[-2,-1]', '0xbc00', 1025],
    ['bf16', '[-2,-1]', '0xbf80', 129],
    ['f64', '[-0x1.0000000000003p+0,-1]', '0xbff0000000000000', 4],
  ])('gives the bits of %s, and counts over all of few numbers', async (format, interval, bits, points) => {
    const target = ['--target', 'recip', '--interval', interval, '--format', format, '--norm', 'absolute'];
    const found = await documentOf<object>(['evaluate', ...target, '--program', '-'], 'y = x - x');
    // |1/x| is largest at -1; 0 is nowhere its rounded value.
    expect(found).toMatchObject({
      error: 1,
      errorKind: 'exhaustive',
      argmax: '-1',
      argmaxBits: bits,
      points,
      misrounded: points,
    });
  });

  it('gives null for an error without bound', async () => {
    const found = await documentOf<ErrorFields>(
      ['evaluate', '--target', 'exp2', '--program', '-'],
      'y = 1/(x-0.5)',
    );
    expect(found.error).toBeNull();
  });
});

describe('permalink and export', () => {
  it('carry the program, its target and its error', async () => {
    const link = await documentOf<ErrorFields & { permalink: string }>([
      'permalink',
      '--target',
      'exp2',
      '--program',
      program,
    ]);
    expect(link.permalink).toMatch(/^#v1\./);
    const address = `https://example.org/${link.permalink}`;
    const [evaluated, inBinary32, exported] = await Promise.all([
      documentOf<ErrorFields>(['evaluate', '--program', address]),
      documentOf<ErrorFields>(['evaluate', '--program', link.permalink, '--format', 'f32', '--norm', 'ulp']),
      documentOf<ErrorFields & { language: string; code: string }>([
        'export',
        '--program',
        link.permalink,
        '--to',
        'ts',
      ]),
    ]);
    expect(evaluated.errorText).toBe(link.errorText);
    expect(inBinary32.error).toBeGreaterThan(1);
    expect(exported.language).toBe('ts');
    expect(exported.errorText).toBe(link.errorText);
    expect(exported.code).toContain('export function');
  });

  it('export WGSL', async () => {
    const args = ['export', '--target', 'exp2', '--format', 'f32', '--program', program, '--to', 'wgsl'];
    const { code } = await documentOf<{ code: string }>(args);
    expect(code).toContain('fn ');
  });
});

describe('baseline', () => {
  const family = ['--family', 'minimax-polynomial', '--degree', '5'];

  it('is the minimax polynomial in exact arithmetic', async () => {
    const found = await documentOf<BaselineFields>(['baseline', '--target', 'exp2', ...family]);
    expect(Math.abs((found.error ?? 0) / 7.49364738231e-8 - 1)).toBeLessThan(1e-11);
    expect(found.ops).toBe(9);
    expect(found.scheme).toBe('adapted');
    expect(found.schemes).toContainEqual({ name: 'horner', ops: 10 });
    expect(found.coefficients).toHaveLength(6);
    expect(found.alternation).toHaveLength(7);
    const measured = await documentOf<ErrorFields>(
      ['evaluate', '--target', 'exp2', '--program', '-'],
      found.program,
    );
    expect(Math.abs((measured.error ?? 0) / (found.error ?? 1) - 1)).toBeLessThan(1e-12);
  });

  it('is rounded and measured in a finite format', async () => {
    const found = await documentOf<ProgramFields & { coefficients: string[]; constants: string }>([
      'baseline',
      '--target',
      'exp2',
      '--format',
      'f32',
      ...family,
      '--ops',
      'fma',
    ]);
    expect(found.ops).toBe(5);
    expect(found.constants).toBe('refined in f32');
    expect(found.coefficients.every((c) => Math.fround(Number(c)) === Number(c))).toBe(true);
    expect(found.error).toBeGreaterThan(0.5);
    expect(found.error).toBeLessThan(3);
  });
});

describe('fit', () => {
  it('moves disturbed constants to the optimum', async () => {
    const disturbed = F5.replace('25.55', '25.80').replace('17.71', '17.54').replace('8.837', '8.92');
    const found = await documentOf<ProgramFields>(['fit', '--target', 'exp2', '--program', '-'], disturbed);
    expect(Math.abs((found.error ?? 0) / F5_ERROR - 1)).toBeLessThan(1e-3);
    expect(found.ops).toBe(5);
  });
});

describe('search', () => {
  interface SearchFields {
    readonly front: readonly ProgramFields[];
    readonly evaluations: number;
    readonly seconds: number;
    readonly seed: number;
    readonly engine: { readonly cpu: string };
  }
  const search = (workers: string): string[] => [
    'search',
    '--target',
    'exp2',
    '--max-ops',
    '4',
    '--workers',
    workers,
    '--seed',
    '7',
  ];

  it('prints a front whose rows improve, the same for any number of workers', async () => {
    const budget = ['--evaluations', '20000', '--islands', '2'];
    const found = await documentOf<SearchFields>([...search('2'), ...budget]);
    expect(found.evaluations).toBe(20000);
    expect(found.seed).toBe(7);
    expect(found.front.length).toBeGreaterThanOrEqual(3);
    found.front.slice(1).forEach((row, i) => {
      const before = found.front[i];
      expect(row.ops).toBeGreaterThan(before?.ops ?? 0);
      expect(row.error).toBeLessThan(before?.error ?? 0);
      expect(row.errorKind).toBe('refined');
    });
    const alone = await documentOf<SearchFields>([...search('1'), ...budget]);
    expect(alone.front).toEqual(found.front);
  });

  it('finds the same without SIMD', async () => {
    const budget = ['--evaluations', '3000', '--islands', '1'];
    const [simd, plain] = await Promise.all(
      ['wasm', 'typescript'].map((engine) =>
        documentOf<SearchFields>([...search('1'), ...budget, '--engine', engine]),
      ),
    );
    expect(simd?.engine.cpu).toBe('wasm-simd');
    expect(plain?.engine.cpu).toBe('typescript');
    const found = (result: SearchFields | undefined): unknown =>
      result?.front.map((row) => [row.program, row.errorText]);
    expect(found(plain)).toEqual(found(simd));
  });

  it('ends early on SIGINT and prints what it has', async () => {
    const running = await startCli([...search('2'), '--seconds', '600']);
    await running.said('2: ');
    running.interrupt();
    const { status, stdout } = await running.outcome;
    expect(status).toBe(0);
    const found = JSON.parse(stdout) as SearchFields;
    expect(found.front.length).toBeGreaterThanOrEqual(1);
    expect(found.seconds).toBeLessThan(600);
  });
});
