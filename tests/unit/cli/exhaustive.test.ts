/** Exhaustive checks through the command line: shared by worker threads where there is enough to do. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countNumbers } from '../../../src/numerics/ordinals';
import { functionOf } from '../../../src/oracle/oracle';
import { labelAt, ordinalPoints } from '../../../src/oracle/tables';
import { interpret } from '../../../src/program/interpret';
import { parseProgram } from '../../../src/program/parse';
import { parseInterval } from '../../../src/targets/interval';
import { startCli } from './run-cli';

interface Row {
  readonly interval: string;
  readonly program: string;
  readonly count: number;
  readonly maxUlp: string;
  readonly argmaxBits: string;
  readonly misrounded: number;
}

const { rows } = JSON.parse(
  readFileSync(new URL('../../golden/exhaustive_f32.json', import.meta.url), 'utf8'),
) as { readonly rows: readonly Row[] };

interface Checked {
  readonly error: number | null;
  readonly errorKind: string;
  readonly argmaxBits: string;
  readonly points: number;
  readonly misrounded: number;
  readonly binades?: readonly { readonly from: string; readonly to: string; readonly count: number }[];
}

async function check(program: string, ...flags: readonly string[]): Promise<Checked> {
  const running = await startCli(['evaluate', '--program', '-', '--exhaustive', ...flags], program);
  const { status, stdout, stderr } = await running.outcome;
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Checked;
}

function target(name: string, interval: string, format: string, norm: string): string[] {
  return ['--target', name, '--interval', interval, '--format', format, '--norm', norm];
}

describe('evaluate --exhaustive', () => {
  it.each(['1', '2'])('counts as the golden data do with %s workers', async (workers) => {
    const row = rows.find(({ interval }) => interval === '[0.5,1]')!;
    const exp2 = target('exp2', row.interval, 'f32', 'ulp');
    const { error, ...rest } = await check(row.program, ...exp2, '--workers', workers, '--by-binade');
    expect(error?.toFixed(9)).toBe(row.maxUlp);
    expect(rest).toMatchObject({
      errorKind: 'exhaustive',
      argmaxBits: row.argmaxBits,
      points: row.count,
      misrounded: row.misrounded,
      binades: [
        { from: '0.5', to: '0.9999999403953552', count: 2 ** 23 },
        { from: '1', to: '1', count: 1 },
      ],
    });
  });

  it('takes every number of the short formats, in any norm', async () => {
    const bf16 = await check('y = x', ...target('sin', '[-3e38,3e38]', 'bf16', 'absolute'));
    const count = countNumbers(parseInterval('[-3e38,3e38]'), 'bf16');
    expect(bf16).toMatchObject({ errorKind: 'exhaustive', points: Number(count) });
    expect(bf16).not.toHaveProperty('binades');
    const f16 = await check('y = x', ...target('tanh', '[-65504,65504]', 'f16', 'relative'));
    // At -65504, by a hair less than 65504 - 1.
    expect(f16).toMatchObject({ error: 65_503, points: 63_487, argmaxBits: '0xfbff' });
  });

  it('asks the oracle about functions that have no fast reference', async () => {
    const own = ['--expr', 'exp(x)+x', '--interval', '[0,1]', '--format', 'f16', '--norm', 'ulp'];
    const f = functionOf({ kind: 'expression', text: 'exp(x)+x' });
    const points = ordinalPoints(parseInterval('[0,1]'), 'f16', 15_361);
    const program = parseProgram('y = fma(x, 2, 1)', 'f16');
    const misrounded = points.filter((x) => interpret(program, x, 'f16') !== labelAt(f, x, 'f16').hi).length;
    expect(await check('y = fma(x, 2, 1)', ...own)).toMatchObject({ points: 15_361, misrounded });
  });
});
