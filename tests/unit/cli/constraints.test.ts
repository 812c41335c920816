import { describe, expect, it } from 'vitest';
import { documentOf, runCli } from './run-cli';

const EXP = ['--target', 'exp', '--interval', '[0,1]', '--format', 'real', '--norm', 'relative'];

interface Row {
  readonly ops: number;
  readonly error: number;
  readonly constraints: { readonly allHold: boolean };
}

describe('constraints on the command line', () => {
  it('narrow a search, and each row says how they hold', async () => {
    const { front, constraints, cheapest } = await documentOf<{
      front: Row[];
      constraints: unknown;
      cheapest: Row;
    }>([
      ...['search', ...EXP, '--exact-at', '0', '--max-error', '0.01', '--monotone', '--max-ops', '4'],
      ...['--evaluations', '3000', '--workers', '1', '--seed', '2'],
    ]);
    expect(constraints).toEqual({ exactAt: [0], maxError: 0.01, monotone: true });
    expect(cheapest).toEqual(front.find(({ error }) => error <= 0.01));
    expect(cheapest).toMatchObject({
      ops: 3,
      constraints: {
        allHold: true,
        maxError: { holds: true, proof: 'refined' },
        exactAt: [{ x: 0, value: '1', holds: true, proof: 'exact' }],
        monotone: { holds: true, proof: 'certified' },
      },
    });
  });

  it('are checked by evaluate', async () => {
    const flags = ['--symmetry', 'even', '--exact-at', '0', '--max-error', '0.5'];
    const program = 'y = x * 1.7 + 1';
    const document = await documentOf<Row>(['evaluate', ...EXP, '--program', '-', ...flags], program);
    expect(document.constraints).toMatchObject({
      allHold: false,
      symmetry: { holds: false, proof: 'exact' },
      exactAt: [{ x: 0, holds: true }],
      maxError: { holds: true },
    });
  });

  it.each([
    [['--symmetry', 'both'], /--symmetry "both" is not available; available: odd, even/],
    [['--exact-at', '1'], /exp is not known to have a rational value at 1/],
    [['--exact-at', '0,0'], /--exact-at: the point 0 is named twice/],
    [['--max-error', '-1'], /--max-error must be a number above 0/],
    [['--symmetry', 'even', '--ops', 'add,div'], /made with mul/],
    [['--exact-at', '0', '--enumerate', '2'], /--enumerate knows of no constraints/],
  ])('are refused with a reason: %j', async (flags, message) => {
    const { status, stdout, stderr } = await runCli(['search', ...EXP, ...flags, '--evaluations', '1']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});
