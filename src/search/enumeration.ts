/**
 * Every structure of a given number of operations, once: one representative for all that differ in what program/
 * canonicalize.ts and search/normal-form.ts see through. Each place of a constant has a constant of its own; a program
 * that uses one constant twice is a special case. So any program of n operations over the opcodes computes, up to
 * rounding, what one of the structures of at most n operations computes with constants chosen aptly.
 */

import { canonicalForm } from '../program/canonicalize';
import { OPCODE, type Opcode } from '../program/opcode';
import {
  INPUT,
  constantOperand,
  isConstantOperand,
  type Instruction,
  type Operand,
  type Structure,
} from '../program/program';
import type { Genome } from './genome';
import { isAlwaysRewritten, rewriteOnce } from './normal-form';
import { simplify } from './simplify';

/** Sizes up to which enumeration is allowed: their number grows more than twentyfold with each operation. */
export const MAX_ENUMERATED_OPERATIONS = 6;

/** One of several parts of an enumeration, which together are the whole; about equal in size. */
export interface Part {
  readonly part: number;
  readonly parts: number;
}

const WHOLE: Part = { part: 0, parts: 1 };
/** Parts are dealt out by the first instructions, of which there are some thousand beginnings. */
const DEALT_AT = 3;

/** Of the operands of an instruction under construction, one that is a constant of its own. */
const NEW_CONSTANT: Operand = -2;

/** An instruction whose constants are all written NEW_CONSTANT. */
interface Draft {
  readonly opcode: Opcode;
  readonly operands: readonly Operand[];
}

/**
 * The structures of exactly `operations` operations, in an order that depends on the arguments alone. Between them it
 * yields null now and then, so that whoever draws from it can pause and give up: long stretches may hold none.
 */
export function* enumerateStructures(
  operations: number,
  opcodes: readonly Opcode[],
  part: Part = WHOLE,
): Generator<Structure | null, void, undefined> {
  if (!Number.isInteger(operations) || operations < 0 || operations > MAX_ENUMERATED_OPERATIONS) {
    throw new RangeError(
      `structures of 0 to ${MAX_ENUMERATED_OPERATIONS} operations can be enumerated, not ${operations}`,
    );
  }
  if (operations > 0) yield* new Enumerator(operations, opcodes, part).structures();
  else if (part.part === 0) yield* WITHOUT_OPERATIONS;
}

/** x, and a constant. */
const WITHOUT_OPERATIONS: readonly Structure[] = [
  { instructions: [], constantCount: 0, result: INPUT },
  { instructions: [], constantCount: 1, result: constantOperand(0) },
];

class Enumerator {
  private readonly operations: number;
  private readonly opcodes: readonly Opcode[];
  private readonly allowed: ReadonlySet<Opcode>;
  /** By how many an instruction can lower the number of values without a use. */
  private readonly mostMerged: number;
  private readonly part: Part;
  private readonly drafts: Draft[] = [];
  private beginnings = 0;

  constructor(operations: number, opcodes: readonly Opcode[], part: Part) {
    this.operations = operations;
    this.part = part;
    this.opcodes = [...opcodes].sort((a, b) => OPCODE[a].code - OPCODE[b].code);
    this.allowed = new Set(opcodes);
    this.mostMerged = this.opcodes.reduce((most, opcode) => Math.max(most, OPCODE[opcode].arity - 1), 0);
  }

  structures(): Generator<Structure | null, void, undefined> {
    return this.extend([]);
  }

  /** @param waiting the instructions so far that wait for the one on whose account they were written */
  private *extend(waiting: readonly number[]): Generator<Structure | null, void, undefined> {
    const position = this.drafts.length;
    const left = this.operations - position - 1;
    for (const opcode of this.opcodes) {
      for (const operands of operandLists(opcode, position)) {
        const remaining = stillWaiting(waiting, operands);
        if (remaining.length > left * this.mostMerged || this.isOutOfOrder(opcode, operands)) continue;
        this.drafts.push({ opcode, operands });
        if (left === 0) yield this.isDealt(position) ? this.complete() : null;
        else if (!this.isReducible() && this.isDealt(position)) {
          yield* this.extend([...remaining, position]);
        }
        this.drafts.pop();
      }
    }
  }

  /** Whether what begins with the instructions so far belongs to the part. */
  private isDealt(position: number): boolean {
    if (position !== Math.min(DEALT_AT, this.operations) - 1) return true;
    return this.beginnings++ % this.part.parts === this.part.part;
  }

