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
import { orderChain } from './chains';
import { genomeOf, type Genome } from './genome';
import { turnDifference } from './signs';
import { simplify, type Candidate } from './simplify';
import {
  add,
  countUses,
  div,
  isAllowed,
  mul,
  number,
  replaceInstruction,
  sub,
  value,
  type Term,
} from './term';

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

/** One step towards the normal form of what `simplify` returned; null where that is it. */
export function rewriteOnce(candidate: Candidate, allowed: ReadonlySet<Opcode>): Genome | null {
  return (
    rewriteInstruction(candidate, allowed) ??
    orderChain(candidate, allowed) ??
    (TURNING.every((opcode) => allowed.has(opcode)) ? turnDifference(candidate) : null)
  );
}

/** Uses of a value of which nothing is known: too many to take it apart. */
const ANY_NUMBER = Infinity;

const TURNING: readonly Opcode[] = ['add', 'sub', 'mul'];

/** Whether the last instruction can be rewritten whatever else uses it and what it is computed from. */
export function isAlwaysRewritten(genome: Genome, allowed: ReadonlySet<Opcode>): boolean {
  const matcher = new Matcher(
    genome,
    genome.instructions.map(() => ANY_NUMBER),
  );
  for (const term of matcher.rewritings(genome.instructions.length - 1))
    if (isAllowed(term, allowed)) return true;
  return false;
}

