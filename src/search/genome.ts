/**
 * A program in the form that mutations work on: lists that may be changed in place. Operands are as in
 * program/program.ts; an instruction only refers to earlier ones.
 */

import type { Opcode } from '../program/opcode';
import { INPUT, constantOperand, isConstantOperand, type Operand, type Structure } from '../program/program';

export interface GenomeInstruction {
  opcode: Opcode;
  operands: Operand[];
}

export interface Genome {
  instructions: GenomeInstruction[];
  constants: number[];
  result: Operand;
}

export function genomeOf(structure: Structure, constants: ArrayLike<number>): Genome {
  return {
    instructions: structure.instructions.map(({ opcode, operands }) => ({
      opcode,
      operands: operands.slice(),
    })),
    constants: Array.from(constants),
    result: structure.result,
  };
}

/** The empty program: its result is the input. */
export function emptyGenome(): Genome {
  return { instructions: [], constants: [], result: INPUT };
}

/** Appends a constant and returns the operand that names it. */
export function addConstant(genome: Genome, value: number): Operand {
  genome.constants.push(value);
  return constantOperand(genome.constants.length - 1);
}

/** Inserts an instruction before `position`; later references move along. Returns its operand. */
export function insertInstruction(genome: Genome, position: number, instruction: GenomeInstruction): Operand {
  const move = (operand: Operand): Operand => (operand >= position ? operand + 1 : operand);
  for (let i = position; i < genome.instructions.length; i++) {
    const { operands } = genome.instructions[i]!;
    for (let j = 0; j < operands.length; j++) operands[j] = move(operands[j]!);
  }
  genome.result = move(genome.result);
  genome.instructions.splice(position, 0, instruction);
  return position;
}

/** Appends copies of another program's instructions and constants; returns the operand of its result. */
export function appendProgram(
  genome: Genome,
  structure: Structure,
  constants: ArrayLike<number>,
  position: number,
): Operand {
  const firstConstant = genome.constants.length;
  const translate = (operand: Operand): Operand => {
    if (operand === INPUT) return INPUT;
    if (isConstantOperand(operand)) return operand - firstConstant;
    return operand + position;
  };
  for (const value of Array.from(constants)) genome.constants.push(value);
  structure.instructions.forEach(({ opcode, operands }, i) => {
    insertInstruction(genome, position + i, { opcode, operands: operands.map(translate) });
  });
  return translate(structure.result);
}

/** A place where a value is used: operand `slot` of an instruction, or the result (instruction = length). */
export interface Edge {
  readonly instruction: number;
  readonly slot: number;
}

export function setOperand(genome: Genome, { instruction, slot }: Edge, operand: Operand): void {
  const user = genome.instructions[instruction];
  if (user === undefined) genome.result = operand;
  else user.operands[slot] = operand;
}

export function operandAt(genome: Genome, { instruction, slot }: Edge): Operand {
  return genome.instructions[instruction]?.operands[slot] ?? genome.result;
}

/** Where x or the value of an instruction is used, as result included. */
export function usesOf(genome: Genome): Edge[] {
  const uses: Edge[] = [];
  for (let instruction = 0; instruction <= genome.instructions.length; instruction++) {
    const operands = genome.instructions[instruction]?.operands ?? [genome.result];
    operands.forEach((operand, slot) => {
      if (!isConstantOperand(operand)) uses.push({ instruction, slot });
    });
  }
  return uses;
}

/** Where a constant is used, as result included. */
export function constantUsesOf(genome: Genome): Edge[] {
  const uses: Edge[] = [];
  for (let instruction = 0; instruction <= genome.instructions.length; instruction++) {
    const operands = genome.instructions[instruction]?.operands ?? [genome.result];
    operands.forEach((operand, slot) => {
      if (isConstantOperand(operand)) uses.push({ instruction, slot });
    });
  }
  return uses;
}

/** `heir` takes the place of an instruction's value wherever that is used; the instruction itself is then dead. */
export function replaceUses(genome: Genome, value: Operand, heir: Operand): void {
  for (let i = value + 1; i < genome.instructions.length; i++) {
    const { operands } = genome.instructions[i]!;
    for (let j = 0; j < operands.length; j++) if (operands[j] === value) operands[j] = heir;
  }
  if (genome.result === value) genome.result = heir;
}
