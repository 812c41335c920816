import { describe, expect, it } from 'vitest';
import { parseNumber } from '../../../../src/numerics/number-text';
import { labelAt, searchTables } from '../../../../src/oracle/tables';
import { functionOf, oracleText } from '../../../../src/oracle/oracle';
import { describeTarget, parseFunction, parseTarget } from '../../../../src/targets/parse';
import { CATALOGUE } from '../../../../src/targets/catalogue';

function value(text: string, x: string, digits = 50): string {
  return oracleText(parseFunction({ expr: text }), parseNumber(x), digits);
}

describe('values of expressions', () => {
  it.each(CATALOGUE.map(({ id }) => id))('%s(x) is the function of the catalogue', (id) => {
    for (const x of ['1.25', '0.3', '0.7109375']) {
      const fn = { kind: 'catalogue', id } as const;
      let expected: string;
      try {
        expected = oracleText(fn, parseNumber(x), 60);
      } catch {
        continue;
      }
      expect(value(`${id}(x)`, x, 60)).toBe(expected);
    }
  });
  it.each([
    ['log(1+exp(x))', 'softplus', '0.7'],
    ['1/(1+exp(-x))', 'sigmoid', '-3.25'],
    ['sin(x)/x', 'sinc', '0.3'],
    ['sin(x)/x', 'sinc', '1e-300'],
    ['x*normcdf(x)', 'gelu', '-2.5'],
    ['exp(x)-1', 'expm1', '1e-40'],
    ['x^(1/3)', 'cbrt', '7.5'],
    ['2^x', 'exp2', '-0.3'],
    ['e^x', 'exp', '12.5'],
    ['(exp(x)-exp(-x))/(exp(x)+exp(-x))', 'tanh', '1e-20'],
    ['sqrt(2/(pi*x))*sinh(x)', 'besselIHalf', '0.9'],
    ['1-erf(x)', 'erfc', '6'],
  ])('%s = %s at %s', (text, id, x) => {
    expect(value(text, x)).toBe(oracleText({ kind: 'catalogue', id }, parseNumber(x), 50));
  });
  it('has the identities of its functions to 200 digits', () => {
    expect(value('sin(x)^2+cos(x)^2', '0.3', 200)).toBe(`1.${'0'.repeat(199)}`);
    expect(value('exp(log(x))', '7.5', 200)).toBe(`7.5${'0'.repeat(198)}`);
    expect(value('gamma(x+1)/(x*gamma(x))', '2.3', 200)).toBe(`1.${'0'.repeat(199)}`);
    expect(value('erf(x)+erfc(x)', '0.3', 200)).toBe(`1.${'0'.repeat(199)}`);
    expect(value('x^x', '0.5', 60)).toBe(value('sqrt(x)', '0.5', 60));
  });
  it('takes parameters', () => {
    expect(value('x^3*exp(-a*x); a=0.5', '2')).toBe(value('8*exp(-1)', '2'));
  });
  it('decides ties where the value is known', () => {
    for (const text of ['exp(log(x))', 'sqrt(x)^2', '(x^0.5)^2', 'x', 'tan(pi/4)*x']) {
      expect(value(text, '0.125', 2)).toBe('1.2e-1');
    }
    expect(() => value('(sin(x)^2+cos(x)^2)/8', '0.3', 2)).toThrow(/could not be resolved/);
  });
  it('knows zeros', () => {
    expect(value('x-x', '0.1', 3)).toBe('0.00');
    expect(value('sin(pi*x)', '1', 3)).toBe('0.00');
    expect(value('cos(pi*x/2)', '3', 3)).toBe('0.00');
    expect(value('max(0,x)', '-1', 3)).toBe('0.00');
    expect(value('abs(x-0.1)', '0.1', 3)).toBe('0.00');
  });
  it('says that it cannot tell a value from zero', () => {
    expect(() => value('sin(x)^2+cos(x)^2-1', '0.3')).toThrow(/not told from zero: it is zero, or its terms/);
    expect(() => value('exp(x)*exp(-x)-1', '0.25')).toThrow(/not told from zero/);
  });
});

