import { describe, expect, it } from 'vitest';
import { parseInterval, printInterval } from '../../../src/targets/interval';
import { TargetError } from '../../../src/targets/target-error';

describe('parseInterval', () => {
  it.each([
    ['(0,1]', 0, 1, true, false],
    ['[1,2]', 1, 2, false, false],
    [' [ -0.5 , +.5 ) ', -0.5, 0.5, false, true],
    ['[-0x1p-3,0x1.8p+1]', -0.125, 3, false, false],
    ['[0.1,0.3]', 0.1, 0.3, false, false],
    ['(0,pi/4]', 0, Math.PI / 4, true, false],
    ['[-pi,2pi]', -Math.PI, 2 * Math.PI, false, false],
    ['[-3*pi/2, 3 PI / 2]', -4.71238898038469, 4.71238898038469, false, false],
    ['[-0,1]', 0, 1, false, false],
  ] as const)('%s', (text, lower, upper, lowerOpen, upperOpen) => {
    const interval = parseInterval(text);
    expect(interval).toEqual({ lower, upper, lowerOpen, upperOpen });
    expect(Object.is(interval.lower, -0)).toBe(false);
  });
  it('takes the nearest binary64', () => {
    const { lower } = parseInterval(`[0.1${'0'.repeat(60)}1,1]`);
    expect(lower).toBe(0.1);
  });
  it.each([
    ['', /not an interval: ""/],
    ['0,1', /not an interval.*write it like/],
    ['(0,1', /not an interval/],
    ['[0,1,2]', /not an interval/],
    ['[0]', /not an interval/],
    ['(1,1]', /empty interval "\(1,1\]": the two ends are equal/],
    ['[2,1]', /empty interval "\[2,1\]": the lower end lies above the upper/],
    ['[-0,0]', /empty interval/],
    ['[a,1]', /the lower end: not a number: "a"/],
    ['[0,]', /the upper end: not a number/],
    ['[0,1e999]', /the upper end "1e999" is too large/],
    ['[0,inf)', /the upper end "inf" is infinite: ends are finite/],
    ['[0;1]', /not an interval: "\[0;1\]"/],
    ['[0,1e99999999999]', /the upper end: the exponent/],
    ['[0,pi/0]', /division by zero/],
    [`[0,${'1'.repeat(2000)}]`, /the upper end: a number may have/],
    [`[0,${' '.repeat(1_000_000)}1]`, /an interval may have 3000 characters/],
  ])('refuses %s', (text, message) => {
    expect(() => parseInterval(text)).toThrow(TargetError);
    expect(() => parseInterval(text)).toThrow(message);
  });
});

describe('printInterval', () => {
  it.each(['(0,1]', '[-0.5,0.5]', '(0,pi/4]', '[-pi,2pi)', '[-3pi/2,7pi/8]', '[1e-300,0.1]'])(
    '%s',
    (text) => {
      expect(printInterval(parseInterval(text))).toBe(text);
    },
  );
  it('prints infinite ends of domains', () => {
    expect(printInterval({ lower: -Infinity, upper: Infinity, lowerOpen: true, upperOpen: true })).toBe(
      '(-inf,inf)',
    );
  });
});
