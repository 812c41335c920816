/** The ways in which a child differs from its parent. All act on a genome in place and keep it valid. */

import type { RandomStream } from '../numerics/random';
import { OPCODE, type Opcode } from '../program/opcode';
import { INPUT, constantOperand, type Operand, type Structure } from '../program/program';
import {
  addConstant,
  appendProgram,
  insertInstruction,
  operandAt,
  replaceUses,
  setOperand,
  usesOf,
  type Edge,
  type Genome,
  type GenomeInstruction,
} from './genome';
import { rewriteRoundings } from './rounding-mutations';

/** A program to take parts from. */
export interface Mate {
  readonly structure: Structure;
  readonly constants: Float64Array;
}

export interface MutationContext {
  readonly random: RandomStream;
  readonly opcodes: readonly Opcode[];
  /** Draws a mate; null when there is none. */
  readonly mate: () => Mate | null;
  /** Whether roundings count, so that rewriting a program without changing its real values may pay. */
  readonly rounding?: boolean;
}

const ANOTHER_MUTATION = 1 / 3;
const MOST_MUTATIONS = 6;
/** Share of mutations that rewrite, and of those that move the origin of x, where roundings count. */
const REWRITING = 0.15;
const RECENTRING = 0.03;

/** Which sizes constants are drawn from: 2^centre, give or take a factor of 2^spread. */
interface Magnitudes {
  readonly centre: number;
  readonly spread: number;
}

/** For a single new constant: between 1/128 and 512. */
const ANY_SIZE: Magnitudes = { centre: 1, spread: 8 };
/** Constants that are drawn together share a centre and a spread from these ranges. */
const CENTRES = { from: -4, to: 8 };
const SPREADS = { from: 1, to: 8 };

/** A number of random sign whose size is spread about evenly over the binades given. */
export function randomConstant(random: RandomStream, { centre, spread }: Magnitudes = ANY_SIZE): number {
  const exponent = centre + spread * (2 * random.uniform() - 1);
  const binade = Math.floor(exponent);
  const fraction = 1 + (exponent - binade);
  const size = binade < 0 ? fraction / (1 << -binade) : fraction * (1 << binade);
  return random.chance(0.5) ? size : -size;
}

/**
 * Draws every constant anew, all of similar size or of very different ones; the structure stays. Good programs are found
 * at either: constants of a short program may all be near 1, those of its squared forms grow by 4 with each squaring.
 */
export function redrawConstants(genome: Genome, random: RandomStream): void {
  const between = ({ from, to }: { from: number; to: number }): number =>
    from + (to - from) * random.uniform();
  const magnitudes = { centre: between(CENTRES), spread: between(SPREADS) };
  for (let k = 0; k < genome.constants.length; k++) genome.constants[k] = randomConstant(random, magnitudes);
}

/** A geometric number of random mutations, 1.5 on average. */
export function mutate(genome: Genome, context: MutationContext): void {
  let count = 1;
  while (count < MOST_MUTATIONS && context.random.chance(ANOTHER_MUTATION)) count++;
  for (let i = 0; i < count; i++) mutateOnce(genome, context);
}

type Mutation = (genome: Genome, context: MutationContext) => void;

const MUTATIONS: readonly { readonly weight: number; readonly apply: Mutation }[] = [
  { weight: 6, apply: insertOnEdge },
  { weight: 4, apply: removeInstruction },
  { weight: 6, apply: rewireOperand },
  { weight: 3, apply: changeOpcode },
  { weight: 1, apply: swapOperands },
  { weight: 2, apply: scaleConstant },
  { weight: 2, apply: appendRandomInstruction },
  { weight: 1, apply: graftMate },
];
const TOTAL_WEIGHT = MUTATIONS.reduce((sum, { weight }) => sum + weight, 0);

function mutateOnce(genome: Genome, context: MutationContext): void {
  if (genome.instructions.length === 0) {
    appendRandomInstruction(genome, context);
    return;
  }
  if (context.rounding === true) {
    if (context.random.chance(REWRITING) && rewriteRoundings(genome, context)) return;
    if (context.random.chance(RECENTRING) && recentre(genome, context)) return;
  }
  let draw = context.random.below(TOTAL_WEIGHT);
  for (const { weight, apply } of MUTATIONS) {
    if (draw < weight) {
      apply(genome, context);
      return;
    }
    draw -= weight;
  }
}

function randomEdge(genome: Genome, random: RandomStream): Edge {
  const edges = genome.instructions.reduce((n, { operands }) => n + operands.length, 1);
  let draw = random.below(edges);
  for (let instruction = 0; instruction < genome.instructions.length; instruction++) {
    const { length } = genome.instructions[instruction]!.operands;
    if (draw < length) return { instruction, slot: draw };
    draw -= length;
  }
  return { instruction: genome.instructions.length, slot: 0 };
}

