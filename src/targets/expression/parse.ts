/**
 * Reads custom expressions.
 *
 *   text        = sum { ";" name "=" [ "-" ] number }
 *   sum         = product { ("+" | "-") product }
 *   product     = unary { ("*" | "/") unary }
 *   unary       = "-" unary | power
 *   power       = primary [ "^" exponent ]
 *   exponent    = "-" exponent | power
 *   primary     = number | "x" | "pi" | "e" | parameter | "(" sum ")" | function "(" sum { "," sum } ")"
 *
 * So powers bind tighter than a minus sign before them and group from the right. Numbers are decimal and kept
 * exactly. Functions are those of the catalogue with one argument (Ai and ln, say, by those names too), abs(a), min(a, b) and max(a, b). A parameter is
 * a name that stands for a number given after the expression, as in `x^3*exp(-a*x); a=0.5`.
 */

import { NumberSyntaxError, parseNumber } from '../../numerics/number-text';
import { CATALOGUE, findFunction, findFunctionByName } from '../catalogue';
import { nearestNames, someOf } from '../near-names';
import { integerValue } from '../rational-values';
import { exactConstant } from './exact';
import { failAt, type Token, tokenize } from './lex';
import { type BinaryKind, type Expression, MAX_INTEGER_EXPONENT } from './tree';

/** Parentheses, calls, signs and exponents may be nested this deep. */
export const MAX_NESTING = 100;
/** Most operations, numbers, names and calls of an expression. */
export const MAX_NODES = 500;
const MAX_QUOTED = 24;

const X: Expression = { kind: 'x' };

class Parser {
  private readonly tokens: readonly Token[];
  private next = 0;
  private depth = 0;
  private nodes = 0;
  private readonly parameters: ReadonlyMap<string, Expression>;
  private readonly used = new Set<string>();

  constructor(text: string) {
    const tokens = tokenize(text);
    const first = tokens.findIndex(({ kind, text: symbol }) => kind === 'symbol' && symbol === ';');
    if (first < 0) {
      this.tokens = tokens;
      this.parameters = new Map();
    } else {
      const semicolon = tokens[first] ?? END;
      this.tokens = [...tokens.slice(0, first), { ...semicolon, kind: 'end' }];
      this.parameters = readParameters(tokens.slice(first));
    }
  }

  parse(): Expression {
    const expression = this.sum();
    const after = this.token();
    if (after.kind !== 'end') {
      const product = after.kind !== 'symbol' || after.text === '(';
      const hint = product ? '; a product is written with *' : '';
      failAt(after.column, `expected an operator, found ${describe(after)}${hint}`);
    }
    for (const [name] of this.parameters) {
      if (!this.used.has(name)) {
        failAt(after.column, `the parameter ${quote(name)} is given a value but not used`);
      }
    }
    return expression;
  }

  private token(): Token {
    return this.tokens[this.next] ?? END;
  }

  private accept(symbols: string): Token | null {
    const token = this.token();
    if (token.kind !== 'symbol' || !symbols.includes(token.text)) return null;
    this.next++;
    return token;
  }

  private node(expression: Expression, at: Token): Expression {
    if (++this.nodes > MAX_NODES) failAt(at.column, `the expression has more than ${MAX_NODES} parts`);
    return expression;
  }

  private nested(at: Token, read: () => Expression): Expression {
    if (++this.depth > MAX_NESTING)
      failAt(at.column, `the expression is nested more than ${MAX_NESTING} deep`);
    const expression = read();
    this.depth--;
    return expression;
  }

  private sum(): Expression {
    let left = this.product();
    for (let at = this.accept('+-'); at !== null; at = this.accept('+-')) {
      left = this.binary(at.text === '+' ? 'add' : 'subtract', left, this.product(), at);
    }
    return left;
  }

  private product(): Expression {
    let left = this.unary();
    for (let at = this.accept('*/'); at !== null; at = this.accept('*/')) {
      const second = this.token();
      if (at.text === '*' && second.text === '*') failAt(at.column, 'a power is written with ^, not with **');
      left = this.binary(at.text === '*' ? 'multiply' : 'divide', left, this.unary(), at);
    }
    return left;
  }

  private binary(kind: BinaryKind, left: Expression, right: Expression, at: Token): Expression {
    return this.node({ kind, left, right, column: at.column }, at);
  }

  private unary(): Expression {
    const minus = this.accept('-');
    if (minus === null) return this.power();
    return this.node({ kind: 'negate', of: this.nested(minus, () => this.unary()) }, minus);
  }

  private power(): Expression {
    const left = this.primary();
    const at = this.accept('^');
    if (at === null) return left;
    const right = this.nested(at, () => this.exponent());
    if (left.kind === 'constant' && left.id === 'e') {
      const entry = findFunction('exp');
      if (entry !== undefined) return this.node({ kind: 'call', entry, of: right, column: at.column }, at);
    }
    const constant = exactConstant(right);
    const integer = constant === undefined ? undefined : integerValue(constant);
    if (integer === undefined) return this.node({ kind: 'power', left, right, column: at.column }, at);
    if (integer > MAX_INTEGER_EXPONENT || integer < -MAX_INTEGER_EXPONENT) {
      failAt(at.column, `a whole exponent lies between -${MAX_INTEGER_EXPONENT} and ${MAX_INTEGER_EXPONENT}`);
    }
    return this.node({ kind: 'power', left, right, integer: Number(integer), column: at.column }, at);
  }

