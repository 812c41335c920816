import { describe, expect, test } from 'vitest';
import type { Body, Dialect } from '../../../src/codegen/expression';
import { renderBody } from '../../../src/codegen/expression';
import { NameScope } from '../../../src/codegen/identifier';
import { constantToNumber } from '../../../src/program/constant';
import { parseProgram } from '../../../src/program/parse';
import type { Program } from '../../../src/program/program';

const PLAIN: Dialect = {
  literal: String,
  sqrt: (a) => `sqrt(${a})`,
  fma: (a, b, c) => `fma(${a}, ${b}, ${c})`,
  inlineWidth: 60,
};

function render(text: string, dialect: Dialect = PLAIN): Body {
  return renderProgram(parseProgram(text, 'f64'), dialect);
}

function renderProgram(program: Program, dialect: Dialect): Body {
  return renderBody(program, program.constants.map(constantToNumber), dialect, new NameScope(['x']), 'x');
}

/** The body as one text, one statement a line. */
function lines(body: Body): string[] {
  return [
    ...body.statements.map(({ name, expression }) => `${name} = ${expression}`),
    body.result.expression,
  ];
}

describe('parentheses', () => {
  test.each([
    'x + x * 2',
    '(x + 1) * (x + 2)',
    'x - (x - 1)',
    'x - (x + 1)',
    'x - x - 1',
    'x / (x / 2)',
    'x / (x * 2)',
    'x / 2 / x',
    'x * (x / 2)',
    '2 / (3 - x) + 0.5',
    'x * (-x)',
    '-x * x',
    '-(x + 1)',
    '-(-x)',
    'x - (-x)',
    'sqrt(x + 1)',
    'fma(x, x + 1, 2 * x)',
  ])('%s', (text) => {
    expect(lines(render(`y = ${text}`))).toEqual([text]);
  });
});

describe('negative constants', () => {
  test.each([
    ['x + -2', 'x - 2'],
    ['x - -2', 'x + 2'],
    ['-2 + x', 'x - 2'],
    ['-2 - x', '-2 - x'],
    ['-2 * x', '-2 * x'],
    ['x * -2', 'x * (-2)'],
    ['x / -2', 'x / (-2)'],
    ['x + -0', 'x - 0'],
    ['x * x + -2', 'x * x - 2'],
    ['x - (x + -2)', 'x - (x - 2)'],
  ])('%s is written %s', (text, expected) => {
    expect(lines(render(`y = ${text}`))).toEqual([expected]);
  });
});

test('values used twice and constants used twice get names', () => {
  expect(lines(render('u = x + 2 / x; y = u * u + 2'))).toEqual([
    'c0 = 2',
    't0 = x + c0 / x',
    't0 * t0 + c0',
  ]);
});

test('with an inline width of 0 every operation has its line, rounded', () => {
  const dialect: Dialect = { ...PLAIN, inlineWidth: 0, enclose: (e) => `round(${e})` };
  expect(lines(render('y = -(x * 3) / (x + -1)', dialect))).toEqual([
    't0 = round(x * 3)',
    't1 = -t0',
    't2 = round(x - 1)',
    'round(t1 / t2)',
  ]);
});

test('long expressions are divided', () => {
  const body = render(`y = ${'x * (x + 0.123456789) - '.repeat(8)}1`);
  expect(body.statements.length).toBeGreaterThan(1);
  for (const { expression } of body.statements) expect(expression.length).toBeLessThan(200);
});

test('dead instructions and unused constants are left out', () => {
  const program: Program = {
    instructions: [
      { opcode: 'mul', operands: [-1, -2] },
      { opcode: 'add', operands: [-1, -3] },
    ],
    constants: parseProgram('y = x * 7 + 5', 'f64').constants,
    constantCount: 2,
    result: 1,
  };
  expect(lines(renderProgram(program, PLAIN))).toEqual(['x + 5']);
});

test('a program without instructions', () => {
  expect(lines(render('y = x'))).toEqual(['x']);
  expect(lines(render('y = 2'))).toEqual(['2']);
});

test('each statement tells which constants it writes', () => {
  const { result } = render('y = 5 / (x + -7)');
  expect(result.constants.map((index) => parseProgram('y = 5 / (x + -7)', 'f64').constants[index])).toEqual(
    [5, -7].map((value) => parseProgram(`y = ${value}`, 'f64').constants[0]),
  );
});