/** x, a new or an old constant, or the value of an instruction before `position`. */
function randomOperand(genome: Genome, random: RandomStream, position: number): Operand {
  const draw = random.below(20);
  if (draw < 6) return INPUT;
  if (draw < 12) return addConstant(genome, randomConstant(random));
  if (draw < 14 && genome.constants.length > 0) return constantOperand(random.below(genome.constants.length));
  return position > 0 ? random.below(position) : INPUT;
}

/** A new instruction over `value`, in a random place among its operands. */
function instructionOver(
  genome: Genome,
  { random, opcodes }: MutationContext,
  value: Operand,
  position: number,
): GenomeInstruction {
  const opcode = random.pick(opcodes);
  const { arity } = OPCODE[opcode];
  const place = random.below(arity);
  const operands = Array.from({ length: arity }, (_, j) =>
    j === place ? value : randomOperand(genome, random, position),
  );
  return { opcode, operands };
}

function insertOnEdge(genome: Genome, context: MutationContext): void {
  const edge = randomEdge(genome, context.random);
  const value = operandAt(genome, edge);
  const position = edge.instruction;
  const instruction = instructionOver(genome, context, value, position);
  const inserted = insertInstruction(genome, position, instruction);
  setOperand(genome, { instruction: position + 1, slot: edge.slot }, inserted);
}

/** Appends an instruction over the result, and makes it the result. */
export function appendRandomInstruction(genome: Genome, context: MutationContext): void {
  const position = genome.instructions.length;
  genome.result = insertInstruction(
    genome,
    position,
    instructionOver(genome, context, genome.result, position),
  );
}

/** One of its operands takes the place of an instruction; the instruction itself is left to dead-code removal. */
function removeInstruction(genome: Genome, { random }: MutationContext): void {
  const removed = random.below(genome.instructions.length);
  const heir = random.pick(genome.instructions[removed]!.operands);
  replaceUses(genome, removed, heir);
}

function rewireOperand(genome: Genome, { random }: MutationContext): void {
  const edge = randomEdge(genome, random);
  setOperand(genome, edge, randomOperand(genome, random, edge.instruction));
}

function changeOpcode(genome: Genome, { random, opcodes }: MutationContext): void {
  const position = random.below(genome.instructions.length);
  const instruction = genome.instructions[position]!;
  instruction.opcode = random.pick(opcodes);
  const { arity } = OPCODE[instruction.opcode];
  instruction.operands.length = Math.min(arity, instruction.operands.length);
  while (instruction.operands.length < arity)
    instruction.operands.push(randomOperand(genome, random, position));
}

function swapOperands(genome: Genome, { random }: MutationContext): void {
  const { operands } = random.pick(genome.instructions);
  if (operands.length < 2) return;
  const a = random.below(operands.length);
  const b = (a + 1) % operands.length;
  const held = operands[a]!;
  operands[a] = operands[b]!;
  operands[b] = held;
}

/**
 * x becomes x - c wherever it is used, c a multiple of 1/8: near c a polynomial's value is then its constant term, and
 * what is added to it is small and rounded finely. Finding the other constants is left to the fit.
 */
function recentre(genome: Genome, { random, opcodes }: MutationContext): boolean {
  if (!opcodes.includes('add')) return false;
  const size = (1 + random.below(8)) / (random.chance(0.5) ? 8 : 4);
  const uses = usesOf(genome).filter((edge) => operandAt(genome, edge) === INPUT);
  if (uses.length === 0) return false;
  const shift = addConstant(genome, random.chance(0.75) ? -size : size);
  const moved = insertInstruction(genome, 0, { opcode: 'add', operands: [INPUT, shift] });
  for (const { instruction, slot } of uses) setOperand(genome, { instruction: instruction + 1, slot }, moved);
  return true;
}

function scaleConstant(genome: Genome, { random }: MutationContext): void {
  if (genome.constants.length === 0) return;
  const k = random.below(genome.constants.length);
  const factor = random.chance(0.5) ? 0.5 + random.uniform() : random.pick([-1, 0.25, 0.5, 2, 4]);
  genome.constants[k] = genome.constants[k]! * factor;
}

/** Another program's result takes the place of an operand, or is combined with the own result. */
function graftMate(genome: Genome, context: MutationContext): void {
  const { random } = context;
  const mate = context.mate();
  if (mate === null) return;
  const edge = randomEdge(genome, random);
  const position = edge.instruction;
  const grafted = appendProgram(genome, mate.structure, mate.constants, position);
  const moved = { instruction: position + mate.structure.instructions.length, slot: edge.slot };
  setOperand(genome, moved, grafted);
}
