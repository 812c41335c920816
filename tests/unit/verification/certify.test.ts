import { describe, expect, it } from 'vitest';
import { parseProgram } from '../../../src/program/parse';
import type { Program } from '../../../src/program/program';
import { parseTarget, type TargetText } from '../../../src/targets/parse';
import type { MeasuredError, Target } from '../../../src/targets/target';
import { CertificateError } from '../../../src/verification/certificate/certificate';
import type { Certificate } from '../../../src/verification/certificate/certificate';
import { certify, certifyAtOnce } from '../../../src/verification/certificate/certify';
import { createRealError, createRealReference } from '../../../src/verification/real-error';
import { measureRefined } from '../../../src/verification/measure';

function certificate(text: TargetText, source: string): Certificate {
  const target = parseTarget(text);
  const program = parseProgram(source, target.format);
  const known = target.format === 'real' ? sampled(target, program) : measureRefined(target, program);
  return certifyAtOnce(target, program, known);
}

/** The largest error at a few points: sooner there than the refined maximum, and raised by the certificate. */
function sampled(target: Target, program: Program): MeasuredError {
  const error = createRealError(createRealReference(target), program);
  const { lower, upper } = target.interval;
  let value = 0;
  for (let i = 1; i < 32; i++)
    value = Math.max(value, Math.abs(error.at(lower + ((upper - lower) * i) / 32, 40).value || 0));
  return { kind: 'refined', value, text: String(value), argmax: lower, points: 31 };
}

/** What is refused is refused whatever the refined maximum. */
function refusal(text: TargetText, source: string): CertificateError {
  const target = parseTarget(text);
  const unrefined = { kind: 'refined', value: Infinity, text: 'Infinity', argmax: 0.5, points: 1 } as const;
  try {
    certifyAtOnce(target, parseProgram(source, target.format), unrefined);
  } catch (error) {
    if (error instanceof CertificateError) return error;
    throw error;
  }
  throw new Error('there is a certificate');
}

const EXP2: TargetText = { target: 'exp2', interval: '(0,1]', norm: 'relative' };

describe('certificates in exact arithmetic', () => {
  it.each([
    [
      'a zero of the target at a closed end',
      'log2',
      '[1,2]',
      'relative',
      't = x - 1; y = t * (1.44 + t * (-0.7 + t * 0.26))',
    ],
    [
      'a zero of the target inside',
      'log2',
      '[0.5,2]',
      'relative',
      't = x - 1; y = t * (1.44 + t * (-0.7 + t * 0.26))',
    ],
    [
      'an odd function from 0 on',
      'erf',
      '[0,1]',
      'relative',
      's = x * x; y = x * (1.1283 + s * (-0.37 + s * 0.09))',
    ],
    [
      'a value of 0/0 in the target',
      'sinc',
      '[-1,2]',
      'relative',
      's = x * x; y = 1 + s * (-0.1666 + s * 0.008)',
    ],
    ['a root in target and program', 'sqrt', '[0,1]', 'absolute', 'y = sqrt(x) * 1.001 + 1e-6'],
    ['a root of x as factor', 'sqrt', '[0,1]', 'relative', 'y = sqrt(x) * (1.001 + x * 0.01)'],
    [
      'a Bessel function of order 1/2',
      'besselIHalf',
      '(0,1]',
      'relative',
      'y = sqrt(x) * (0.79 + x * x * 0.14)',
    ],
    ['the end of a domain', 'asin', '[0,1]', 'absolute', 'y = x * (1 + x * x / 2)'],
    ['gamma', 'gamma', '[1,2]', 'relative', 'y = 1 + (x - 1) * (x - 2) * 0.45'],
    ['a Bessel function', 'besselJ0', '[0,3]', 'absolute', 's = x * x; y = 1 - s * (0.249 - s * 0.0146)'],
    ['an Airy function', 'airyAi', '[-2,2]', 'absolute', 'y = 0.355 - x * (0.259 - x * 0.02)'],
    ['both signs of x', 'gelu', '[-2,2]', 'absolute', 'y = x * (0.5 + x * 0.35)'],
  ] as const)('%s', (_, target, interval, norm, source) => {
    const { upper, lower, isTight, rounding } = certificate({ target, interval, norm }, source);
    expect(isTight).toBe(true);
    expect(upper.value).toBeGreaterThanOrEqual(lower.value);
    expect(upper.value).toBeLessThan(lower.value * 1.001);
    expect(rounding).toBe(0);
  });

  it.each([
    ['sin(x)/x + 0.5', '[0,2]', 'y = 1.5 - x * x * 0.15'],
    ['abs(x - 0.3)', '[0,1]', 'y = 0.1 + x * x * 0.5'],
    ['max(x, 0.1)^1.5', '[0,1]', 'y = 0.01 + x * x'],
    ['x^x', '[0.5,2]', 'y = 0.4 + x * x * 0.8'],
  ])('the expression %s', (expr, interval, source) => {
    const { isTight } = certificate({ expr, interval, norm: 'absolute' }, source);
    expect(isTight).toBe(true);
  });

  it('a program that is the function has the error 0', () => {
    const { upper, lower, reason } = certificate(
      { target: 'recip', interval: '[1,2]', norm: 'relative' },
      'y = 1 / x',
    );
    expect(lower.value).toBe(0);
    expect(upper.value).toBeLessThan(1e-30);
    if (upper.value > 0) expect(reason).toBe('the error is not told from 0');
  });

  it('a lower bound is raised where refining missed a peak', () => {
    const target = parseTarget(EXP2);
    const program = parseProgram('y = 1 + x', 'real');
    const missed = { kind: 'refined', value: 0.01, text: '0.01', argmax: 0.1, points: 1 } as const;
    const { lower, upper } = certifyAtOnce(target, program, missed);
    expect(lower.value).toBeGreaterThan(0.0614);
    expect(upper.value).toBeLessThan(lower.value * 1.001);
    expect(Number(lower.text)).toBeLessThanOrEqual(lower.value);
  });

  it('a goal ends the work as soon as it is confirmed', () => {
    const target = parseTarget(EXP2);
    const program = parseProgram('y = 1 + x', 'real');
    const error = measureRefined(target, program);
    const { upper, pieces, isTight, reason } = certifyAtOnce(target, program, error, { goal: 1 });
    expect(upper.value).toBeLessThanOrEqual(1);
    expect(pieces).toBe(1);
    expect(isTight || reason !== undefined).toBe(true);
  });
});

