/**
 * One structure for the many that compute the same functions. To what search/simplify.ts does come identities that move
 * constants about without an operation more: scalings and added constants go outwards, terms with a common factor are
 * collected, what is added and subtracted again is dropped. Where one structure is a special case of another of no more
 * operations, such as u * v + u of u * (v + c), the other takes its place.
 *
 * Values stay the same up to rounding wherever both sides are finite; the number of operations never grows. A value that
 * other instructions use as well is not taken apart, for then it would have to be computed besides.
 */

import type { Opcode } from '../program/opcode';
import { INPUT, constantIndex, isConstantOperand, type Operand } from '../program/program';
import { addConstant, genomeOf, insertInstruction, type Genome } from './genome';
import { simplify, type Candidate } from './simplify';

/**
 * The normal form of a program, with no opcode beyond those allowed (which those of the genome must be); null if it met a
 * constant that is not finite.
 */
export function normalForm(genome: Genome, allowed: ReadonlySet<Opcode>): Candidate | null {
  let candidate = simplify(genome, allowed);
  while (candidate !== null) {
    const rewritten = rewriteOnce(candidate, allowed);
    if (rewritten === null) return candidate;
    candidate = simplify(rewritten, allowed);
  }
  return null;
}

/** A value to be computed: an operand, a number, or an operation on two values. */
type Term =
  { readonly value: Operand } | { readonly number: number } | readonly [opcode: Opcode, a: Term, b: Term];

/** Applies the first rule that matches an instruction; null where none does. */
function rewriteOnce({ structure, constants }: Candidate, allowed: ReadonlySet<Opcode>): Genome | null {
  const matcher = new Matcher(genomeOf(structure, constants));
  for (let i = 0; i < matcher.genome.instructions.length; i++) {
    for (const term of matcher.rewritings(i)) {
      if (isAllowed(term, allowed)) return replaced(matcher.genome, i, term);
    }
  }
  return null;
}

function isAllowed(term: Term, allowed: ReadonlySet<Opcode>): boolean {
  if ('value' in term || 'number' in term) return true;
  const [opcode, a, b] = term;
  return allowed.has(opcode) && isAllowed(a, allowed) && isAllowed(b, allowed);
}

/** The genome with the term in the place of instruction i; what that leaves without a use is dead code. */
function replaced(genome: Genome, i: number, term: Term): Genome {
  let position = i;
  const write = (part: Term): Operand => {
    if ('value' in part) return part.value;
    if ('number' in part) return addConstant(genome, part.number);
    const [opcode, a, b] = part;
    const operands = [write(a), write(b)];
    return insertInstruction(genome, position++, { opcode, operands });
  };
  const result = write(term);
  for (const { operands } of genome.instructions.slice(position + 1)) {
    operands.forEach((operand, slot) => {
      if (operand === position) operands[slot] = result;
    });
  }
  if (genome.result === position) genome.result = result;
  return genome;
}

/** sign * of + by, or by * of^power. */
interface Affine {
  readonly of: Operand;
  readonly flip: boolean;
  readonly by: number;
}

/** A product or quotient, or a sum or difference, of two values that are no constants. */
interface Pair {
  readonly opcode: Opcode;
  readonly a: Operand;
  readonly b: Operand;
}

const value = (operand: Operand): Term => ({ value: operand });
const number = (n: number): Term => ({ number: n });
const add = (a: Term, b: Term): Term => ['add', a, b];
const sub = (a: Term, b: Term): Term => ['sub', a, b];
const mul = (a: Term, b: Term): Term => ['mul', a, b];
const div = (a: Term, b: Term): Term => ['div', a, b];

class Matcher {
  readonly genome: Genome;
  private readonly uses: number[];

  constructor(genome: Genome) {
    this.genome = genome;
    this.uses = new Array<number>(genome.instructions.length).fill(0);
    const use = (operand: Operand): void => {
      if (operand >= 0) this.uses[operand]!++;
    };
    for (const { operands } of genome.instructions) operands.forEach(use);
    use(genome.result);
  }