  /** Whether the value of the last instruction can be had more cheaply or otherwise, whatever uses it. */
  private isReducible(): boolean {
    const genome = genomeOfDrafts(this.drafts);
    const kept = canonicalForm(structureOf(genome)).structure;
    const simplified = simplify(genome, this.allowed);
    if (simplified === null || !isSame(kept, simplified.structure)) return true;
    return isAlwaysRewritten(genome, this.allowed);
  }

  private complete(): Structure | null {
    const genome = genomeOfDrafts(this.drafts);
    const structure = structureOf(genome);
    if (!isSame(structure, canonicalForm(structure).structure)) return null;
    const simplified = simplify(genome, this.allowed);
    if (simplified === null || !isSame(structure, simplified.structure)) return null;
    return rewriteOnce(simplified, this.allowed) === null ? structure : null;
  }

  /** Whether two operands that commute, or an instruction written twice, are not as the canonical form has them. */
  private isOutOfOrder(opcode: Opcode, operands: readonly Operand[]): boolean {
    const [a, b] = operands as [Operand, Operand?];
    if (OPCODE[opcode].commutative && b !== undefined && a >= 0 && b >= 0) {
      const [one, other] = [this.drafts[a]!, this.drafts[b]!];
      const [first, second] = [this.heightOf(a), this.heightOf(b)];
      if (first < second) return true;
      if (first === second && OPCODE[one.opcode].code < OPCODE[other.opcode].code) return true;
    }
    return (
      !operands.includes(NEW_CONSTANT) &&
      this.drafts.some(
        (draft) =>
          draft.opcode === opcode && draft.operands.every((operand, slot) => operand === operands[slot]),
      )
    );
  }

  private heightOf(operand: Operand): number {
    if (operand < 0) return -1;
    return this.drafts[operand]!.operands.reduce((most, o) => Math.max(most, this.heightOf(o) + 1), 0);
  }
}

/** All lists of operands for the instruction at a position; of lists that commute at least the canonical one. */
function operandLists(opcode: Opcode, position: number): Operand[][] {
  const { arity, commutative } = OPCODE[opcode];
  const choices = [NEW_CONSTANT, INPUT, ...Array.from({ length: position }, (_, i) => i)];
  let lists: Operand[][] = [[]];
  for (let slot = 0; slot < arity; slot++) lists = lists.flatMap((list) => choices.map((o) => [...list, o]));
  return lists.filter((list) => {
    const [a, b] = list as [Operand, Operand?];
    if (list.every(isConstantOperand)) return false;
    // Constants come after x, and x after instructions.
    return !(commutative && b !== undefined && Math.min(a, 0) < Math.min(b, 0));
  });
}

/**
 * The canonical form lists instructions as a walk from the result through the operands, in order, finishes them: each was
 * written on account of a later one, and those that wait for theirs are a stack. An instruction ends the wait of the
 * latest if it uses it, and of the one below if that is an earlier operand. What it uses of the others is used again.
 */
function stillWaiting(waiting: readonly number[], operands: readonly Operand[]): readonly number[] {
  const latest = waiting.at(-1);
  const slot = latest === undefined ? -1 : operands.lastIndexOf(latest);
  if (slot < 0) return waiting;
  const isDone = (other: number, depth: number): boolean => {
    const at = operands.indexOf(other);
    return other === latest || (at >= 0 && at < slot && depth < operands.length);
  };
  return waiting.filter((other, i) => !isDone(other, waiting.length - 1 - i));
}

const GOLDEN_RATIO = 1.618033988749895;

/** Constants of no particular values, numbered by first use. */
function genomeOfDrafts(drafts: readonly Draft[]): Genome {
  const constants: number[] = [];
  const instructions = drafts.map(({ opcode, operands }) => ({
    opcode,
    operands: operands.map((operand) => {
      if (operand !== NEW_CONSTANT) return operand;
      constants.push(1 + (((constants.length + 1) * GOLDEN_RATIO) % 1));
      return constantOperand(constants.length - 1);
    }),
  }));
  return { instructions, constants, result: drafts.length - 1 };
}

function structureOf({ instructions, constants, result }: Genome): Structure {
  const copied = instructions.map(({ opcode, operands }): Instruction => ({ opcode, operands }));
  return { instructions: copied, constantCount: constants.length, result };
}

function isSame(a: Structure, b: Structure): boolean {
  return (
    a.result === b.result &&
    a.constantCount === b.constantCount &&
    a.instructions.length === b.instructions.length &&
    a.instructions.every(({ opcode, operands }, i) => {
      const other = b.instructions[i]!;
      return opcode === other.opcode && operands.every((operand, slot) => operand === other.operands[slot]);
    })
  );
}
