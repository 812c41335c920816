/**
 * Reads the straight-line part of FPCore 2.0 (FPBench): one core of one argument, in which
 *
 *   expression = number | argument | name | (op expression ...) | (let ([name expression] ...) expression)
 *
 * op being + - * / sqrt fma or neg. `let` binds at once, `let*` one after the other. What the properties say
 * (:name, :precision, :pre, ...) is not looked at: the format in which the program is meant comes from elsewhere.
 */

import { isFiniteFormat } from '../numerics/format';
import type { Format } from '../numerics/format';
import { constantFromText } from './constant';
import { ProgramError, quoteForMessage } from './errors';
import { readDigits, readNumber } from './fpcore-number';
import { failAt } from './lex';
import type { Opcode } from './opcode';
import { INPUT } from './program';
import type { Constant, Operand, Program } from './program';
import { readSExpressions } from './s-expression';
import type { Atom, List, SExpression } from './s-expression';
import { ProgramWriter } from './writer';

const OPCODES: ReadonlyMap<string, Opcode> = new Map([
  ['+', 'add'],
  ['-', 'sub'],
  ['*', 'mul'],
  ['/', 'div'],
  ['fma', 'fma'],
  ['sqrt', 'sqrt'],
  ['neg', 'neg'],
]);

const READ = '+ - * / sqrt fma, let and let*';

/** Bindings in sight, the innermost first. */
interface Scope {
  readonly names: ReadonlyMap<string, Operand>;
  readonly outer: Scope | null;
}

class Reader {
  private readonly text: string;
  private readonly format: Format;
  private readonly writer = new ProgramWriter();

  constructor(text: string, format: Format) {
    this.text = text;
    this.format = format;
  }

  read(): Program {
    const cores = readSExpressions(this.text);
    const [core, another] = cores;
    if (core === undefined) return this.fail({ offset: 0 }, 'there is no FPCore in the text');
    if (another !== undefined) this.fail(another, 'there is more than one FPCore in the text');
    if (core.kind !== 'list' || !isAtom(core.items[0], 'FPCore')) {
      return this.fail(core, 'expected (FPCore (x) ...)');
    }
    const [, second, ...after] = core.items;
    // A name may come before the arguments.
    const named = second?.kind === 'atom';
    const args = named ? after.shift() : second;
    if (args?.kind !== 'list') return this.fail(args ?? core, 'expected the list of arguments, such as (x)');
    const [argument, surplus] = args.items;
    if (argument?.kind !== 'atom' || surplus !== undefined) {
      return this.fail(args, `a program has one argument; here there are ${args.items.length}`);
    }
    while (after[0]?.kind === 'atom' && after[0].text.startsWith(':')) after.splice(0, 2);
    const [body, rest] = after;
    if (body === undefined) return this.fail(core, 'the FPCore has no expression');
    if (rest !== undefined) this.fail(rest, 'the FPCore has more than one expression');
    return this.writer.finish(
      this.expression(body, { names: new Map([[argument.text, INPUT]]), outer: null }),
    );
  }

  private fail(at: { readonly offset: number }, reason: string): never {
    return failAt(this.text, at.offset, reason);
  }

  /** What `make` gives; its ProgramError, if it throws one, as that of a place in the text. */
  private placed<T>(at: SExpression, make: () => T): T {
    try {
      return make();
    } catch (error) {
      if (error instanceof ProgramError) return this.fail(at, error.message);
      throw error;
    }
  }

  // The nesting of the text bounds the recursion.
  private expression(node: SExpression, scope: Scope): Operand {
    if (node.kind === 'string') return this.fail(node, 'a string is no expression');
    if (node.kind === 'atom') return this.atom(node, scope);
    const [head, ...items] = node.items;
    if (head?.kind !== 'atom') return this.fail(node, `expected an operation; there are ${READ}`);
    if (head.text === 'let' || head.text === 'let*') {
      return this.bindings(node, items, scope, head.text === 'let*');
    }
    const number = this.compoundNumber(node, head, items);
    if (number !== undefined) return this.placed(node, () => this.writer.constant(number));
    return this.operation(node, head, items, scope);
  }

