import { describe, expect, it } from 'vitest';
import { constantFromNumber, constantText } from '../../../src/program/constant';
import { parseProgram, ProgramSyntaxError } from '../../../src/program/parse';
import type { Program } from '../../../src/program/program';
import type { Format } from '../../../src/numerics/format';

/** The program in a short form: opcodes with operands, constants in braces. */
function outline(program: Program): string {
  const operand = (o: number): string => {
    if (o >= 0) return String(o);
    const constant = program.constants[-2 - o];
    return constant === undefined ? 'x' : `{${constantText(constant)}}`;
  };
  const listing = program.instructions.map((i) => `${i.opcode}(${i.operands.map(operand).join(',')})`);
  return [...listing, `-> ${operand(program.result)}`].join(' ');
}

function errorOf(text: string, format: Format = 'f64'): ProgramSyntaxError {
  try {
    parseProgram(text, format);
  } catch (error) {
    if (error instanceof ProgramSyntaxError) return error;
    throw error;
  }
  throw new Error(`parsed: ${text}`);
}

describe('parseProgram', () => {
  it.each([
    ['y = x', '-> x'],
    ['y = 2.0', '-> {0x1p+1}'],
    ['x + 1', 'add(x,{0x1p+0}) -> 0'],
    ['y = x + 1 * x', 'mul({0x1p+0},x) add(x,0) -> 1'],
    ['y = (x + 1) * x', 'add(x,{0x1p+0}) mul(0,x) -> 1'],
    ['y = x - x - x', 'sub(x,x) sub(0,x) -> 1'],
    ['y = x - (x - x)', 'sub(x,x) sub(x,0) -> 1'],
    ['y = x / x * x', 'div(x,x) mul(0,x) -> 1'],
    ['y = -x', 'neg(x) -> 0'],
    ['y = --x', 'neg(x) neg(0) -> 1'],
    ['y = -2 * x', 'mul({-0x1p+1},x) -> 0'],
    ['y = - 2 * x', 'mul({-0x1p+1},x) -> 0'],
    ['y = -(2) * x', 'neg({0x1p+1}) mul(0,x) -> 1'],
    ['y = --2', 'neg({-0x1p+1}) -> 0'],
    ['y = x - -2', 'sub(x,{-0x1p+1}) -> 0'],
    ['y = x -2', 'sub(x,{0x1p+1}) -> 0'],
    ['y = -x * x', 'neg(x) mul(0,x) -> 1'],
    ['y = fma(x, x, 1)', 'fma(x,x,{0x1p+0}) -> 0'],
    ['y = sqrt(neg(x))', 'neg(x) sqrt(0) -> 1'],
    ['y = div(sub(x, 1), mul(x, add(x, x)))', 'sub(x,{0x1p+0}) add(x,x) mul(x,1) div(0,2) -> 3'],
    ['u = x + 1\n\n  v = u * u # a square\r\ny = v / u // done', 'add(x,{0x1p+0}) mul(0,0) div(1,0) -> 2'],
    ['u=x+1;v=u*u;', 'add(x,{0x1p+0}) mul(0,0) -> 1'],
    ['u = (x\n  + 1)\nv = u', 'add(x,{0x1p+0}) -> 0'],
    ['a = x\nb = a\nb2 = b + a', 'add(x,x) -> 0'],
    ['c = 0.5\ny = c * x + c', 'mul({0x1p-1},x) add(0,{0x1p-1}) -> 1'],
    ['_1a = x * x; fmaa = _1a * x', 'mul(x,x) mul(0,x) -> 1'],
  ])('reads %j', (text, expected) => {
    expect(outline(parseProgram(text, 'f64'))).toBe(expected);
  });

  it('returns y wherever it stands, and drops what follows it', () => {
    const program = parseProgram('y = x * 3\nz = y + 7', 'f64');
    expect(outline(program)).toBe('mul(x,{0x1.8p+1}) -> 0');
    expect(program.constantCount).toBe(1);
    expect(outline(parseProgram('a = x * 3\nb = a * 5\ny = a\nz = b + 9', 'f64'))).toBe(
      'mul(x,{0x1.8p+1}) -> 0',
    );
  });

  it('keeps dead code before the result', () => {
    expect(parseProgram('a = x * 3\ny = x + 1', 'f64').instructions).toHaveLength(2);
  });

  it('numbers constants by first use and merges equal ones', () => {
    const program = parseProgram('y = 3 * x + 1 + 3.0 * 0x1.8p+1', 'f64');
    expect(program.constants).toEqual([constantFromNumber(3), constantFromNumber(1)]);
    const decimals = parseProgram('y = 0.1 * x + 0.10 + 1e-1', 'real');
    expect(decimals.constants).toEqual([{ kind: 'decimal', text: '0.1' }]);
  });

  it('keeps zeros of either sign apart', () => {
    const program = parseProgram('y = x * 0.0 + -0.0', 'f32');
    expect(program.constants.map(constantText)).toEqual(['0x0p+0', '-0x0p+0']);
  });

  it('rounds literals once to a finite format', () => {
    const constantIn = (text: string, format: Format): string =>
      parseProgram(text, format).constants.map(constantText).join(' ');
    expect(constantIn('y = 0.1', 'f64')).toBe('0x1.999999999999ap-4');
    expect(constantIn('y = 0.1', 'f32')).toBe('0x1.99999ap-4');
    expect(constantIn('y = 0.1', 'f16')).toBe('0x1.998p-4');
    expect(constantIn('y = 0.1', 'bf16')).toBe('0x1.9ap-4');
    // Just above the midpoint of 1 and 1 + 2^-23: by way of binary64 it would become a tie and go down to 1.
    expect(constantIn('y = 1.00000005960464477539062500000000000001', 'f32')).toBe('0x1.000002p+0');
    expect(constantIn('y = 1e-400', 'f64')).toBe('0x0p+0');
    expect(constantIn('y = -1e-400', 'f64')).toBe('-0x0p+0');
  });

  it('keeps every digit in real arithmetic', () => {
    const program = parseProgram('y = 0.9999956592421645529307425448 * x + 0.5', 'real');
    expect(program.constants).toEqual([
      { kind: 'decimal', text: '0.9999956592421645529307425448' },
      constantFromNumber(0.5),
    ]);
  });

  it('reads infinities and NaN in finite formats', () => {
    const program = parseProgram('y = fma(inf, -inf, nan:0x7ff8000000000123) + -nan', 'f64');
    expect(program.constants.map(constantText)).toEqual([
      'inf',
      '-inf',
      'nan:0x7ff8000000000123',
      'nan:0xfff8000000000000',
    ]);
  });
});

