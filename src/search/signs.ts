/**
 * Where the sign of a difference may be chosen freely: (c - u)^2 is (u - c)^2, and w - v * (c - u) is w + v * (u - c). Of
 * the two one is chosen: an added constant rather than one that is subtracted from, and for differences of two values an
 * order of their structures.
 */

import { structureHash } from '../program/hash';
import { constantIndex, isConstantOperand, type Operand, type Structure } from '../program/program';
import { addConstant, genomeOf, type Genome } from './genome';
import type { Candidate } from './simplify';

/**
 * The program with one difference turned round, for a program that may use add, sub and mul; null where each stands as
 * is chosen, or changes the result's sign when turned.
 */
export function turnDifference({ structure, constants }: Candidate): Genome | null {
  for (const [i, { opcode, operands }] of structure.instructions.entries()) {
    if (opcode !== 'sub' || !isUnchosen(structure, operands)) continue;
    const turned = new Turning(genomeOf(structure, constants), i).run();
    if (turned !== null) return turned;
  }
  return null;
}

function isUnchosen(structure: Structure, [a, b]: readonly Operand[]): boolean {
  if (a === undefined || b === undefined || isConstantOperand(b)) return false;
  if (isConstantOperand(a)) return true;
  return structureHash({ ...structure, result: a }) > structureHash({ ...structure, result: b });
}

/** Goes from a difference towards the result, as far as its sign is of consequence. */
class Turning {
  private readonly genome: Genome;
  private readonly start: number;

  constructor(genome: Genome, start: number) {
    this.genome = genome;
    this.start = start;
  }

  run(): Genome | null {
    const { instructions } = this.genome;
    const [a, b] = instructions[this.start]!.operands as [Operand, Operand];
    instructions[this.start] = isConstantOperand(a)
      ? { opcode: 'add', operands: [b, this.negated(a)] }
      : { opcode: 'sub', operands: [b, a] };
    let turned: Operand | null = this.start;
    while (turned !== null) {
      const user = this.onlyUser(turned);
      if (user === null) return null;
      const next = this.turnUser(user, turned);
      if (next === undefined) return null;
      turned = next;
    }
    return this.genome;
  }

  /** The instruction that alone uses a value; null where the result or several do. */
  private onlyUser(operand: Operand): number | null {
    const { instructions, result } = this.genome;
    if (result === operand) return null;
    const users = [...instructions.keys()].filter((i) => instructions[i]!.operands.includes(operand));
    return users.length === 1 ? users[0]! : null;
  }

  /**
   * Writes an instruction anew for an operand of the other sign.
   * @returns its value if that has changed its sign as well, null if it has not, undefined if neither is so
   */
  private turnUser(user: number, turned: Operand): Operand | null | undefined {
    const instruction = this.genome.instructions[user]!;
    const { opcode, operands } = instruction;
    const [a, b] = operands as [Operand, Operand];
    switch (opcode) {
      case 'mul':
      case 'div': {
        if (a === b) return null;
        const slot = operands.findIndex(isConstantOperand);
        if (slot < 0) return user;
        operands[slot] = this.negated(operands[slot]!);
        return null;
      }
      case 'add':
        if (a === b) return undefined;
        this.genome.instructions[user] = { opcode: 'sub', operands: [a === turned ? b : a, turned] };
        return null;
      case 'sub':
        if (a === b) return undefined;
        instruction.opcode = 'add';
        return a === turned ? user : null;
      default:
        return undefined;
    }
  }

  private negated(operand: Operand): Operand {
    return addConstant(this.genome, -this.genome.constants[constantIndex(operand)]!);
  }
}