describe('refusals', () => {
  it('a pole inside, however small its residue, with its place', () => {
    const error = refusal(EXP2, 'y = 1 + x + 1e-40 / (x - 0.41421356237309504880168872)');
    expect(error.message).toContain('division by zero in instruction');
    expect(error.from).toBeLessThanOrEqual(0.41421356237309505);
    expect(error.to).toBeGreaterThanOrEqual(0.41421356237309503);
    expect(error.to! - error.from!).toBeLessThan(1e-15);
  });

  it('two poles so near to each other that no divisor changes its sign between points', () => {
    const error = refusal(EXP2, 'd = x - 0.3; y = 1 + x + 1e-9 / (d * d - 1e-30)');
    expect(Math.abs(error.from! - 0.3)).toBeLessThan(1e-14);
  });

  it('a division by zero that the result does not show', () => {
    expect(refusal(EXP2, 'y = 1 + 1 / (1 / (x - 0.3))').message).toContain('division by zero');
  });

  it('a pole at a closed end, and one at an open end that the result shows', () => {
    expect(refusal({ ...EXP2, interval: '[0,1]' }, 'y = 1 + 1 / x').to).toBeLessThan(1e-15);
    expect(refusal(EXP2, 'y = 1 + 1 / x').to).toBeLessThan(1e-15);
  });

  it('the root of a negative number', () => {
    const error = refusal(EXP2, 'y = sqrt(x - 0.5)');
    expect(error.message).toContain('root of a negative number');
    expect(error.to).toBeLessThanOrEqual(0.5 + 1e-15);
  });

  it('a relative error without bound at a zero of the target', () => {
    const error = refusal({ target: 'log2', interval: '[1,2]', norm: 'relative' }, 'y = x - 1.001');
    expect(error.message).toContain('relative error has no bound');
    expect(error.to).toBeLessThan(1 + 1e-12);
  });

  it('constants that are no numbers', () => {
    const target = parseTarget({ target: 'exp2', interval: '[0,1]', format: 'f64' });
    const program = parseProgram('y = x + inf', 'f64');
    expect(() => certifyAtOnce(target, program, measureRefined(target, program))).toThrow(CertificateError);
  });
});

describe('certificates in finite formats', () => {
  it('are within one per cent where the approximation errs more than the roundings', () => {
    const { isTight, rounding } = certificate(
      { target: 'exp2', interval: '[0,1]', format: 'f64', norm: 'ulp' },
      'y = 1 + x * (0.6951786 + x * (0.2276 + x * 0.0780))',
    );
    expect(isTight).toBe(true);
    expect(rounding).toBeLessThan(4);
  });

  it('say why not where roundings dominate', () => {
    const { isTight, reason, upper, lower } = certificate(
      { target: 'recip', interval: '[1,2]', format: 'f64', norm: 'ulp' },
      'y = (1 / x + 1) - 1',
    );
    expect(isTight).toBe(false);
    expect(reason).toContain('roundings');
    expect(upper.value).toBeGreaterThan(lower.value);
    expect(upper.value).toBeLessThan(5);
  });

  it('count a single rounding as half an ulp', () => {
    const { upper } = certificate(
      { target: 'recip', interval: '[1,2)', format: 'f64', norm: 'ulp' },
      'y = 1 / x',
    );
    expect(upper.value).toBeLessThanOrEqual(1.0001);
  });

  it('follow overflows that do no harm next to an open end', () => {
    const { upper } = certificate(
      { target: 'exp2', interval: '(0,1]', format: 'f64', norm: 'ulp' },
      'u = x + 25.552814 / x; y = 17.714948 / (u - 8.8377898) + 0.99999566',
    );
    expect(upper.value).toBeLessThan(1e11);
  });
});

describe('the steps', () => {
  it('tell the pieces and the bound, which never rises but to Infinity', () => {
    const target = parseTarget(EXP2);
    const program = parseProgram('y = 1 + x', 'real');
    const steps = [...certify(target, program, measureRefined(target, program))];
    expect(steps.length).toBeGreaterThan(0);
    steps.forEach(({ pieces, upper }, i) => {
      const before = steps[i - 1];
      if (before === undefined) return;
      expect(pieces).toBe(before.pieces + 1);
      expect(upper).toBeLessThanOrEqual(before.upper * (1 + 1e-12));
    });
  });
});