describe('limits at removable singularities', () => {
  it.each([
    ['sin(x)/x', '0', '1'],
    ['expm1(x)/x', '0', '1'],
    ['(1-cos(x))/x^2', '0', '1/2'],
    ['(x-sin(x))/x^3', '0', '1/6'],
    ['(tan(x)-x)/x^3', '0', '1/3'],
    ['log(x)/(x-1)', '1', '1'],
    ['sin(pi*x)/(x-1)', '1', '-pi'],
    ['(1+cos(pi*x))/(x-1)^2', '1', 'pi^2/2'],
    ['(x-1)/sin(pi*x)', '1', '-1/pi'],
    ['sin(3*x-1)/(3*x-1)', '0.25', 'sin(0.25)/0.25'],
    ['(x^2-4)/(x-2)', '2', '4'],
    ['(sqrt(1+x)-1)/x', '0', '1/2'],
    ['((1+x)^0.3-1)/x', '0', '0.3'],
    ['(2^x-1)/x', '0', 'log(2)'],
    ['(x^x-1)/(x-1)', '1', '1'],
    ['asin(x)/atan(x)', '0', '1'],
    ['(acos(x)-pi/2)/x', '0', '-1'],
    ['asinh(x)/atanh(x)', '0', '1'],
    ['erf(x)/x', '0', '2/sqrt(pi)'],
    ['(normcdf(x)-0.5)/x', '0', '1/sqrt(2*pi)'],
    ['gelu(x)/silu(x)', '0', '1'],
    ['(softplus(x)-log(2))/1+(cosh(x)-1)/x^2', '0', '1/2'],
    ['sinpi(x)/sinh(x)', '0', 'pi'],
    ['(asin(x)-pi/6)/(x-0.5)', '0.5', '2/sqrt(3)'],
    ['(atan(x)-pi/4)/abs(1-x^2)*0+sin(x-1)/(x-1)', '2', 'sin(1)'],
    ['(log10(x)-log2(x))/log(x)', '1', '1/log(10)-1/log(2)'],
    ['(cbrt(x)-1)/(rsqrt(x)-1)', '1', '-2/3'],
  ])('%s at %s is %s', (text, x, expected) => {
    expect(value(text, x)).toBe(value(expected, '1'));
  });
  it('agree with values beside them', () => {
    for (const text of ['(1-cos(x))/x^2', '(x-sin(x))/x^3', 'log(1+x)/x']) {
      const near = value(text, '1e-60', 50);
      expect(value(text, '0', 50)).toBe(near);
    }
  });
  it.each([
    ['1/x', '0', /1\/x has no value at x = 0: division by zero \(column 2\)/],
    ['cos(x)/x', '0', /division by zero \(column 7\)/],
    ['x/x^2', '0', /division by zero/],
    ['x*(1/x)', '0', /division by zero \(column 5\)/],
    ['x^-2', '0', /division by zero/],
    ['x*log(x)', '0', /log is defined on \(0,inf\), its argument is 0 \(column 3\)/],
    ['log(x)', '-0.5', /log is defined on \(0,inf\), its argument is -5e-1 \(column 1\)/],
    ['sqrt(x)+1', '-2', /sqrt is defined on \[0,inf\), its argument is -2/],
    ['x^0.5', '-1', /needs a positive base, not -1 \(column 2\)/],
    ['x^x', '0', /a power of zero whose exponent is not positive and constant/],
    ['(gamma(x+1)-1)/x', '0', /the power series of gamma is not available \(column 2\)/],
    ['gamma(x)', '-2', /gamma has no value at -2/],
    ['abs(x)/x', '0', /0\/0: its limit is not found here/],
    ['exp(exp(exp(x)))', '10', /beyond 2\^44/],
  ])('%s at %s is refused', (text, x, message) => {
    expect(() => value(text, x)).toThrow(message);
  });
});

