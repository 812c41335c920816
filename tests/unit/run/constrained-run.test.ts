import { describe, expect, it } from 'vitest';
import { exactFromNumber } from '../../../src/numerics/number-text';
import { rationalOf } from '../../../src/numerics/rational';
import { parityOf } from '../../../src/program/parity';
import { parseProgram } from '../../../src/program/parse';
import { printProgram } from '../../../src/program/print';
import type { RunSnapshot } from '../../../src/protocol/run';
import { createIslandHost } from '../../../src/run/island-host';
import { createOracleService } from '../../../src/run/oracle-service';
import { RunCoordinator } from '../../../src/run/run-coordinator';
import { DEFAULT_SEARCH_CONFIG } from '../../../src/search/config';
import type { SearchConstraints } from '../../../src/search/constraints';
import { parseTarget } from '../../../src/targets/parse';
import type { Target } from '../../../src/targets/target';
import { createConstraintChecks } from '../../../src/verification/constraints/constraint-checks';
import { hasValue } from '../../../src/verification/constraints/impose-values';

const EXP = parseTarget({ target: 'exp', interval: '[0,1]', format: 'real', norm: 'relative' });
const oracle = createOracleService();

function run(
  target: Target,
  constraints: SearchConstraints,
  { maxOps = 4, evaluations = 3000, workers = 1 } = {},
): Promise<RunSnapshot> {
  const hosts = Array.from({ length: workers }, createIslandHost);
  return new RunCoordinator({
    target,
    config: { ...DEFAULT_SEARCH_CONFIG, maxOps, islands: 2, seed: 3, constraints },
    budget: { kind: 'evaluations', evaluations },
    hosts,
    oracle,
    now: () => performance.now(),
  }).start();
}

describe('a run under constraints', () => {
  it('finds programs that are exact at a point, the same with any number of workers', async () => {
    const one = await run(EXP, { exactAt: [0] });
    const two = await run(EXP, { exactAt: [0] }, { workers: 2 });
    const texts = ({ front }: RunSnapshot) => front.map(({ program }) => printProgram(program));
    expect(texts(two)).toEqual(texts(one));
    expect(one.front.length).toBeGreaterThan(3);
    const [x, y] = [0, 1].map((value) => rationalOf(exactFromNumber(value)));
    for (const { program, error } of one.front) {
      expect(hasValue(program, { x: x!, y: y! })).toBe(true);
      expect(error.kind).toBe('refined');
    }
    // The optimum of c / (a - x) + b that is exact at 0.
    expect(one.front.find(({ ops }) => ops === 3)!.error.value).toBeCloseTo(3.1916e-3, 6);
  });

  it('finds odd programs', async () => {
    const sin = parseTarget({ target: 'sin', interval: '[-0.5,0.5]', format: 'real', norm: 'absolute' });
    const { front } = await run(sin, { symmetry: 'odd' });
    expect(front.length).toBeGreaterThan(1);
    for (const { program } of front) expect(parityOf(program)).toBe('odd');
    expect(front.at(-1)!.error.value).toBeLessThan(1e-4);
  });

  it('finds monotone programs of a finite format that are exact at its ends', async () => {
    const half = parseTarget({ target: 'exp2', interval: '[0,1]', format: 'f16', norm: 'ulp' });
    const constraints = { monotone: true, exactAt: [0, 1] } as const;
    const { front } = await run(half, constraints, { maxOps: 3, evaluations: 600 });
    expect(front.length).toBeGreaterThan(0);
    const checks = createConstraintChecks(half, constraints);
    for (const { program } of front) {
      const report = checks.report(program);
      expect(report.monotone).toMatchObject({ holds: true, proof: 'exhaustive' });
      expect(report.exactAt!.every(({ holds }) => holds)).toBe(true);
    }
  });

  it('fails with the reason where no program can fulfil them', async () => {
    const { state } = await run(EXP, { exactAt: [1] });
    expect(state).toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/rational value at 1/) as string,
    });
  });
});

describe('polishing under constraints', () => {
  it('keeps values that the optimum does not have', async () => {
    const given = parseProgram('u = 2.5 - x; v = 6.475 / u; y = v - 1.59', 'real');
    const free = await oracle.polish(EXP, given);
    const exact = await oracle.polish(EXP, given, 'fitted', { exactAt: [0] });
    expect(free.error.value).toBeLessThan(exact.error.value);
    expect(exact.error.value).toBeCloseTo(3.1916e-3, 6);
    const report = await oracle.constraints(EXP, exact.program, { exactAt: [0] }, exact.error);
    expect(report.exactAt).toEqual([{ x: 0, value: '1', holds: true, proof: 'exact' }]);
  });

  it('refuses a program that cannot be mended', async () => {
    const given = parseProgram('y = x * 1.5', 'real');
    const { error } = await oracle.polish(EXP, given, 'fitted', { exactAt: [0] });
    expect(error.value).toBe(Infinity);
  });
});
