import { describe, expect, test } from 'vitest';
import { interpret } from '../../../src/program/interpret';
import { parseFPCore } from '../../../src/program/fpcore';
import { parseProgram, ProgramSyntaxError } from '../../../src/program/parse';
import { printProgram } from '../../../src/program/print';
import { readProgram } from '../../../src/program/read';
import type { Format } from '../../../src/numerics/format';

const core = (body: string): string => `(FPCore (x) ${body})`;

function text(body: string, format: Format = 'f64'): string {
  return printProgram(parseFPCore(core(body), format), { layout: 'inlined', constants: 'decimal', format });
}

describe('expressions', () => {
  test.each([
    ['x', 'y = x'],
    ['(+ x 1)', 'y = x + 1'],
    ['(- x)', 'y = -x'],
    ['(neg x)', 'y = -x'],
    ['(- 3)', 'y = -3'],
    ['(- x 3)', 'y = x - 3'],
    ['(/ (* x x) (sqrt x))', 'y = x * x / sqrt(x)'],
    ['(fma x 2 -3)', 'y = fma(x, 2, -3)'],
    ['(let* ([t (+ x 1)] [t (* t t)]) (- t x))', 'a = x + 1\ny = a * a - x'],
    ['(let ([a (+ x 1)] [b x]) (/ a b))', 'y = (x + 1) / x'],
    // let binds at once: the x of the second binding is the argument.
    ['(let ([x (+ x 1)] [b (* x x)]) (/ x b))', 'y = (x + 1) / (x * x)'],
    ['(let () x)', 'y = x'],
  ])('%s', (body, program) => {
    expect(text(body)).toBe(program);
  });

  test('properties, comments, a name and square brackets are passed over', () => {
    const source = `; a comment (FPCore
[FPCore my-exp (t) :name "a \\") b" :precision binary32 :pre (and (< 0 t) (<= t 1)) :cite (a b)
  ; another
  (+ t 0.5)]`;
    expect(printProgram(readProgram(source, 'f64'), { constants: 'decimal' })).toBe('y = x + 0.5');
  });
});

describe('numbers', () => {
  test.each([
    ['1/4', 0.25],
    ['-1/3', -1 / 3],
    ['+2/4', 0.5],
    ['0x1.8p3', 12],
    ['0x10', 16],
    ['-0x.8', -0.5],
    ['1e-3', 0.001],
    ['.5', 0.5],
    ['-0', -0],
    ['(digits 3 2 10)', 300],
    ['(digits -3 -2 2)', -0.75],
    ['INFINITY', Infinity],
    ['(- INFINITY)', -Infinity],
    ['NAN', NaN],
  ])('%s', (body, value) => {
    expect(interpret(parseFPCore(core(body), 'f64'), 0, 'f64')).toBe(value);
  });

  test('rationals are rounded once into the format', () => {
    expect(interpret(parseFPCore(core('1/3'), 'f32'), 0, 'f32')).toBe(Math.fround(1 / 3));
    expect(
      interpret(
        parseFPCore(core('100000000000000000000000001/300000000000000000000000000'), 'f64'),
        0,
        'f64',
      ),
    ).toBe(1 / 3);
  });

  test('real constants are exact', () => {
    expect(parseFPCore(core('(+ x 0.1234567890123456789012345678901234567)'), 'real')).toEqual(
      parseProgram('y = x + 0.1234567890123456789012345678901234567', 'real'),
    );
    expect(parseFPCore(core('(+ x 7/80)'), 'real')).toEqual(parseProgram('y = x + 0.0875', 'real'));
    expect(() => parseFPCore(core('(+ x 1/3)'), 'real')).toThrow('has no finite decimal');
  });
});

describe('what is no program is refused with its place', () => {
  test.each([
    ['', 'line 1, column 1: there is no FPCore in the text'],
    ['(FPCore (x) x) (FPCore (x) x)', 'column 16: there is more than one FPCore'],
    ['(FPCore (x y) (+ x y))', 'column 9: a program has one argument; here there are 2'],
    ['(FPCore () 1)', 'a program has one argument; here there are 0'],
    ['(FPCore ((! :precision binary32 x)) x)', 'a program has one argument'],
    ['(FPCore (x))', 'the FPCore has no expression'],
    ['(FPCore (x) :name "a")', 'the FPCore has no expression'],
    ['(FPCore (x) x x)', 'column 15: the FPCore has more than one expression'],
    ['(FPCore (x) (exp x))', "column 14: the operation 'exp' cannot be part of a program"],
    ['(FPCore (x) (if (< x 0) x 1))', "the operation 'if' cannot be part"],
    ['(FPCore (x) (! :precision binary32 x))', "the operation '!' cannot be part"],
    ['(FPCore (x) (+ x))', 'column 13: + takes 2 operands, not 1'],
    ['(FPCore (x) (+ x PI))', "column 18: unknown name 'PI'"],
    ['(FPCore (x) (+ x y))', "unknown name 'y'"],
    ['(FPCore (x) (let ([a 1] [b a]) b))', "unknown name 'a'"],
    ['(FPCore (x) (let ([a 1] [a 2]) a))', "'a' is bound twice"],
    ['(FPCore (x) (let* ([a]) a))', 'expected a binding'],
    ['(FPCore (x) (let* a a))', 'expected (let ([name expression] ...) expression)'],
    ['(FPCore (x) (+ x 1/0))', 'has the denominator 0'],
    ['(FPCore (x) (+ x 1e999))', 'beyond the largest'],
    ['(FPCore (x) (digits 1 2))', 'does not have three integers'],
    ['(FPCore (x) (digits 1 99999 10))', 'beyond what is read'],
    ['(FPCore (x) "text")', 'a string is no expression'],
    ['(FPCore (x) "text', 'the string has no end'],
    ['(FPCore (x) (+ x 1)', 'column 1: the bracket is never closed'],
    ['(FPCore (x) (+ x 1])', "expected ')', found ']'"],
    ['(FPCore (x) x))', "')' closes no bracket"],
    ['(FPCore x)', 'expected the list of arguments'],
    ['FPCore', 'expected (FPCore (x) ...)'],
  ])('%s', (source, message) => {
    expect(() => parseFPCore(source, 'f64')).toThrow(ProgramSyntaxError);
    expect(() => parseFPCore(source, 'f64')).toThrow(message);
  });

  test('sizes are bounded', () => {
    const deep = (n: number): string => core('(- '.repeat(n) + 'x' + ')'.repeat(n));
    expect(parseFPCore(deep(190), 'f64').instructions).toHaveLength(190);
    expect(() => parseFPCore(deep(5000), 'f64')).toThrow('nested more than 200 deep');
    const wide = Array.from({ length: 300 }, (_, i) => `[a${i} (+ x ${i})]`).join(' ');
    expect(() => parseFPCore(core(`(let (${wide}) a0)`), 'f64')).toThrow(/more than 256/);
    expect(() => parseFPCore(core('x'.repeat(70_000)), 'f64')).toThrow('at most 65536 are read');
  });
});

describe('what a text is', () => {
  test('FPCore by its beginning', () => {
    expect(readProgram('\n ( FPCore (x) (* x x))', 'f64')).toEqual(parseProgram('y = x * x', 'f64'));
  });

  test('the text form otherwise', () => {
    expect(readProgram('y = (x + 1) * x', 'f64')).toEqual(parseProgram('y = (x + 1) * x', 'f64'));
    expect(readProgram('2', 'f64')).toEqual(parseProgram('2', 'f64'));
    expect(() => readProgram('(FPCoreX (x) x)', 'f64')).toThrow(ProgramSyntaxError);
  });
});
