/**
 * Reads the text form of a program.
 *
 *   program     = statement { (";" | line end) statement }
 *   statement   = [ name "=" expression ] , or one expression alone
 *   expression  = term { ("+" | "-") term }
 *   term        = unary { ("*" | "/") unary }
 *   unary       = "-" number | "-" unary | primary
 *   primary     = number | name | opcode "(" expression { "," expression } ")" | "(" expression ")"
 *
 * `x` is the input. Every name is assigned once. The result is the value of `y`, or of the last assignment. A
 * minus sign directly before a number belongs to the number; any other is a `neg` instruction. Equal constants
 * (the same bits, or the same decimal number) become one constant. What follows the result is dropped.
 */

import type { Format } from '../numerics/format';
import { constantFromText } from './constant';
import { ProgramError, quoteForMessage } from './errors';
import { failAt, tokenize } from './lex';
import type { Token } from './lex';
import { isOpcode, OPCODE, OPCODES } from './opcode';
import type { Opcode } from './opcode';
import { INPUT } from './program';
import type { Operand, Program } from './program';
import { ProgramWriter } from './writer';

export { ProgramSyntaxError } from './errors';

/** Parentheses, calls and signs may be nested this deep. */
export const MAX_NESTING = 200;

const OPERATIONS = `the operations are + - * / and ${OPCODES.join(', ')}`;

class Parser {
  private readonly text: string;
  private readonly format: Format;
  private readonly tokens: readonly Token[];
  private next = 0;
  private depth = 0;
  private readonly names = new Map<string, Operand>();
  private readonly writer = new ProgramWriter();

  constructor(text: string, format: Format) {
    this.text = text;
    this.format = format;
    this.tokens = tokenize(text);
  }

  parse(): Program {
    let result: Operand | null = null;
    let lone: Token | null = null;
    for (;;) {
      while (this.token().kind === 'separator') this.next++;
      const first = this.token();
      if (first.kind === 'end') break;
      if (lone !== null || (result !== null && !this.isAssignment())) {
        this.fail('an expression without a name can only be the whole program', lone ?? first);
      }
      if (this.isAssignment()) {
        result = this.assignment();
      } else {
        lone = first;
        result = this.expression();
      }
      const after = this.token();
      if (after.kind !== 'separator' && after.kind !== 'end') {
        this.fail(`expected an operator, ';' or the end of the line, found ${describe(after)}`, after);
      }
    }
    if (result === null)
      return failAt(this.text, 0, 'the program is empty: expected an assignment such as y = x');
    return this.writer.finish(this.names.get('y') ?? result);
  }

  private token(ahead = 0): Token {
    const token = this.tokens[Math.min(this.next + ahead, this.tokens.length - 1)];
    if (token === undefined) throw new RangeError('a token list always ends with an end token');
    return token;
  }

  private fail(reason: string, at: Token): never {
    return failAt(this.text, at.offset, reason);
  }

  private accept(symbols: string): Token | null {
    const token = this.token();
    if (token.kind !== 'symbol' || !symbols.includes(token.text)) return null;
    this.next++;
    return token;
  }

  private isAssignment(): boolean {
    const equals = this.token(1);
    return this.token().kind === 'name' && equals.kind === 'symbol' && equals.text === '=';
  }

  private assignment(): Operand {
    const name = this.token();
    const quoted = quoteForMessage(name.text);
    if (name.text === 'x') this.fail(`${quoted} is the input and cannot be assigned`, name);
    if (isOpcode(name.text)) this.fail(`${quoted} is an operation and cannot be assigned`, name);
    if (this.names.has(name.text)) {
      this.fail(`${quoted} is assigned a second time; every name is assigned once`, name);
    }
    this.next += 2;
    const operand = this.expression();
    this.names.set(name.text, operand);
    return operand;
  }

  private enter(at: Token): void {
    if (++this.depth > MAX_NESTING) this.fail(`the expression is nested more than ${MAX_NESTING} deep`, at);
  }

