import { describe, expect, it } from 'vitest';
import { parseNumber } from '../../../src/numerics/number-text';
import { MAX_DIGITS, oracleBall, oracleDecimal, OracleError, oracleText } from '../../../src/oracle/oracle';
import { relativeBits } from '../../../src/numerics/ball/ball';

function text(id: string, x: string | number, digits: number): string {
  return oracleText({ kind: 'catalogue', id }, typeof x === 'number' ? x : parseNumber(x), digits);
}

describe('oracleText: the form of its answers', () => {
  it('has exactly the digits asked for and no exponent of 0', () => {
    expect(text('exp', 1, 20)).toBe('2.7182818284590452354');
    expect(text('exp', 10, 8)).toBe('2.2026466e+4');
    expect(text('exp', -10, 8)).toBe('4.5399930e-5');
    expect(text('log', 2, 1)).toBe('7e-1');
    expect(text('tanh', -1, 5)).toBe('-7.6159e-1');
  });
  it('prints values that rounding carries to the next power of ten', () => {
    expect(text('tanh', 5, 3)).toBe('1.00');
    expect(text('tanh', -5, 3)).toBe('-1.00');
    expect(text('cos', '1e-30', 20)).toBe('1.0000000000000000000');
  });
  it('prints zeros with the digits asked for', () => {
    expect(text('sin', 0, 4)).toBe('0.000');
    expect(text('log', 1, 4)).toBe('0.000');
  });
});

describe('oracleText: values that no enclosure decides', () => {
  it.each([
    ['sqrt', '4', '2.0000'],
    ['sqrt', '0.25', '5.0000e-1'],
    ['sqrt', '0', '0.0000'],
    ['exp2', '3', '8.0000'],
    ['exp2', '-4', '6.2500e-2'],
    ['exp10', '3', '1.0000e+3'],
    ['log2', '8', '3.0000'],
    ['log2', '0.125', '-3.0000'],
    ['log10', '0.001', '-3.0000'],
    ['exp', '0', '1.0000'],
    ['cosh', '0', '1.0000'],
    ['sigmoid', '0', '5.0000e-1'],
    ['sinpi', '0.5', '1.0000'],
    ['sinpi', '1', '0.0000'],
    ['cospi', '1', '-1.0000'],
    ['rsqrt', '16', '2.5000e-1'],
    ['recip', '-8', '-1.2500e-1'],
    ['acosh', '1', '0.0000'],
  ])('%s(%s) is rational', (id, x, y) => {
    expect(text(id, x, 5)).toBe(y);
  });
  it('rounds exact ties to even', () => {
    expect(text('recip', '0.8', 2)).toBe('1.2');
    expect(text('recip', '8', 2)).toBe('1.2e-1');
    expect(text('exp2', '-3', 2)).toBe('1.2e-1');
    expect(text('sqrt', '1.5625', 2)).toBe('1.2');
    expect(text('sqrt', '1.8225', 2)).toBe('1.4');
    expect(text('log10', '1e125', 2)).toBe('1.2e+2');
    expect(text('log10', '1e-135', 2)).toBe('-1.4e+2');
    expect(text('log2', '0x1p-250', 1)).toBe('-2e+2');
    expect(text('log2', '0x1p-350', 1)).toBe('-4e+2');
    expect(text('recip', '4', 1)).toBe('2e-1');
    expect(text('sqrt', '90.25', 1)).toBe('1e+1');
    expect(text('log2', '1024', 1)).toBe('1e+1');
    expect(text('log2', '32768', 1)).toBe('2e+1');
  });
  it('rounds what lies next to a tie away from it, by as many digits as that takes', () => {
    // e^x = 1 + 5e-30 + 1.25e-59 + ...: above the tie between 1 and 1 + 1e-29.
    expect(text('exp', '5e-30', 30)).toBe(`1.${'0'.repeat(28)}1`);
    expect(text('exp', '4.9999999999999999999999999999e-30', 30)).toBe(`1.${'0'.repeat(29)}`);
    // cos x = 1 - 5e-41 + ...: above the tie between 1 - 1e-40 and 1.
    expect(text('cos', '1e-20', 40)).toBe(`1.${'0'.repeat(39)}`);
    expect(text('cos', '1.0000000001e-20', 40)).toBe('9.999999999999999999999999999999999999999e-1');
  });
});

