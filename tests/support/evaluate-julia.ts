/**
 * A strict reader of the Julia that is emitted, and of nothing else, for machines without Julia: it takes the scalar
 * function apart, checks that no operation mixes types (Julia would promote), and evaluates it with the arithmetic
 * that Julia documents. It shares no code with the emitter.
 */

import { fmaToFormat } from '../../src/numerics/fma';
import { exactToFormat, parseNumber } from '../../src/numerics/number-text';
import { roundToFormat } from '../../src/numerics/rounding';

type JuliaType = 'Float64' | 'Float32' | 'Float16';

const FORMATS = { Float64: 'f64', Float32: 'f32', Float16: 'f16' } as const;

type Evaluate = (values: readonly number[]) => number;

interface Typed {
  readonly type: JuliaType;
  readonly evaluate: Evaluate;
}

const TOKEN = /\s*(?:(0x[0-9a-f]+(?:\.[0-9a-f]+)?p-?[0-9]+)|([A-Za-z_][A-Za-z0-9_]*)|([-+*/(),]))/y;

class ExpressionReader {
  readonly #tokens: string[] = [];
  #next = 0;
  readonly #names: ReadonlyMap<string, number>;
  readonly #type: JuliaType;

  constructor(text: string, names: ReadonlyMap<string, number>, type: JuliaType) {
    this.#names = names;
    this.#type = type;
    for (let offset = 0; offset < text.length; offset = TOKEN.lastIndex) {
      TOKEN.lastIndex = offset;
      const match = TOKEN.exec(text);
      if (match === null) throw new SyntaxError(`no Julia that is emitted: ${text.slice(offset)}`);
      this.#tokens.push(match[0].trim());
    }
  }

  read(): Typed {
    const value = this.#sum();
    if (this.#next < this.#tokens.length)
      throw new SyntaxError(`unexpected ${this.#tokens[this.#next] ?? ''}`);
    return value;
  }

  #accept(...texts: string[]): string | undefined {
    const token = this.#tokens[this.#next];
    if (token === undefined || !texts.includes(token)) return undefined;
    this.#next++;
    return token;
  }

  #expect(text: string): void {
    if (this.#accept(text) === undefined) throw new SyntaxError(`expected ${text}`);
  }

  #apply(operands: readonly Typed[], operation: (...values: number[]) => number): Typed {
    for (const { type } of operands) {
      if (type !== this.#type) throw new TypeError(`Julia would promote ${type}`);
    }
    const evaluations = operands.map(({ evaluate }) => evaluate);
    return { type: this.#type, evaluate: (values) => operation(...evaluations.map((e) => e(values))) };
  }

  #rounded(operation: (...values: number[]) => number): (...values: number[]) => number {
    const format = FORMATS[this.#type];
    return (...values) => roundToFormat(operation(...values), format);
  }

  #sum(): Typed {
    let left = this.#product();
    for (let sign = this.#accept('+', '-'); sign !== undefined; sign = this.#accept('+', '-')) {
      left = this.#apply(
        [left, this.#product()],
        this.#rounded(sign === '+' ? (a = 0, b = 0) => a + b : (a = 0, b = 0) => a - b),
      );
    }
    return left;
  }

  #product(): Typed {
    let left = this.#unary();
    for (let sign = this.#accept('*', '/'); sign !== undefined; sign = this.#accept('*', '/')) {
      left = this.#apply(
        [left, this.#unary()],
        this.#rounded(sign === '*' ? (a = 0, b = 0) => a * b : (a = 0, b = 0) => a / b),
      );
    }
    return left;
  }

  #unary(): Typed {
    if (this.#accept('-') === undefined) return this.#primary();
    const { type, evaluate } = this.#unary();
    return { type, evaluate: (values) => -evaluate(values) };
  }

  #arguments(count: number): Typed[] {
    this.#expect('(');
    const list = [this.#sum()];
    while (this.#accept(',') !== undefined) list.push(this.#sum());
    this.#expect(')');
    if (list.length !== count) throw new SyntaxError(`${list.length} arguments instead of ${count}`);
    return list;
  }

  #primary(): Typed {
    if (this.#accept('(') !== undefined) {
      const inner = this.#sum();
      this.#expect(')');
      return inner;
    }
    const token = this.#tokens[this.#next++] ?? '';
    if (token.startsWith('0x')) {
      const value = exactToFormat(parseNumber(token), 'f64');
      return { type: 'Float64', evaluate: () => value };
    }
    if (token === 'Inf' || token === 'NaN') {
      const value = token === 'Inf' ? Infinity : NaN;
      return { type: 'Float64', evaluate: () => value };
    }
    if (token === 'Float32' || token === 'Float16') {
      const [number] = this.#arguments(1);
      if (number?.type !== 'Float64') throw new TypeError('only Float64 is converted');
      const value = number.evaluate([]);
      if (!Object.is(roundToFormat(value, FORMATS[token]), value))
        throw new RangeError(`${value} is no ${token}`);
      return { type: token, evaluate: () => value };
    }
    if (token === 'fma') {
      const format = FORMATS[this.#type];
      return this.#apply(this.#arguments(3), (a = 0, b = 0, c = 0) => fmaToFormat(a, b, c, format));
    }
    if (token === '_sqrt') {
      return this.#apply(
        this.#arguments(1),
        this.#rounded((a = 0) => (a < 0 ? NaN : Math.sqrt(a))),
      );
    }
    const place = this.#names.get(token);
    if (place === undefined) throw new ReferenceError(`unknown name ${token}`);
    return { type: this.#type, evaluate: (values) => values[place] ?? NaN };
  }
}