  private atom(node: Atom, scope: Scope): Operand {
    const { text } = node;
    for (let s: Scope | null = scope; s !== null; s = s.outer) {
      const known = s.names.get(text);
      if (known !== undefined) return known;
    }
    const constant = this.placed(node, () => this.number(text));
    if (constant === undefined) {
      return this.fail(node, `unknown name ${quoteForMessage(text)}; other constants are written as numbers`);
    }
    return this.placed(node, () => this.writer.constant(constant));
  }

  private number(text: string): Constant | undefined {
    const special = { INFINITY: 'inf', NAN: 'nan' }[text];
    if (special !== undefined && isFiniteFormat(this.format)) return constantFromText(special, this.format);
    return readNumber(text, this.format);
  }

  /** `(digits m e b)`, and a number with a minus sign before it: both are one constant. */
  private compoundNumber(node: List, head: Atom, items: readonly SExpression[]): Constant | undefined {
    if (head.text === 'digits') {
      const parts = items.map((item) => (item.kind === 'atom' ? item.text : ''));
      return this.placed(node, () => readDigits(parts, this.format));
    }
    const [only, second] = items;
    if (head.text !== '-' || second !== undefined || only?.kind !== 'atom') return undefined;
    if (only.text === 'INFINITY' && isFiniteFormat(this.format)) return constantFromText('-inf', this.format);
    return /^[0-9.]/.test(only.text)
      ? this.placed(node, () => readNumber(`-${only.text}`, this.format))
      : undefined;
  }

  private operation(node: List, head: Atom, items: readonly SExpression[], scope: Scope): Operand {
    const opcode = head.text === '-' && items.length === 1 ? 'neg' : OPCODES.get(head.text);
    if (opcode === undefined) {
      return this.fail(
        head,
        `the operation ${quoteForMessage(head.text)} cannot be part of a program; there are ${READ}`,
      );
    }
    const arity = opcode === 'fma' ? 3 : opcode === 'neg' || opcode === 'sqrt' ? 1 : 2;
    if (items.length !== arity) {
      const operands = arity === 1 ? 'operand' : 'operands';
      this.fail(node, `${head.text} takes ${arity} ${operands}, not ${items.length}`);
    }
    const operands = items.map((item) => this.expression(item, scope));
    return this.placed(node, () => this.writer.emit(opcode, operands));
  }

  private bindings(node: List, items: readonly SExpression[], outer: Scope, sequential: boolean): Operand {
    const [list, body, surplus] = items;
    if (list?.kind !== 'list' || body === undefined || surplus !== undefined) {
      return this.fail(node, 'expected (let ([name expression] ...) expression)');
    }
    const names = new Map<string, Operand>();
    let scope = outer;
    for (const binding of list.items) {
      const [name, value, more] = binding.kind === 'list' ? binding.items : [];
      if (name?.kind !== 'atom' || value === undefined || more !== undefined) {
        return this.fail(binding, 'expected a binding, [name expression]');
      }
      const operand = this.expression(value, scope);
      if (sequential) scope = { names: new Map([[name.text, operand]]), outer: scope };
      else if (names.has(name.text)) this.fail(name, `${quoteForMessage(name.text)} is bound twice`);
      else names.set(name.text, operand);
    }
    return this.expression(body, sequential ? scope : { names, outer });
  }
}

function isAtom(node: SExpression | undefined, text: string): boolean {
  return node?.kind === 'atom' && node.text === text;
}

/** Whether the text is meant as FPCore: it begins, after comments, with an opening bracket and the word. */
export function isFPCore(text: string): boolean {
  return /^(?:\s|;[^\n\r]*[\n\r])*[([]\s*FPCore\b/.test(text);
}

/**
 * The program of a text with one FPCore, its numbers read in the format as `parseProgram` does: exactly for `real`,
 * where a rational must have a finite decimal, rounded once for a finite format. Bounded in length, nesting,
 * instructions and constants. Throws ProgramSyntaxError with line and column.
 */
export function parseFPCore(text: string, format: Format): Program {
  return new Reader(text, format).read();
}