  private exponent(): Expression {
    const minus = this.accept('-');
    if (minus === null) return this.power();
    return this.node({ kind: 'negate', of: this.nested(minus, () => this.exponent()) }, minus);
  }

  private primary(): Expression {
    const token = this.token();
    if (token.kind === 'number') {
      this.next++;
      return this.node({ kind: 'number', value: readNumber(token) }, token);
    }
    if (token.kind === 'name') {
      this.next++;
      return this.accept('(') === null ? this.node(this.lookUp(token), token) : this.call(token);
    }
    if (this.accept('(') === null) {
      failAt(token.column, `expected a number, x, a function or '(', found ${describe(token)}`);
    }
    const inner = this.nested(token, () => this.sum());
    this.close();
    return inner;
  }

  private close(): void {
    const token = this.token();
    if (this.accept(')') === null) {
      failAt(token.column, `expected an operator or ')', found ${describe(token)}`);
    }
  }

  private lookUp(token: Token): Expression {
    const name = token.text;
    if (name === 'x') return X;
    if (name === 'pi' || name === 'e') return { kind: 'constant', id: name };
    const parameter = this.parameters.get(name);
    if (parameter !== undefined) {
      this.used.add(name);
      return parameter;
    }
    if (isFunction(name)) failAt(token.column, `the function '${name}' needs an argument: ${name}(...)`);
    const near = nearestNames(name, ['pi', ...this.parameters.keys()]);
    const hint =
      near.length > 0
        ? `did you mean ${list(near)}?`
        : `the input is x; the value of a parameter is given at the end, as in '; ${shorten(name)}=0.5'`;
    return failAt(token.column, `unknown name ${quote(name)}; ${hint}`);
  }

  private call(token: Token): Expression {
    const name = token.text;
    if (!isFunction(name)) {
      const known = name === 'x' || name === 'pi' || name === 'e' || this.parameters.has(name);
      if (known) failAt(token.column, `${quote(name)} is no function; a product is written with *`);
      const near = nearestNames(name, functionNames());
      const hint = near.length > 0 ? `did you mean ${list(near)}?` : `known are ${someOf(functionNames())}`;
      failAt(token.column, `unknown function ${quote(name)}; ${hint}`);
    }
    const wanted = name === 'min' || name === 'max' ? 2 : 1;
    const values: Expression[] = [];
    do {
      values.push(this.nested(token, () => this.sum()));
    } while (this.accept(',') !== null);
    this.close();
    const [first = X, second = X] = values;
    if (values.length !== wanted) {
      failAt(token.column, `'${name}' takes ${wanted === 1 ? 'one argument' : 'two arguments'}`);
    }
    if (name === 'min' || name === 'max') return this.binary(name, first, second, token);
    const entry = findFunctionByName(name);
    if (entry === undefined) return this.node({ kind: 'abs', of: first }, token);
    return this.node({ kind: 'call', entry, of: first, column: token.column }, token);
  }
}

const END: Token = { kind: 'end', text: '', column: 1 };
const OWN_FUNCTIONS = ['abs', 'min', 'max'];

function functionNames(): string[] {
  return [...CATALOGUE.map(({ id }) => id), ...OWN_FUNCTIONS];
}

function isFunction(name: string): boolean {
  return OWN_FUNCTIONS.includes(name) || findFunctionByName(name) !== undefined;
}

/** The definitions from the first semicolon on. */
function readParameters(tokens: readonly Token[]): Map<string, Expression> {
  const parameters = new Map<string, Expression>();
  let next = 0;
  const take = (): Token => tokens[next++] ?? END;
  for (let separator = take(); separator.kind !== 'end'; separator = take()) {
    if (separator.text !== ';') {
      failAt(separator.column, `expected ';' between the values of parameters, found ${describe(separator)}`);
    }
    const name = take();
    if (name.kind !== 'name') {
      failAt(name.column, `expected a parameter such as a=0.5 after ';', found ${describe(name)}`);
    }
    if (['x', 'pi', 'e'].includes(name.text) || isFunction(name.text)) {
      failAt(name.column, `${quote(name.text)} has a meaning already and cannot be a parameter`);
    }
    if (parameters.has(name.text)) failAt(name.column, `the parameter ${quote(name.text)} is given twice`);
    const equals = take();
    if (equals.text !== '=') failAt(equals.column, `expected '=', found ${describe(equals)}`);
    let value = take();
    const negative = value.text === '-';
    if (negative) value = take();
    if (value.kind !== 'number') {
      failAt(value.column, `the value of a parameter is a number, found ${describe(value)}`);
    }
    const number = readNumber(value);
    parameters.set(name.text, { kind: 'number', value: negative ? { ...number, sign: -1 } : number });
  }
  return parameters;
}

function readNumber({ text, column }: Token): ReturnType<typeof parseNumber> {
  try {
    return parseNumber(text);
  } catch (error) {
    if (error instanceof NumberSyntaxError) failAt(column, error.message);
    throw error;
  }
}

function describe({ kind, text }: Token): string {
  return kind === 'end' ? 'the end of the expression' : quote(text);
}

function shorten(name: string): string {
  return name.length > MAX_QUOTED ? `${name.slice(0, MAX_QUOTED)}...` : name;
}

function quote(name: string): string {
  return `'${shorten(name)}'`;
}

function list(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

/**
 * The tree of an expression. Linear time; the text is bounded in length, nesting and parts. TargetError with the
 * column of what is wrong.
 */
export function parseExpression(text: string): Expression {
  return new Parser(text).parse();
}