/** What may follow the scalar function: the form for arrays, and a square root without exceptions. */
const AFTERWARDS =
  /^\nfunction ([a-z]\w*)!\(ys::AbstractArray\{(Float(?:64|32|16))\}, xs::AbstractArray\{\2\}\)\n {4}ys \.= \1\.\(xs\)\n {4}return ys\nend\n(?:\n# [^\n]*\n_sqrt\(a\) = a < zero\(a\) \? oftype\(a, NaN\) : sqrt\(a\)\n)?$/;

/** The name and type of the form for arrays. SyntaxError where anything else follows the scalar function. */
export function arrayFormOfJulia(code: string): { readonly name: string; readonly type: string } {
  const [, name, type] = AFTERWARDS.exec(code.slice(code.indexOf('\nend\n') + 5)) ?? [];
  if (name === undefined || type === undefined)
    throw new SyntaxError('something else than the form for arrays');
  return { name, type };
}

/** A row of an emitted test: encodings of argument and value. */
export interface JuliaTestRow {
  readonly x: bigint;
  readonly expected: bigint;
}

/** The rows of an emitted test. SyntaxError where it is not the test of that function in that file, line by line. */
export function readJuliaTest(code: string, name: string, fileName: string, type: string): JuliaTestRow[] {
  const [head = '', body = ''] = code.split('\nconst POINTS = [\n');
  const [table = '', tail = ''] = body.split('\n]\n');
  const beginning = `using Test\n\ninclude("${fileName}")\n`;
  const ending = `
@testset "${name}" begin
    for (x, expected) in POINTS
        # === tells zeros apart, and isequal takes all NaN for one.
        @test isequal(${name}(reinterpret(${type}, x)), reinterpret(${type}, expected))
    end
end
`;
  if (!/^# [^\n]*\n/.test(head) || head.slice(head.indexOf('\n') + 1) !== beginning)
    throw new SyntaxError(`no beginning of a test: ${head}`);
  if (tail !== ending) throw new SyntaxError(`no end of a test: ${tail}`);
  return table.split('\n').map((line) => {
    const [, x, expected] = /^ {4}\((0x[0-9a-f]+), (0x[0-9a-f]+)\),$/.exec(line) ?? [];
    // The width of a literal is its type: reinterpret refuses another than the format's.
    const digits = { Float64: 16, Float32: 8, Float16: 4 }[type];
    if (
      x === undefined ||
      expected === undefined ||
      x.length - 2 !== digits ||
      expected.length - 2 !== digits
    )
      throw new SyntaxError(`no row: ${line}`);
    return { x: BigInt(x), expected: BigInt(expected) };
  });
}

/** The scalar function of a snippet. Errors for whatever is not exactly as it should be. */
export function evaluateJulia(code: string): (x: number) => number {
  const docstring = /^"""\n(?:[^"\\$]|\\["\\$])*\n"""\n/.exec(code);
  if (docstring === null) throw new SyntaxError('no docstring');
  const [head = '', ...lines] = code.slice(docstring[0].length).split('\n');
  const signature = /^function ([a-z][A-Za-z0-9_]*)\(x::(Float(?:64|32|16))\)::(Float(?:64|32|16))$/.exec(
    head,
  );
  if (signature === null || signature[2] !== signature[3]) throw new SyntaxError(`no signature: ${head}`);
  const type = signature[2] as JuliaType;
  const names = new Map([['x', 0]]);
  const steps: Evaluate[] = [];
  for (const [index, line] of lines.entries()) {
    const match = /^ {4}(?:return|([A-Za-z][A-Za-z0-9_]*) =) ([^#]+?)(?: # .*)?$/.exec(line);
    if (match === null) throw new SyntaxError(`no statement: ${line}`);
    const value = new ExpressionReader(match[2] ?? '', names, type).read();
    if (value.type !== type) throw new TypeError(`a ${value.type} in a function of ${type}`);
    steps.push(value.evaluate);
    if (match[1] === undefined) {
      if (lines[index + 1] !== 'end') throw new SyntaxError('no end');
      break;
    }
    names.set(match[1], steps.length);
  }
  return (x) => {
    const values = [x];
    for (const step of steps) values.push(step(values));
    return values.at(-1) ?? NaN;
  };
}
