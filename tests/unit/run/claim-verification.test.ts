import { describe, expect, it, vi } from 'vitest';
import type { Claim } from '../../../src/persistence/claim';
import type { ErrorKind, MeasuredError } from '../../../src/targets/target';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget } from '../../../src/targets/parse';
import { createClaimRecomputation } from '../../../src/run/claim-recomputation';
import { verifyClaim, type ClaimServices } from '../../../src/run/claim-check';
import golden from '../../golden/permalinks.json';
import { decodePermalink } from '../../../src/persistence/permalink';
import { EXP2, frontRow, measured } from '../../support/fronts';

const refuse = () => Promise.reject(new Error('not part of this test'));

function services(error: MeasuredError, others: Partial<ClaimServices> = {}): ClaimServices {
  return { measure: () => Promise.resolve(error), certify: refuse, checkAll: refuse, ...others };
}

function claim(errorKind: ErrorKind, errorText = '1.00000000000e-4', target = EXP2): Claim {
  return { target, program: frontRow(3, 1e-4).program, errorText, errorKind };
}

const F32 = parseTarget({ target: 'exp2', interval: '[1,2)', format: 'f32', norm: 'ulp' });
const WIDE = parseTarget({ target: 'exp2', interval: '[-100,100]', format: 'f32', norm: 'ulp' });
const exhaustive = (value: number) => ({
  ...measured(value),
  kind: 'exhaustive' as const,
  misrounded: 0,
  binades: [],
  decidedByOracle: 0,
});

describe('verifyClaim', () => {
  it.each([
    ['refined', 1e-4, 'verified'],
    ['refined', 1.1e-4, 'refuted'],
    ['refined', 0.9e-4, 'refuted'],
    ['sampled', 1.1e-4, 'verified'],
    ['sampled', 0.9e-4, 'refuted'],
    ['certified', 1.1e-4, 'refuted'],
    ['certified', NaN, 'refuted'],
  ] as const)('%s 1e-4, measured %d: %s', async (kind, value, state) => {
    const verdict = await verifyClaim(claim(kind), services(measured(value)));
    expect(verdict).toMatchObject({ state, measured: { value } });
  });

  it('certifies a certified claim until its bound is reached', async () => {
    const lower = measured(0.99e-4);
    const certify = vi.fn<ClaimServices['certify']>((target, program) =>
      Promise.resolve({
        ...{ target, program, lower, upper: { value: 0.995e-4, text: '9.95e-5' } },
        ...{ isTight: true, pieces: 3, order: 10, bits: 128, rounding: 0 },
      }),
    );
    const verdict = await verifyClaim(claim('certified'), services(lower, { certify }));
    expect(certify.mock.calls[0]?.[2]).toEqual({ goal: 1e-4 });
    expect(verdict).toEqual({
      state: 'verified',
      measured: {
        kind: 'certified',
        value: 0.995e-4,
        text: '9.95e-5',
        argmax: lower.argmax,
        points: lower.points,
      },
    });
  });

  it('does not call a bound confirmed that was not reached, nor one that could not be proved', async () => {
    const lower = measured(0.99e-4);
    const wide = await verifyClaim(
      claim('certified'),
      services(lower, {
        certify: (target, program) =>
          Promise.resolve({
            ...{ target, program, lower, upper: { value: 2e-4, text: '2e-4' } },
            ...{ isTight: false, pieces: 3, order: 10, bits: 128, rounding: 0 },
          }),
      }),
    );
    expect(wide).toEqual({ state: 'unconfirmed', measured: lower, reason: 'the bound proved here is 2e-4' });
    const failure = Object.assign(new Error('a pole'), { name: 'CertificateError' });
    const none = await verifyClaim(
      claim('certified'),
      services(lower, { certify: () => Promise.reject(failure) }),
    );
    expect(none).toEqual({ state: 'unconfirmed', measured: lower, reason: 'a pole' });
    await expect(verifyClaim(claim('certified'), services(lower))).rejects.toThrow('not part of this test');
  });

  it('goes through every number for an exhaustive claim', async () => {
    const checkAll = () => Promise.resolve(exhaustive(2));
    const small = claim('exhaustive', '2', F32);
    expect(await verifyClaim(small, services(measured(1.9), { checkAll }))).toMatchObject({
      state: 'verified',
      measured: { kind: 'exhaustive' },
    });
    expect(
      await verifyClaim({ ...small, errorText: '2.5' }, services(measured(1.9), { checkAll })),
    ).toMatchObject({ state: 'refuted', measured: { value: 2 } });
    expect(await verifyClaim(small, services(measured(2.1)))).toMatchObject({ state: 'refuted' });
  });

  it('waits to be asked where the numbers are many', async () => {
    const many = claim('exhaustive', '2', WIDE);
    const found = services(measured(1.9), { checkAll: () => Promise.resolve(exhaustive(2)) });
    const verdict = await verifyClaim(many, found);
    expect(verdict).toMatchObject({ state: 'deferred', measured: { value: 1.9 } });
    expect('numbers' in verdict && verdict.numbers).toBeGreaterThan(2 ** 24);
    expect(await verifyClaim(many, found, { asked: true })).toMatchObject({ state: 'verified' });
  });

  it('rejects where an exhaustive claim is made of a format that has too many numbers', async () => {
    await expect(verifyClaim(claim('exhaustive'), services(measured(1e-4)))).rejects.toThrow(
      'too many numbers',
    );
  });
});

describe('with the engine', () => {
  const recomputation = createClaimRecomputation();
  const linkOf = (name: string) => golden.links.find((entry) => entry.name === name)?.link ?? '';

  it('certifies anew what a link calls certified', async () => {
    const certified = await decodePermalink(linkOf('a certified bound'));
    expect(await verifyClaim(certified, recomputation)).toMatchObject({
      state: 'verified',
      measured: { kind: 'certified' },
    });
    const optimistic = { ...certified, errorText: '4.34075783e-6' };
    expect((await verifyClaim(optimistic, recomputation)).state).toBe('refuted');
  });

  it('counts again what a link calls exhaustive', async () => {
    const program = parseProgram('y = 1 + x * 0.6931472', 'f32');
    const target = parseTarget({ target: 'exp2', interval: '[1,1.0625)', format: 'f32', norm: 'ulp' });
    const { text } = await recomputation.checkAll(target, program);
    const honest: Claim = { target, program, errorText: text, errorKind: 'exhaustive' };
    expect(await verifyClaim(honest, recomputation)).toMatchObject({
      state: 'verified',
      measured: { kind: 'exhaustive', text },
    });
    const flattering = { ...honest, errorText: '1.5' };
    expect(await verifyClaim(flattering, recomputation)).toMatchObject({ state: 'refuted' });
  });
});