describe('syntax errors', () => {
  it.each<[string, number, number, string]>([
    ['', 1, 1, 'the program is empty: expected an assignment such as y = x'],
    [' ; \n # nothing\n', 1, 1, 'the program is empty: expected an assignment such as y = x'],
    ['u = x * x\ny = u + w', 2, 9, "unknown name 'w'; it must be assigned before it is used"],
    ['y = y + 1', 1, 5, "unknown name 'y'; it must be assigned before it is used"],
    ['x = 1', 1, 1, "'x' is the input and cannot be assigned"],
    ['sqrt = 1', 1, 1, "'sqrt' is an operation and cannot be assigned"],
    ['a = 1; a = 2', 1, 8, "'a' is assigned a second time; every name is assigned once"],
    ['y = x +', 1, 8, "expected a number, a name, an operation or '(', found the end of the program"],
    ['y = x +\n1', 1, 8, "expected a number, a name, an operation or '(', found the end of the line"],
    ['y = x + * 2', 1, 9, "expected a number, a name, an operation or '(', found '*'"],
    ['y = (x + 1', 1, 11, "expected an operator or ')', found the end of the program"],
    ['y = (x 1)', 1, 8, "expected an operator or ')', found '1'"],
    ['y = x + 1)', 1, 10, "expected an operator, ';' or the end of the line, found ')'"],
    ['y = x 2', 1, 7, "expected an operator, ';' or the end of the line, found '2'"],
    [
      'y = exp(x)',
      1,
      5,
      "unknown operation 'exp'; the operations are + - * / and add, sub, mul, div, fma, sqrt, neg",
    ],
    ['y = x * sqrt', 1, 9, "the operation 'sqrt' needs its operands in parentheses"],
    ['y = fma(x, x)', 1, 5, 'fma takes 3 operands, not 2'],
    ['y = sqrt(x, x)', 1, 5, 'sqrt takes 1 operand, not 2'],
    ['y = add(x, x, x, x, x)', 1, 5, 'add takes 2 operands, not more'],
    ['y = sqrt()', 1, 10, "expected a number, a name, an operation or '(', found ')'"],
    ['x + 1\ny = 2', 1, 1, 'an expression without a name can only be the whole program'],
    ['y = 2\nx + 1', 2, 1, 'an expression without a name can only be the whole program'],
    ['y = x $ 2', 1, 7, "unexpected character '$'"],
    ['y = x \u2212 2', 1, 7, 'unexpected character U+2212'],
    ['y = \u{1f600}', 1, 5, 'unexpected character U+1F600'],
    ['y = 1.2.3', 1, 5, "malformed number '1.2.3'"],
    ['y = 2x', 1, 5, "malformed number '2x'"],
    ['y = 0x1g', 1, 5, "malformed number '0x1g'"],
    ['a = 1\r\nb = 1e400', 2, 5, "the number '1e400' is beyond the largest of f64"],
    ['a = 1\rb = -1e400', 2, 6, "the number '-1e400' is beyond the largest of f64"],
    ['y = nan:0x12', 1, 5, 'not a number: "nan:0x12"'],
    ['y = nan:0x7ff0000000000000', 1, 5, "'nan:0x7ff0000000000000' does not have the bits of a NaN"],
  ])('%j', (text, line, column, reason) => {
    const error = errorOf(text);
    expect(error.message).toBe(`line ${line}, column ${column}: ${reason}`);
    expect([error.line, error.column]).toEqual([line, column]);
  });

  it('says what a format lacks', () => {
    expect(errorOf('y = 65520', 'f16').message).toBe(
      "line 1, column 5: the number '65520' is beyond the largest of f16",
    );
    expect(errorOf('y = nan:0x7ff8000000000001', 'f32').message).toBe(
      "line 1, column 5: the NaN 'nan:0x7ff8000000000001' has payload bits that f32 lacks",
    );
    expect(errorOf('y = inf', 'real').message).toBe('line 1, column 5: inf is not a real number');
    expect(errorOf(`y = 0.${'3'.repeat(201)}`, 'real').message).toMatch(
      /needs more than 200 significant digits$/,
    );
  });

  it('accepts exactly as many instructions, constants and levels as it says', () => {
    const chain = (n: number): string => `y = ${'x + '.repeat(n)}x`;
    expect(parseProgram(chain(256), 'f64').instructions).toHaveLength(256);
    expect(errorOf(chain(257)).message).toBe(
      'line 1, column 1031: the program has more than 256 instructions',
    );
    const constants = (n: number): string => Array.from({ length: n }, (_, i) => `c${i} = ${i}`).join('\n');
    expect(parseProgram(constants(256), 'f64').constants).toHaveLength(1);
    expect(errorOf(constants(257)).message).toBe(
      'line 257, column 8: the program has more than 256 constants',
    );
    const nested = (n: number): string => `${'('.repeat(n)}x${')'.repeat(n)}`;
    expect(parseProgram(nested(200), 'f64').result).toBe(-1);
    expect(errorOf(nested(201)).message).toBe(
      'line 1, column 201: the expression is nested more than 200 deep',
    );
    expect(errorOf('-'.repeat(201) + 'x').message).toMatch(/nested more than 200 deep/);
    expect(errorOf('sqrt('.repeat(201)).message).toMatch(/nested more than 200 deep/);
  });

  it.each<[string, string, RegExp]>([
    ['a text of a million characters', 'x'.repeat(1_000_000), /1000000 characters; at most 65536 are read/],
    ['parentheses without end', '('.repeat(60_000), /nested more than 200 deep/],
    ['closing parentheses', ')'.repeat(60_000), /column 1: expected a number/],
    ['minus signs', '-'.repeat(60_000), /nested more than 200 deep/],
    ['100,000 statements', 'a=x\n'.repeat(100_000), /400000 characters/],
    ['statements with one name', 'a=x\n'.repeat(15_000), /line 2, column 1: 'a' is assigned a second time/],
    ['additions', `y=x${'+x'.repeat(30_000)}`, /more than 256 instructions/],
    ['a huge exponent', 'y = 1e999999999', /exponent/],
    ['a hugely negative exponent', 'y = 1e-999999999999999999999999', /exponent/],
    ['a huge hexadecimal exponent', 'y = 0x1p999999999', /exponent/],
    ['a number of 60,000 digits', `y = ${'7'.repeat(60_000)}`, /1200 characters/],
    ['many operands', `y = fma(${'x,'.repeat(30_000)}x)`, /fma takes 3 operands, not more/],
    ['one long name', 'n'.repeat(60_000), /unknown name 'n{37}\.\.\.'/],
    ['a null character', 'y = \0', /unexpected character U\+0000/],
    ['a lone surrogate', 'y = \ud800', /unexpected character U\+D800/],
    ['blank lines', '\n'.repeat(60_000), /the program is empty/],
    ['names of the object prototype', 'y = __proto__ + constructor', /unknown name '__proto__'/],
  ])('answers hostile input: %s', (_, text, message) => {
    expect(errorOf(text).message).toMatch(message);
  });

  it('reads thousands of expensive numbers and names within its limits', () => {
    const aliases = Array.from({ length: 4000 }, (_, i) => `a${i}=1e-19999`).join('\n');
    expect(parseProgram(aliases, 'f64').instructions).toHaveLength(0);
  });
});
