import { describe, expect, it } from 'vitest';
import { exactFromNumber, parseNumber } from '../../../../src/numerics/number-text';
import { exactValue } from '../../../../src/targets/expression/exact';
import { MAX_NESTING, MAX_NODES, parseExpression } from '../../../../src/targets/expression/parse';
import { TargetError } from '../../../../src/targets/target-error';

/** The value at a rational x of an expression that has a rational one there. */
function valueAt(text: string, x = 3): number {
  const value = exactValue(parseExpression(text), exactFromNumber(x));
  if (value === undefined) throw new Error(`${text} has no known rational value`);
  return (value.sign * Number(value.numerator)) / Number(value.denominator);
}

describe('parseExpression', () => {
  it.each([
    ['x', 3],
    ['1-2-4', -5],
    ['16/4/2', 2],
    ['1+2*x', 7],
    ['(1+2)*x', 9],
    ['-x^2', -9],
    ['(-x)^2', 9],
    ['2^3^2', 512],
    ['2^-1', 0.5],
    ['2^-x', 0.125],
    ['x^-2^1', 1 / 9],
    ['--x', 3],
    ['2*-x', -6],
    ['x^0', 1],
    ['4^0.5', 2],
    ['8^(1/3)', 2],
    ['(x+1)^(-3/2)', 0.125],
    ['abs(1-x)', 2],
    ['min(x, 2) + max(x, 5)', 7],
    ['.5*x + 1.e1 + 2E-1', 11.7],
    ['exp2(x)+log2(8)', 11],
    ['sin(pi*x/2)', -1],
    ['tan(3*pi/4)', -1],
    ['exp(log(x))*sqrt(x)^2', 9],
    ['\tx\n+ 1 ', 4],
    ['a*x^n; a=-0.5; n=2', -4.5],
    ['e^0 * pi/pi', 1],
  ])('%s at x = 3 is %d', (text, value) => {
    expect(valueAt(text)).toBe(value);
  });

  it('keeps numbers exactly', () => {
    const value = exactValue(parseExpression('0.1 + a; a=1e-40'), exactFromNumber(0));
    expect(value).toMatchObject({ sign: 1 });
    const expected = parseNumber(`0.1${'0'.repeat(38)}1`);
    expect((value?.numerator ?? 0n) * expected.denominator).toBe(
      (value?.denominator ?? 0n) * expected.numerator,
    );
  });

  it.each([
    ['', "column 1: expected a number, x, a function or '(', found the end of the expression"],
    ['x+', "column 3: expected a number, x, a function or '(', found the end of the expression"],
    ['(x', "column 3: expected an operator or ')', found the end of the expression"],
    ['x)', "column 2: expected an operator, found ')'"],
    ['2x', "column 2: expected an operator, found 'x'; a product is written with *"],
    ['x(2)', "column 1: 'x' is no function; a product is written with *"],
    ['(x)(x)', "column 4: expected an operator, found '('; a product is written with *"],
    ['x**2', 'column 2: a power is written with ^, not with **'],
    ['1 + x*sinn(x)', "column 7: unknown function 'sinn'; did you mean 'sin', 'sinc', 'sinh'?"],
    ['foo(x)', "column 1: unknown function 'foo'; known are exp2,"],
    ['x*t', "column 3: unknown name 't'; the input is x; the value of a parameter is given at the end"],
    ['ab*x+a; ab=1', "column 6: unknown name 'a'; did you mean 'ab'?"],
    ['sin x', "column 1: the function 'sin' needs an argument: sin(...)"],
    ['sin()', "column 5: expected a number, x, a function or '(', found ')'"],
    ['sin(x,x)', "column 1: 'sin' takes one argument"],
    ['max(x)', "column 1: 'max' takes two arguments"],
    ['+x', "column 1: expected a number, x, a function or '(', found '+'"],
    ['x y', "column 3: expected an operator, found 'y'; a product"],
    ['x; a=1', "column 2: the parameter 'a' is given a value but not used"],
    ['a*x; a=1; a=2', "column 11: the parameter 'a' is given twice"],
    ['a*x; a', "column 7: expected '=', found the end of the expression"],
    ['a*x; a=x', "column 8: the value of a parameter is a number, found 'x'"],
    ['x; x=1', "column 4: 'x' has a meaning already"],
    ['x; sin=1', "column 4: 'sin' has a meaning already"],
    ['a*x; a=1 b=2', "column 10: expected ';' between the values of parameters, found 'b'"],
    ['x;', "column 3: expected a parameter such as a=0.5 after ';', found the end of the expression"],
    ['x & 1', "column 3: unexpected character '&'"],
    ['x \u2212 1', 'column 3: unexpected character U+2212'],
    ['\u{1f600}', 'column 1: unexpected character U+1F600'],
    ['1e99999*x', 'column 1: the exponent lies outside -20000 to 20000'],
    ['x^9999999', 'column 2: a whole exponent lies between -1000000 and 1000000'],
    ['x^(9^9^9)', 'column 5: a whole exponent lies between'],
    ['constructor(x)', "column 1: unknown function 'constructor'"],
    ['__proto__', "column 1: unknown name '__proto__'"],
    [`${'y'.repeat(1000)}(x)`, `column 1: unknown function '${'y'.repeat(24)}...'`],
  ])('refuses %s', (text, message) => {
    expect(() => parseExpression(text)).toThrow(TargetError);
    expect(() => parseExpression(text)).toThrow(message);
  });

  it.each([
    [
      'a text of 1 MB',
      'x+'.repeat(500_000),
      /^an expression may have 2000 characters, this one has 1000000$/,
    ],
    ['100,000 parentheses', '('.repeat(100_000), /^an expression may have 2000 characters/],
    ['deep parentheses', '('.repeat(1500), /^column 101: the expression is nested more than 100 deep$/],
    ['many signs', `${'-'.repeat(1500)}x`, /^column 101: the expression is nested/],
    ['a tower of powers', `${'x^'.repeat(900)}x`, /^column 202: the expression is nested/],
    ['many parts', `${'x+'.repeat(900)}x`, /^column 500: the expression has more than 500 parts$/],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseExpression(text)).toThrow(message);
  });
  it('takes what is just within the bounds', () => {
    const deep = '('.repeat(MAX_NESTING) + 'x' + ')'.repeat(MAX_NESTING);
    expect(parseExpression(deep).kind).toBe('x');
    expect(parseExpression(`${'x+'.repeat(MAX_NODES / 2 - 1)}x`).kind).toBe('add');
  });
});