describe('oracleText: hard arguments', () => {
  // mpmath 1.3.0: mp.dps = 60; nstr(f(mpf(x)), n) for as many digits as are given.
  it.each([
    ['sin', '1e22', '-8.52200849767188801772705893753e-1'],
    ['cos', '1e22', '5.23214785395138945497594473385e-1'],
    ['log1p', '1e-30', '9.99999999999999999999999999999500e-31'],
    ['expm1', '1e-30', '1.00000000000000000000000000000050e-30'],
  ])('%s(%s)', (id, x, y) => {
    const digits = y.replace(/e.*/, '').replace(/[-.]/g, '').length;
    expect(text(id, x, digits)).toBe(y);
  });
  it('keeps relative accuracy next to zeros: sin at the binary64 nearest to pi', () => {
    expect(text('sin', Math.PI, 30)).toBe('1.22464679914735317722606593227e-16');
    expect(text('sin', -Math.PI, 10)).toBe('-1.224646799e-16');
  });
  it('goes on where the result is very close to 1, very small or very large', () => {
    expect(text('tanh', '1e300', 10)).toBe('1.000000000');
    expect(text('tanh', '-1e300', 10)).toBe('-1.000000000');
    expect(text('sigmoid', '1e100', 10)).toBe('1.000000000');
    expect(text('exp', '1e10', 12)).toMatch(/^\d\.\d{11}e\+4342944819$/);
    expect(text('exp', '-1e10', 12)).toMatch(/^\d\.\d{11}e-4342944820$/);
    expect(text('sinh', '1e-5000', 5)).toBe('1.0000e-5000');
    expect(text('asinh', '1e5000', 12)).toBe('1.15136186122e+4');
  });
  it('takes arguments that binary64 cannot hold', () => {
    expect(text('log', '1.00000000000000000000000000000000000000001', 10)).toBe('1.000000000e-41');
    expect(text('log', '0x1.8p+1', 10)).toBe('1.098612289');
  });
});

describe('oracleText: many digits', () => {
  it('agrees with itself at different lengths', () => {
    const long = text('exp2', '0.3', 2000);
    expect(text('exp2', '0.3', 500).slice(0, 499)).toBe(long.slice(0, 499));
    expect(text('sin', '0.3', 3000).slice(0, 1000)).toBe(text('sin', '0.3', 1100).slice(0, 1000));
  });
  it('recognises an exact value at the largest length there is', () => {
    expect(text('log10', '10000', MAX_DIGITS)).toBe(`4.${'0'.repeat(MAX_DIGITS - 1)}`);
  });
});

describe('oracleText: bad requests', () => {
  it.each([
    ['log', '0', /log: x = 0 lies outside the domain \(0,inf\)/],
    ['log', '-1', /outside the domain/],
    ['sqrt', '-1e-300', /sqrt: x = -1e-300 lies outside the domain \[0,inf\)/],
    ['acosh', '0.5', /outside the domain \[1,inf\)/],
    ['atanh', '1', /outside the domain \(-1,1\)/],
    ['log1p', '-1', /outside the domain/],
    ['recip', '0', /recip has no value at x = 0: division by zero/],
    ['exp', '1e300', /exp has no value at x = 1e\+300: .*2\^44/],
    ['cosh', '1e300', /cosh has no value/],
    ['exp', '-1e300', /exp has no value/],
    ['exp10', '-1e20000', /exp10 has no value at x = -1e\+20000: the value is too small/],
    ['softplus', '-1e20000', /softplus has no value at x = -1e\+20000: the value is too small/],
    ['silu', '-1e20000', /silu has no value/],
    ['sin', '1e20000', undefined],
  ])('%s(%s)', (id, x, message) => {
    if (message === undefined) expect(text(id, x, 5)).toMatch(/^-?\d\.\d{4}(e-\d+)?$/);
    else expect(() => text(id, x, 5)).toThrow(message);
  });
  it.each([NaN, Infinity, -Infinity])('refuses the point %d', (x) => {
    expect(() => text('exp', x, 5)).toThrow(OracleError);
  });
  it.each([0, -1, 1.5, NaN, MAX_DIGITS + 1, 1e9])('refuses %d digits', (digits) => {
    expect(() => text('exp', 1, digits)).toThrow(/number of digits is an integer from 1 to 10000/);
  });
  it('refuses functions it does not know', () => {
    expect(() => text('nosuch', 1, 5)).toThrow(/unknown function "nosuch"/);
    expect(() => oracleText({ kind: 'expression', text: 'sinn(x)' }, 1, 5)).toThrow(OracleError);
  });
});

describe('oracleDecimal and oracleBall', () => {
  const exp = { kind: 'catalogue', id: 'exp' } as const;
  it('gives a decimal with the accuracy asked for', () => {
    const e = oracleDecimal(exp, 1, 40);
    expect(e.toSignificantDigits(40).toString()).toBe('2.718281828459045235360287471352662497757');
  });
  it('gives balls with the accuracy asked for, exact values with radius 0', () => {
    expect(relativeBits(oracleBall(exp, 1, 300))).toBeGreaterThanOrEqual(300);
    expect(oracleBall(exp, 0, 300).rad).toBe(0n);
    expect(oracleBall({ kind: 'catalogue', id: 'log' }, 1, 300)).toMatchObject({ mid: 0n, rad: 0n });
  });
});
