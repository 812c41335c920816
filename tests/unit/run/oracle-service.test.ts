import { describe, expect, it } from 'vitest';
import { constantText } from '../../../src/program/constant';
import { operationCount } from '../../../src/program/canonicalize';
import { parseProgram } from '../../../src/program/parse';
import { createOracleService } from '../../../src/run/oracle-service';
import { parseTarget } from '../../../src/targets/parse';

const service = createOracleService();
const exp2 = parseTarget({ target: 'exp2', interval: '(0,1]', norm: 'relative' });

describe('the oracle service', () => {
  it('keeps the tables of a target', async () => {
    const tables = await service.tables(exp2);
    expect(await service.tables({ ...exp2 })).toBe(tables);
    expect(await service.tables({ ...exp2, norm: 'absolute' })).not.toBe(tables);
  });
  it('polishes disturbed constants to the minimax optimum and leaves the structure alone', async () => {
    const program = parseProgram('y = -8.2 / (x - 3.4) - 1.41', 'real');
    const { program: polished, error } = await service.polish(exp2, program);
    expect(operationCount(polished)).toBe(3);
    expect(Math.abs(error.value / 0.00086723973851 - 1)).toBeLessThan(1e-6);
    expect(polished.constants.every((c) => constantText(c).replace(/\D/g, '').length >= 30)).toBe(true);
    expect(await service.measure(exp2, polished)).toEqual(error);
  });
  it('never returns worse than it was given', async () => {
    for (const text of ['y = sqrt(x - 0.5)', 'y = 1 / x', 'y = x', 'y = 1 + x * 0']) {
      const program = parseProgram(text, 'real');
      const given = await service.measure(exp2, program);
      const { error } = await service.polish(exp2, program);
      expect(error.value).toBeLessThanOrEqual(given.value);
    }
  });
  it('polishes programs longer than the fit kernel takes', async () => {
    const chain = Array.from({ length: 80 }, (_, i) => `v${i} = ${i === 0 ? 'x' : `v${i - 1}`} * x + 0.5`);
    const program = parseProgram(chain.join('\n'), 'real');
    const given = await service.measure(exp2, program);
    const { error } = await service.polish(exp2, program);
    expect(error.value).toBeLessThanOrEqual(given.value);
  });
  it('rounds constants to a finite format', async () => {
    const target = parseTarget({ target: 'exp2', interval: '[0,1]', format: 'f32', norm: 'ulp' });
    const { program, error } = await service.polish(
      target,
      parseProgram('y = (0.0790 * x + 0.2250) * (x * x) + (0.6960 * x + 1.0)', 'real'),
    );
    for (const constant of program.constants) {
      expect(constant.kind).toBe('binary64');
      const value = Number(constantText(constant));
      if (!Number.isNaN(value)) expect(Math.fround(value)).toBe(value);
    }
    expect(error.value).toBeLessThan(1400);
    expect(await service.measure(target, program)).toEqual(error);
  });
  it('draws error curves', async () => {
    const program = parseProgram('y = 1 + x', 'real');
    const curve = await service.errorCurve(exp2, program, 50);
    expect(curve.x).toHaveLength(50);
    expect(curve.maximum).toBeLessThanOrEqual((await service.measure(exp2, program)).value);
    expect(await service.errorCurve(exp2, program, 50)).toEqual(curve);
  });
  it('rejects instead of throwing', async () => {
    const unknown = { ...exp2, function: { kind: 'catalogue', id: 'nosuch' } } as const;
    await expect(service.tables(unknown)).rejects.toThrow(/unknown function/);
    await expect(service.errorCurve(exp2, parseProgram('y = x', 'real'), 0)).rejects.toThrow(RangeError);
  });
});
