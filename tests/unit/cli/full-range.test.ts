import { describe, expect, it } from 'vitest';
import golden from '../../golden/full-range-kernels.json';
import { documentOf } from './run-cli';

interface Exported {
  readonly language: string;
  readonly code: string;
  readonly function: string;
  readonly format: string;
  readonly arithmetic: string;
  readonly error: number;
  readonly errorText: string;
  readonly errorKind: string;
  readonly points: number;
  readonly misrounded: number;
  readonly relativeError?: { readonly error: number };
  readonly kernels: readonly { readonly target: string; readonly errorText: string }[];
  readonly fileName: string;
}

function programOf(name: string): string {
  return golden.kernels.find((kernel) => kernel.name === name)?.program ?? '';
}

const EXP2 = ['export', '--target', 'exp2', '--program', '-', '--full-range'];

describe('export --full-range', () => {
  it('makes a function of f32 of a program, and measures it', async () => {
    const document = await documentOf<Exported>([...EXP2, '--to', 'c'], programOf('exp2'));
    expect(document).toMatchObject({
      language: 'c',
      function: 'exp2',
      format: 'f32',
      arithmetic: 'f64',
      errorKind: 'sampled',
      points: 2 ** 20,
      fileName: 'exp2f_approx.c',
    });
    expect(document.error).toBeLessThan(0.5002);
    expect(document.code).toContain(document.errorText);
    expect(document.code).toContain('#v1.');
    expect(document.kernels[0]?.target).toBe('2^x on (0,1], real, relative');
  });

  it('makes functions of f64, with the error in both norms', async () => {
    const args = [...EXP2, '--to', 'ts', '--of', 'f64', '--name', 'power of two'];
    const document = await documentOf<Exported>(args, programOf('exp2'));
    expect(document).toMatchObject({ format: 'f64', fileName: 'power_of_two.ts' });
    expect(document.relativeError?.error).toBeLessThan(9e-12);
    expect(document.code).toContain('export function power_of_two(x: number): number {');
  });

  it('makes any function that the kernel serves, and fast forms over every number of their interval', async () => {
    const args = ['--target', 'sin', '--interval', '(0,pi/4]', '--program', '-', '--full-range', '--to', 'c'];
    const cos = await documentOf<Exported>(['export', ...args, '--function', 'cos'], programOf('sin'));
    expect(cos.code).toContain('float cosf_approx(float x)');
    const rsqrt = [
      '--target',
      'rsqrt',
      '--interval',
      '[1,4]',
      '--program',
      '-',
      '--full-range',
      '--to',
      'js',
    ];
    const fast = await documentOf<Exported>(
      ['export', ...rsqrt, '--fast', '--arithmetic', 'f32'],
      programOf('rsqrt'),
    );
    expect(fast.code).not.toContain('if (');
    expect(fast.code).toContain('export function rsqrt_fastf(x) {');
    expect(fast.error).toBeLessThan(1.2);
  });
});