  private expression(): Operand {
    let left = this.term();
    for (let symbol = this.accept('+-'); symbol !== null; symbol = this.accept('+-')) {
      left = this.emit(symbol.text === '+' ? 'add' : 'sub', [left, this.term()], symbol);
    }
    return left;
  }

  private term(): Operand {
    let left = this.unary();
    for (let symbol = this.accept('*/'); symbol !== null; symbol = this.accept('*/')) {
      left = this.emit(symbol.text === '*' ? 'mul' : 'div', [left, this.unary()], symbol);
    }
    return left;
  }

  private unary(): Operand {
    const minus = this.accept('-');
    if (minus === null) return this.primary();
    if (this.token().kind === 'number') return this.number('-');
    this.enter(minus);
    const operand = this.unary();
    this.depth--;
    return this.emit('neg', [operand], minus);
  }

  private primary(): Operand {
    const token = this.token();
    if (token.kind === 'number') return this.number('');
    if (token.kind === 'name') {
      this.next++;
      const open = this.accept('(');
      return open === null ? this.lookUp(token) : this.call(token);
    }
    if (this.accept('(') === null) {
      this.fail(`expected a number, a name, an operation or '(', found ${describe(token)}`, token);
    }
    this.enter(token);
    const operand = this.expression();
    this.depth--;
    this.close();
    return operand;
  }

  private close(): void {
    const token = this.token();
    if (this.accept(')') === null) this.fail(`expected an operator or ')', found ${describe(token)}`, token);
  }

  private lookUp(name: Token): Operand {
    if (name.text === 'x') return INPUT;
    const known = this.names.get(name.text);
    if (known !== undefined) return known;
    const quoted = quoteForMessage(name.text);
    if (isOpcode(name.text)) this.fail(`the operation ${quoted} needs its operands in parentheses`, name);
    return this.fail(`unknown name ${quoted}; it must be assigned before it is used`, name);
  }

  private call(name: Token): Operand {
    const opcode = name.text;
    if (!isOpcode(opcode))
      return this.fail(`unknown operation ${quoteForMessage(opcode)}; ${OPERATIONS}`, name);
    this.enter(name);
    const operands: Operand[] = [];
    do {
      operands.push(this.expression());
    } while (operands.length <= 3 && this.accept(',') !== null);
    this.depth--;
    const { arity } = OPCODE[opcode];
    if (operands.length !== arity) {
      const given = operands.length > 3 ? 'more' : String(operands.length);
      this.fail(`${opcode} takes ${arity} ${arity === 1 ? 'operand' : 'operands'}, not ${given}`, name);
    }
    this.close();
    return this.emit(opcode, operands, name);
  }

  private number(sign: '' | '-'): Operand {
    const token = this.token();
    this.next++;
    return this.placed(token, () => this.writer.constant(constantFromText(sign + token.text, this.format)));
  }

  private emit(opcode: Opcode, operands: readonly Operand[], at: Token): Operand {
    return this.placed(at, () => this.writer.emit(opcode, operands));
  }

  /** What `make` gives; its ProgramError, if it throws one, as that of a place in the text. */
  private placed(at: Token, make: () => Operand): Operand {
    try {
      return make();
    } catch (error) {
      if (error instanceof ProgramError) return this.fail(error.message, at);
      throw error;
    }
  }
}

function describe(token: Token): string {
  if (token.kind === 'end') return token.text;
  return token.kind === 'separator' && token.text !== ';' ? token.text : quoteForMessage(token.text);
}

/**
 * The program a text stands for, its constants read in the format: exactly for `real`, rounded once to nearest
 * even for a finite format (a number beyond the format's largest is an error). In a finite format `inf`, `nan`
 * and `nan:0x` with the 16 hexadecimal digits of a binary64 NaN are numbers too. The text is bounded in length,
 * nesting, instructions and constants, and read in linear time. Throws ProgramSyntaxError with line and column.
 */
export function parseProgram(text: string, format: Format): Program {
  return new Parser(text, format).parse();
}