  /** What may stand for instruction i, the best first. */
  *rewritings(i: number): Generator<Term> {
    const { opcode, operands } = this.genome.instructions[i]!;
    const [a, b] = operands;
    if (a === undefined || b === undefined || operands.length > 2) return;
    switch (opcode) {
      case 'add':
        yield* this.sum(a, b);
        yield* this.sum(b, a);
        return;
      case 'sub':
        yield* this.difference(a, b);
        return;
      case 'mul':
        yield* this.product(a, b);
        yield* this.product(b, a);
        return;
      case 'div':
        yield* this.quotient(a, b);
        return;
      default:
        return;
    }
  }

  /** a + b, by what a is. */
  private *sum(a: Operand, b: Operand): Generator<Term> {
    if (isConstantOperand(b)) return;
    if (a === b) yield mul(value(a), number(2));
    const inner = this.pairAt(a);
    if (inner?.opcode === 'sub' && inner.b === b) yield value(inner.a);
    yield* this.collected(add, a, b);
    const shift = this.shiftAt(a);
    if (shift === null) return;
    const { of, flip, by } = shift;
    yield add(flip ? sub(value(b), value(of)) : add(value(of), value(b)), number(by));
  }

  private *difference(a: Operand, b: Operand): Generator<Term> {
    const scaling = this.scalingAt(b);
    if (scaling !== null) {
      const { of, flip, by } = scaling;
      const negated = flip ? div(number(-by), value(of)) : mul(value(of), number(-by));
      yield add(isConstantOperand(a) ? number(this.numberAt(a)) : value(a), negated);
    }
    if (isConstantOperand(a) || isConstantOperand(b)) return;
    const minus = (operand: Operand): Term => mul(value(operand), number(-1));
    const left = this.pairAt(a);
    if (left?.opcode === 'add' && left.a === b) yield value(left.b);
    if (left?.opcode === 'add' && left.b === b) yield value(left.a);
    if (left?.opcode === 'sub' && left.a === b) yield minus(left.b);
    const right = this.pairAt(b);
    if (right?.opcode === 'add' && right.a === a) yield minus(right.b);
    if (right?.opcode === 'add' && right.b === a) yield minus(right.a);
    if (right?.opcode === 'sub' && right.a === a) yield value(right.b);
    // a - (u - v) needs no rule where u is no constant: it is no cheaper than (a + v) - u.
    yield* this.collected(sub, a, b);
    const first = this.shiftAt(a);
    if (first !== null) {
      const { of, flip, by } = first;
      yield flip ? sub(number(by), add(value(of), value(b))) : add(sub(value(of), value(b)), number(by));
    }
    const second = this.shiftAt(b);
    if (second !== null) {
      const { of, flip, by } = second;
      yield add(flip ? add(value(a), value(of)) : sub(value(a), value(of)), number(-by));
    }
  }

  /** a * b, by what a is. */
  private *product(a: Operand, b: Operand): Generator<Term> {
    if (isConstantOperand(a)) return;
    if (isConstantOperand(b)) {
      const shift = this.shiftAt(a);
      if (shift === null) return;
      const factor = this.numberAt(b);
      yield add(mul(value(shift.of), number(shift.flip ? -factor : factor)), number(shift.by * factor));
      return;
    }
    const inner = this.pairAt(a);
    if (inner?.opcode === 'div' && inner.b === b) yield value(inner.a);
    const scaling = this.scalingAt(a);
    if (scaling === null) return;
    const { of, flip, by } = scaling;
    yield mul(flip ? div(value(b), value(of)) : mul(value(of), value(b)), number(by));
  }