describe('expressions as targets', () => {
  it('are described by their text', () => {
    const target = parseTarget({ expr: ' sin(x) /\n x ', interval: '(0,1]' });
    expect(target.function).toEqual({ kind: 'expression', text: 'sin(x) / x' });
    expect(describeTarget(target)).toBe('sin(x) / x on (0,1], real, relative');
    expect(parseTarget({ expr: 'exp(x)', interval: '[0,1]', format: 'f32' }).norm).toBe('ulp');
  });
  it.each([
    ['sin(x)/x', '[-1,2]', 'relative'],
    ['sin(x)', '(0,1]', 'relative'],
    ['sin(x)', '[0,1]', 'absolute'],
    ['sin(x)', '[-1,1]', 'absolute'],
    ['log(x)', '(0,2]', 'absolute'],
    ['1/sin(x)', '(0,pi)', 'relative'],
    ['sqrt(1-x^2)', '[-1,1]', 'absolute'],
    ['1/(x^2+1e-12)', '[-1,1]', 'relative'],
    ['atan(x)/x', '[-1,1]', 'relative'],
    ['x^(1+x)', '(0,1]', 'relative'],
    ['exp(-1/x^2)', '(0,1]', 'relative'],
    ['exp(x)', '[-1e308,1e308]', 'relative'],
  ])('%s on %s is %s by itself', (expr, interval, norm) => {
    expect(parseTarget({ expr, interval }).norm).toBe(norm);
  });
  it.each([
    ['log(x)', '[-1,1]', 'log(x) has no value at x = -1: log is defined on (0,inf)'],
    ['log(x)', '[0,1]', 'log(x) has no value at x = 0'],
    ['1/(x-0.3)', '[0,1]', /1\/\(x-0.3\) has no value near x = 0.29999999\d*: division by zero \(column 2\)/],
    ['1/(x-0.3)^2', '[0,1]', /may have no value near x = 0.29999999/],
    ['log((x-0.3)^2)', '[0,1]', /may have no value near x = 0.29999999\d*: a pole of log/],
    ['tan(x)', '[1,2]', /near x = 1.570796\d*: a pole of tan/],
    ['1/sin(x)', '[1,4]', /has no value near x = 3.14159/],
    ['gamma(x)', '[-2.5,-1.2]', /gamma has no value at -2/],
    ['x-x', '[0,1]', 'the expression x-x is zero, or not told from zero, on [0,1]'],
    ['sin(x)^2+cos(x)^2-1', '[0,1]', 'is zero, or not told from zero, on [0,1]'],
  ])('%s on %s is refused', (expr, interval, message) => {
    expect(() => parseTarget({ expr, interval })).toThrow(message);
  });
  it('have tables: sin(x)/x is the cardinal sine', () => {
    for (const format of ['real', 'f32'] as const) {
      const ours = searchTables(
        parseTarget({ expr: 'sin(x)/x', interval: '(0,1]', norm: 'relative', format }),
      );
      const known = searchTables(
        parseTarget({ target: 'sinc', interval: '(0,1]', norm: 'relative', format }),
      );
      for (const [a, b] of [
        [ours.training, known.training],
        [ours.validation, known.validation],
      ] as const) {
        expect([a.x, a.hi, a.scale]).toEqual([b.x, b.hi, b.scale]);
        // A label is known to 2^-116 of its size.
        a.lo.forEach((lo, i) => expect(Math.abs(lo - b.lo[i]!)).toBeLessThan(2 ** -116));
      }
    }
  });
  it('have labels of full accuracy where terms cancel', () => {
    const f = functionOf({ kind: 'expression', text: '(1-cos(x))/x^2' });
    const g = functionOf({ kind: 'expression', text: '2*(sin(x/2)/x)^2' });
    for (const x of [2 ** -30, 1e-5, 0.3]) expect(labelAt(f, x, 'f64')).toEqual(labelAt(g, x, 'f64'));
  });
  it('are 0 where they underflow', () => {
    const f = functionOf({ kind: 'expression', text: 'exp(-1/x^2)' });
    expect(labelAt(f, 2 ** -40, 'f32')).toEqual({ hi: 0, lo: 0 });
  });
  it('are refused by the oracle with their column', () => {
    expect(() => functionOf({ kind: 'expression', text: 'x+' })).toThrow(/^column 3: expected/);
  });
});

describe('arguments that only a huge power reaches', () => {
  it.each(['sin(10^30000*x)', 'cos(exp(exp(10*x)))', 'tan(10^3000*x)'])('%s is refused at once', (expr) => {
    expect(() => parseTarget({ expr, interval: '(0,1]' })).toThrow('is not evaluated beyond 2^4096');
  });
});