/** Applies the first rule that matches an instruction; null where none does. */
function rewriteInstruction(
  { structure, constants }: Candidate,
  allowed: ReadonlySet<Opcode>,
): Genome | null {
  const genome = genomeOf(structure, constants);
  const matcher = new Matcher(genome, countUses(genome));
  for (let i = 0; i < genome.instructions.length; i++) {
    for (const term of matcher.rewritings(i)) {
      if (isAllowed(term, allowed)) return replaceInstruction(genome, i, term);
    }
  }
  return null;
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

class Matcher {
  private readonly genome: Genome;
  private readonly uses: readonly number[];

  constructor(genome: Genome, uses: readonly number[]) {
    this.genome = genome;
    this.uses = uses;
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
        if (a === b) yield* this.square(a);
        else if (isConstantOperand(b)) yield* this.multiple(i, a, this.numberAt(b));
        else {
          yield* this.product(a, b);
          yield* this.product(b, a);
        }
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
    yield* this.mergedShifts(a, b, 1);
    yield* this.mergedScalings(a, b, 1);
    yield* this.collected(add, a, b);
    if (inner?.opcode === 'sub' && this.isOwn(a)) yield sub(add(value(inner.a), value(b)), value(inner.b));
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
    yield* this.mergedShifts(a, b, -1);
    yield* this.mergedScalings(a, b, -1);
    const minus = (operand: Operand): Term => mul(value(operand), number(-1));
    const left = this.pairAt(a);
    if (left?.opcode === 'add' && left.a === b) yield value(left.b);
    if (left?.opcode === 'add' && left.b === b) yield value(left.a);
    if (left?.opcode === 'sub' && left.a === b) yield minus(left.b);
    const right = this.pairAt(b);
    if (right?.opcode === 'add' && right.a === a) yield minus(right.b);
    if (right?.opcode === 'add' && right.b === a) yield minus(right.a);
    if (right?.opcode === 'sub' && right.a === a) yield value(right.b);
    yield* this.collected(sub, a, b);
    if (left?.opcode === 'sub' && this.isOwn(a)) yield sub(value(left.a), add(value(left.b), value(b)));
    if (right?.opcode === 'sub' && this.isOwn(b)) yield sub(add(value(a), value(right.b)), value(right.a));
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

  /** Instruction i, which is a times a constant. */
  private *multiple(i: number, a: Operand, factor: number): Generator<Term> {
    const shift = this.shiftAt(a);
    if (shift === null || this.isFactor(i)) return;
    yield add(mul(value(shift.of), number(shift.flip ? -factor : factor)), number(shift.by * factor));
  }

  /** a * a. A scaling that nothing else uses is better applied to the square, where it may have either sign. */
  private *square(a: Operand): Generator<Term> {
    if (a < 0 || this.uses[a] !== 2) return;
    const scaling = this.withConstant(a, 'mul', 'div');
    if (scaling !== null) {
      const { of, flip, by } = scaling;
      const squared = mul(value(of), value(of));
      yield flip ? div(number(by * by), squared) : mul(squared, number(by * by));
    }
    const linear = this.linearAt(a, 2);
    if (linear !== null) yield mul(mul(linear.shifted, linear.shifted), number(linear.by * linear.by));
  }

  /** a * b, by what a is. */
  private *product(a: Operand, b: Operand): Generator<Term> {
    const inner = this.pairAt(a);
    if (inner?.opcode === 'div' && inner.b === b) yield value(inner.a);
    const [first, second] = [this.asScaling(a), this.asScaling(b)];
    if (first.of === second.of && first.flip !== second.flip) yield number(first.by * second.by);
    if (inner?.opcode === 'div' && this.isOwn(a)) yield div(mul(value(inner.a), value(b)), value(inner.b));
    const linear = this.linearAt(a);
    if (linear !== null) yield mul(mul(linear.shifted, value(b)), number(linear.by));
    const scaling = this.scalingAt(a);
    if (scaling === null) return;
    const { of, flip, by } = scaling;
    yield mul(flip ? div(value(b), value(of)) : mul(value(of), value(b)), number(by));
  }

  private *quotient(a: Operand, b: Operand): Generator<Term> {
    if (isConstantOperand(b)) return;
    const divisor = this.pairAt(b);
    if (divisor?.opcode === 'div' && this.isOwn(b)) {
      const { a: over, b: under } = divisor;
      yield isConstantOperand(a)
        ? mul(div(value(under), value(over)), value(a))
        : div(mul(value(a), value(under)), value(over));
    }
    const lower = this.linearAt(b);
    if (isConstantOperand(a)) {
      if (lower !== null) yield div(number(this.numberAt(a) / lower.by), lower.shifted);
      return;
    }
    const [over, under] = [this.asScaling(a), this.asScaling(b)];
    if (over.of === under.of && over.flip === under.flip) yield number(over.by / under.by);
    const inverse = (operand: Operand): Term => div(number(1), value(operand));
    const left = this.pairAt(a);
    if (left?.opcode === 'mul' && left.a === b) yield value(left.b);
    if (left?.opcode === 'mul' && left.b === b) yield value(left.a);
    if (left?.opcode === 'div' && left.a === b) yield inverse(left.b);
    const right = this.pairAt(b);
    if (right?.opcode === 'mul' && right.a === a) yield inverse(right.b);
    if (right?.opcode === 'mul' && right.b === a) yield inverse(right.a);
    if (right?.opcode === 'div' && right.a === a) yield value(right.b);
    if (left?.opcode === 'div' && this.isOwn(a)) yield div(value(left.a), mul(value(left.b), value(b)));
    if (left !== null && this.isOwn(a)) {
      const divided = (operand: Operand): Term => div(value(operand), value(b));
      if (left.opcode === 'add' && left.a === b) yield add(divided(left.b), number(1));
      if (left.opcode === 'add' && left.b === b) yield add(divided(left.a), number(1));
      if (left.opcode === 'sub' && left.a === b) yield sub(number(1), divided(left.b));
      if (left.opcode === 'sub' && left.b === b) yield add(divided(left.a), number(-1));
    }
    const shift = this.shiftAt(a);
    if (shift?.of === b) yield add(div(number(shift.by), value(b)), number(shift.flip ? -1 : 1));
    const upper = this.linearAt(a);
    if (upper !== null) yield mul(div(upper.shifted, value(b)), number(upper.by));
    if (lower !== null) yield mul(div(value(a), lower.shifted), number(1 / lower.by));
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

  /** a + sign * b where both are a value and a constant more or less, and the value cancels. */
  private *mergedShifts(a: Operand, b: Operand, sign: 1 | -1): Generator<Term> {
    const [first, second] = [this.asShift(a), this.asShift(b)];
    const cancels = (first.flip === second.flip) === (sign === -1);
    if (first.of === second.of && cancels) yield number(first.by + sign * second.by);
  }

  /** a + sign * b where both are one value, or its inverse, times a constant. */
  private *mergedScalings(a: Operand, b: Operand, sign: 1 | -1): Generator<Term> {
    const [first, second] = [this.asScaling(a), this.asScaling(b)];
    if (first.of !== second.of || first.flip !== second.flip) return;
    const by = number(first.by + sign * second.by);
    yield first.flip ? div(by, value(first.of)) : mul(value(first.of), by);
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

  /** A value v * d + c that is used so often as d * (v + c / d). */
  private linearAt(operand: Operand, uses = 1): { readonly shifted: Term; readonly by: number } | null {
    if (operand < 0 || this.uses[operand] !== uses) return null;
    const shift = this.withConstant(operand, 'add', 'sub');
    if (shift === null || shift.flip) return null;
    const scaling = this.scalingAt(shift.of);
    if (scaling === null || scaling.flip) return null;
    return { shifted: add(value(scaling.of), number(shift.by / scaling.by)), by: scaling.by };
  }

  /** Whether all that uses instruction i is one product or quotient of two values, out of which a factor can be taken. */
  private isFactor(i: number): boolean {
    if (!this.isOwn(i)) return this.uses[i] === 2 && this.isSquared(i);
    const user = this.genome.instructions.find(({ operands }) => operands.includes(i));
    return (
      user !== undefined &&
      (user.opcode === 'mul' || user.opcode === 'div') &&
      !user.operands.some(isConstantOperand)
    );
  }

  private isSquared(i: number): boolean {
    return this.genome.instructions.some(
      ({ opcode, operands }) => opcode === 'mul' && operands.every((operand) => operand === i),
    );
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
    return this.isOwn(operand) ? this.withConstant(operand, 'add', 'sub') : null;
  }

  /** v * c or c / v, which nothing else uses. */
  private scalingAt(operand: Operand): Affine | null {
    return this.isOwn(operand) ? this.withConstant(operand, 'mul', 'div') : null;
  }

  /** As v + c or c - v, whoever uses it; at least as itself + 0. */
  private asShift(operand: Operand): Affine {
    return this.withConstant(operand, 'add', 'sub') ?? { of: operand, flip: false, by: 0 };
  }

  /** As v * c or c / v, whoever uses it; at least as itself * 1. */
  private asScaling(operand: Operand): Affine {
    return this.withConstant(operand, 'mul', 'div') ?? { of: operand, flip: false, by: 1 };
  }

  private withConstant(operand: Operand, plain: Opcode, flipped: Opcode): Affine | null {
    if (operand < 0) return null;
    const { opcode, operands } = this.genome.instructions[operand]!;
    const [a, b] = operands as [Operand, Operand];
    if (opcode === plain && isConstantOperand(b)) return { of: a, flip: false, by: this.numberAt(b) };
    if (opcode === flipped && isConstantOperand(a)) return { of: b, flip: true, by: this.numberAt(a) };
    return null;
  }
}