  private *quotient(a: Operand, b: Operand): Generator<Term> {
    if (isConstantOperand(a) || isConstantOperand(b)) return;
    const inverse = (operand: Operand): Term => div(number(1), value(operand));
    const left = this.pairAt(a);
    if (left?.opcode === 'mul' && left.a === b) yield value(left.b);
    if (left?.opcode === 'mul' && left.b === b) yield value(left.a);
    if (left?.opcode === 'div' && left.a === b) yield inverse(left.b);
    const right = this.pairAt(b);
    if (right?.opcode === 'mul' && right.a === a) yield inverse(right.b);
    if (right?.opcode === 'mul' && right.b === a) yield inverse(right.a);
    if (right?.opcode === 'div' && right.a === a) yield value(right.b);
    if (left !== null && this.isOwn(a)) {
      const over = (operand: Operand): Term => div(value(operand), value(b));
      if (left.opcode === 'add' && left.a === b) yield add(over(left.b), number(1));
      if (left.opcode === 'add' && left.b === b) yield add(over(left.a), number(1));
      if (left.opcode === 'sub' && left.a === b) yield sub(number(1), over(left.b));
      if (left.opcode === 'sub' && left.b === b) yield add(over(left.a), number(-1));
    }
    const first = this.scalingAt(a);
    if (first !== null) {
      const { of, flip, by } = first;
      yield flip ? div(number(by), mul(value(of), value(b))) : mul(div(value(of), value(b)), number(by));
    }
    const second = this.scalingAt(b);
    if (second !== null) {
      const { of, flip, by } = second;
      yield mul(flip ? mul(value(a), value(of)) : div(value(a), value(of)), number(1 / by));
    }
  }

  /** a + b or a - b where both are multiples of one value, or quotients by one. */
  private *collected(combine: typeof add, a: Operand, b: Operand): Generator<Term> {
    for (const first of this.factorsOf(a)) {
      for (const second of this.factorsOf(b)) {
        if (first.by !== second.by || first.under !== second.under) continue;
        const common = value(first.by);
        const rest = combine(first.rest, second.rest);
        yield first.under ? div(rest, common) : mul(common, rest);
      }
    }
  }

  /** An operand as a product of two values, or a quotient, in all ways. Only itself times 1 where others use it. */
  private factorsOf(operand: Operand): { by: Operand; under: boolean; rest: Term }[] {
    const whole = { by: operand, under: false, rest: number(1) };
    const instruction = operand >= 0 && this.isOwn(operand) ? this.genome.instructions[operand] : undefined;
    const [a, b] = instruction?.operands ?? [];
    if (instruction === undefined || a === undefined || b === undefined) return [whole];
    const rest = (part: Operand): Term =>
      isConstantOperand(part) ? number(this.numberAt(part)) : value(part);
    const factors = [whole];
    if (instruction.opcode === 'mul') {
      factors.push({ by: a, under: false, rest: rest(b) });
      if (!isConstantOperand(b)) factors.push({ by: b, under: false, rest: rest(a) });
    }
    if (instruction.opcode === 'div') factors.push({ by: b, under: true, rest: rest(a) });
    return factors;
  }

  private numberAt(operand: Operand): number {
    return this.genome.constants[constantIndex(operand)]!;
  }

  private isOwn(operand: Operand): boolean {
    return operand >= 0 && this.uses[operand] === 1;
  }

  private pairAt(operand: Operand): Pair | null {
    const instruction = operand === INPUT ? undefined : this.genome.instructions[operand];
    const [a, b] = instruction?.operands ?? [];
    if (instruction === undefined || a === undefined || b === undefined) return null;
    if (isConstantOperand(a) || isConstantOperand(b)) return null;
    return { opcode: instruction.opcode, a, b };
  }

  /** v + c or c - v, which nothing else uses. */
  private shiftAt(operand: Operand): Affine | null {
    return this.withConstant(operand, 'add', 'sub');
  }

  /** v * c or c / v, which nothing else uses. */
  private scalingAt(operand: Operand): Affine | null {
    return this.withConstant(operand, 'mul', 'div');
  }

  private withConstant(operand: Operand, plain: Opcode, flipped: Opcode): Affine | null {
    if (!this.isOwn(operand)) return null;
    const { opcode, operands } = this.genome.instructions[operand]!;
    const [a, b] = operands as [Operand, Operand];
    if (opcode === plain && isConstantOperand(b)) return { of: a, flip: false, by: this.numberAt(b) };
    if (opcode === flipped && isConstantOperand(a)) return { of: b, flip: true, by: this.numberAt(a) };
    return null;
  }
}
