import { describe, expect, it } from 'vitest';
import { describeTarget, parseTarget, TargetError } from '../../../src/targets/parse';

describe('parseTarget', () => {
  it('fills in what is left out', () => {
    expect(parseTarget({ target: 'exp2' })).toEqual({
      function: { kind: 'catalogue', id: 'exp2' },
      interval: { lower: 0, upper: 1, lowerOpen: true, upperOpen: false },
      format: 'real',
      norm: 'relative',
    });
    expect(parseTarget({ target: 'log2' }).norm).toBe('absolute');
    expect(parseTarget({ target: 'log2', format: 'f32' }).norm).toBe('ulp');
  });
  it('takes a fixed ulp', () => {
    expect(parseTarget({ target: 'exp2', format: 'f32', ulpAt: '1.5' }).ulpAt).toBe(1.5);
  });
  it.each([
    [{}, /no target/],
    [{ target: 'exp3' }, /unknown target "exp3"; did you mean exp/],
    [{ target: 'EXP' }, /did you mean exp/],
    [{ target: 'sigmoidal' }, /did you mean sigmoid/],
    [{ target: '' }, /known are exp2, exp/],
    [{ target: 'x'.repeat(1_000_000) }, /unknown target "x{40}\.\.\."; known are/],
    [{ target: '__proto__' }, /unknown target/],
    [{ expr: 'sin(x)' }, /an expression needs an interval, such as \(0,1\]/],
    [{ expr: 'sinn(x)', interval: '[0,1]' }, /^column 1: unknown function 'sinn'; did you mean 'sin'/],
    [{ target: 'sin', expr: 'sin(x)' }, /not both/],
    [{ target: 'exp2', interval: '[1,0]' }, /empty interval/],
    [{ target: 'exp2', format: 'f8' }, /unknown format "f8"; known are real, f64, f32, f16, bf16/],
    [{ target: 'exp2', norm: 'max' }, /unknown norm "max"; known are relative, absolute, ulp/],
    [{ target: 'exp2', norm: 'ulp' }, /the ulp norm needs a finite format/],
    [{ target: 'exp2', norm: 'ulp', ulpAt: '1.5' }, /the ulp norm needs a finite format/],
    [{ target: 'exp2', ulpAt: '1.5' }, /a fixed ulp has no meaning in the relative norm/],
    [{ target: 'exp2', format: 'f32', ulpAt: 'a' }, /the value of the fixed ulp: not a number/],
    [{ target: 'exp2', format: 'f32', ulpAt: '0' }, /finite number other than 0/],
    [
      { target: 'log', interval: '[0,1]' },
      /log is defined on \(0,inf\); the interval \[0,1\] reaches beyond/,
    ],
    [{ target: 'sqrt', interval: '[-1,1]' }, /sqrt is defined on \[0,inf\)/],
    [{ target: 'atanh', interval: '(-1,1]' }, /reaches beyond/],
    [{ target: 'recip', interval: '[-1,1]' }, /holds a pole of recip: x = 0/],
    [{ target: 'recip', interval: '[0,1]' }, /holds a pole/],
    [{ target: 'tan', interval: '[1,2]' }, /holds a pole of tan: an odd multiple of pi\/2/],
    [{ target: 'exp2', interval: '(1,1.001)', format: 'bf16' }, /holds no number of bf16/],
    [{ target: 'exp2', interval: '[1,1.001]', format: 'bf16' }, /holds a single number of bf16/],
  ])('refuses %o', (text, message) => {
    expect(() => parseTarget(text)).toThrow(TargetError);
    expect(() => parseTarget(text)).toThrow(message);
  });
  it.each([
    { target: 'log', interval: '(0,1]' },
    { target: 'sqrt', interval: '[0,1]' },
    { target: 'recip', interval: '(0,1]' },
    { target: 'recip', interval: '[-2,0)' },
    { target: 'tan', interval: '[-1.5707963267948966,1.5707963267948966]' },
    { target: 'tan', interval: '[2,4]' },
  ])('accepts %o', (text) => {
    expect(parseTarget(text).interval).toBeDefined();
  });
});

describe('describeTarget', () => {
  it('says all of it', () => {
    expect(describeTarget(parseTarget({ target: 'exp2' }))).toBe('2^x on (0,1], real, relative');
    expect(describeTarget(parseTarget({ target: 'sin', format: 'f32', ulpAt: '1.5' }))).toBe(
      'sin x on (0,pi/4], f32, ulp at 1.5',
    );
  });
});
