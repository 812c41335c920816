import { describe, expect, it } from 'vitest';
import { NumberSyntaxError, parseNumber } from '../../../src/numerics/number-text';
import { OracleError, oracleBall, oracleDecimal, oracleText } from '../../../src/oracle/oracle';
import { labelTable } from '../../../src/oracle/tables';
import { parseTarget, TargetError } from '../../../src/targets/parse';

const fn = (id: string) => ({ kind: 'catalogue', id }) as const;

/** Points that are exact in decimal, each outside the function's domain or at a pole of it. */
const NO_VALUE: readonly (readonly [id: string, x: string, says: RegExp])[] = [
  ['log', '0', /log: x = 0 lies outside the domain \(0,inf\)/],
  ['log', '-1e-300', /outside the domain/],
  ['log2', '-0x1p-1074', /outside the domain/],
  ['log10', '0', /outside the domain/],
  ['log1p', '-1', /outside the domain \(-1,inf\)/],
  ['sqrt', '-1e-5000', /outside the domain \[0,inf\)/],
  ['rsqrt', '0', /outside the domain/],
  [
    'asin',
    '1.00000000000000000000000000000000001',
    /asin: x, just above 1, lies outside the domain \[-1,1\]/,
  ],
  ['acos', '-2', /outside the domain/],
  ['acosh', '0.99999999999999999999999999999999999', /just below 1, lies outside the domain \[1,inf\)/],
  ['atanh', '1', /outside the domain \(-1,1\)/],
  ['besselIHalf', '-1', /outside the domain/],
  ['recip', '0', /recip has no value at x = 0/],
  ['gamma', '0', /gamma has no value at x = 0: .*poles/],
  ['gamma', '-3', /gamma has no value at x = -3: .*poles/],
  ['lgamma', '-1000000', /lgamma has no value/],
];

describe('points without a value', () => {
  it.each(NO_VALUE)('%s(%s)', (id, x, says) => {
    const point = parseNumber(x);
    for (const ask of [oracleText, oracleDecimal, oracleBall]) {
      expect(() => ask(fn(id), point, 50)).toThrow(OracleError);
      expect(() => ask(fn(id), point, 50)).toThrow(says);
    }
    const target = { ...parseTarget({ target: id }), interval: parseTarget({ target: 'exp' }).interval };
    const nearest = Number(x);
    if (String(nearest) === x)
      expect(() => labelTable(target, Float64Array.of(nearest))).toThrow(OracleError);
  });

  it.each([NaN, Infinity, -Infinity])('%d is no point', (x) => {
    for (const ask of [oracleText, oracleDecimal, oracleBall]) {
      expect(() => ask(fn('exp'), x, 50)).toThrow(/is not a point at which a function can be evaluated/);
    }
  });

  it.each(['nan', 'inf', '-inf', '0x', '1e', '1e99999999999', '--1', '', '1'.repeat(1_000_000)])(
    'the text %j is no point',
    (text) => {
      expect(() => parseNumber(text)).toThrow(NumberSyntaxError);
    },
  );
});

describe('requests for digits', () => {
  it.each([1e9, 10_001, 0, -5, 2.5, NaN, Infinity])('%d digits', (digits) => {
    for (const ask of [oracleText, oracleDecimal]) {
      expect(() => ask(fn('gamma'), 0.5, digits)).toThrow(OracleError);
      expect(() => ask(fn('gamma'), 0.5, digits)).toThrow(/number of digits is an integer from 1 to 10000/);
    }
  });
});

describe('intervals', () => {
  it.each([
    ['tan', '[1,2]', /the interval \[1,2\] holds a pole of tan: an odd multiple of pi\/2/],
    ['tan', '[-1e300,1e300]', /holds a pole of tan/],
    ['recip', '[-1,1]', /holds a pole of recip/],
    ['recip', '[0,1]', /holds a pole of recip/],
    ['gamma', '[-1,1]', /holds a pole of gamma/],
    ['gamma', '[0,1]', /holds a pole of gamma/],
    ['gamma', '[-2.5,-1.5]', /holds a pole of gamma/],
    ['gamma', '[-1e30,-1e29]', /holds a pole of gamma/],
    ['lgamma', '[-0.5,0.5]', /holds a pole of lgamma/],
    ['log', '[0,1]', /log is defined on \(0,inf\); the interval \[0,1\] reaches beyond/],
    ['atanh', '[0,1]', /reaches beyond/],
    ['asin', '[0,1.0000000000000002]', /reaches beyond/],
    ['exp', '[nan,1]', /the lower end/],
    ['exp', '[0,inf]', /the upper end/],
    ['exp', '[0,1e400]', /the upper end "1e400" is too large/],
    ['exp', '[1,1]', /empty interval/],
    ['exp', '(1,1.0000000000000002)', /holds no number of f64/],
  ])('%s on %s', (target, interval, says) => {
    expect(() => parseTarget({ target, interval })).toThrow(TargetError);
    expect(() => parseTarget({ target, interval })).toThrow(says);
  });
  it.each([
    ['sinpi', '[-1e6,1e6]'],
    ['sinc', '[-1,1]'],
    ['gamma', '(0,1]'],
    ['gamma', '(-1,0)'],
    ['lgamma', '[0.5,3]'],
    ['recip', '(0,1]'],
    ['tan', '[-1.57,1.57]'],
  ])('%s on %s is a target', (target, interval) => {
    expect(parseTarget({ target, interval }).interval.lower).toBeLessThan(1);
  });
});
