/**
 * Everything that is one small change away from a program: what evolution would come to sooner or later, tried in order
 * around the best programs. Constants are inherited.
 */

import { OPCODE, type Opcode } from '../program/opcode';
import { outermost } from '../fitting/peel';
import { INPUT, isConstantOperand, type Operand, type Structure } from '../program/program';
import { hashOfCanonical } from '../program/hash';
import {
  addConstant,
  constantUsesOf,
  genomeOf,
  operandAt,
  replaceUses,
  setOperand,
  usesOf,
  type Edge,
  type Genome,
} from './genome';
import { insertNeutrallyAt, neutralInsertions } from './neutral-insertion';
import { simplify, type Candidate } from './simplify';

/** A change of a copy of the program. */
type Change = (genome: Genome) => void;

/**
 * The neighbours of a program, each structure once and none with its own: all removals of an instruction, all changes of
 * an opcode, an operand or the order of operands, all neutral insertions on one use of a value, of x alone on constants.
 *
 * @param maxOps neighbours with more operations are left out
 */
export function neighbourhood(
  { structure, constants }: Candidate,
  opcodes: readonly Opcode[],
  maxOps: number,
): Candidate[] {
  const allowed = new Set(opcodes);
  const parent = genomeOf(structure, constants);
  const seen = new Set([hashOfCanonical(structure)]);
  const neighbours = continuations({ structure, constants }, opcodes, maxOps);
  for (const neighbour of neighbours) seen.add(hashOfCanonical(neighbour.structure));
  for (const change of changesOf(parent, opcodes)) {
    const genome = genomeOf(structure, constants);
    change(genome);
    const candidate = simplify(genome, allowed);
    if (candidate === null || candidate.structure.instructions.length > maxOps) continue;
    const hash = hashOfCanonical(candidate.structure);
    if (seen.has(hash)) continue;
    seen.add(hash);
    neighbours.push(candidate);
  }
  return neighbours;
}

/** The program squared, its root, and what it is the square or root of. */
function continuations(
  { structure, constants }: Candidate,
  opcodes: readonly Opcode[],
  maxOps: number,
): Candidate[] {
  const { instructions, constantCount, result } = structure;
  if (result < 0) return [];
  const continued: Structure[] = [];
  const last = instructions.length - 1;
  const append = (opcode: Opcode, operands: readonly Operand[]): void => {
    if (!opcodes.includes(opcode) || instructions.length >= maxOps) return;
    continued.push({
      instructions: [...instructions, { opcode, operands }],
      constantCount,
      result: instructions.length,
    });
  };
  append('mul', [result, result]);
  append('sqrt', [result]);
  const core = outermost(structure);
  if (core?.inner === last - 1 && instructions[last]!.opcode !== 'neg')
    continued.push({ instructions: instructions.slice(0, last), constantCount, result: core.inner });
  return continued.map((program) => ({ structure: program, constants, continuedFrom: structure }));
}

function* changesOf(parent: Genome, opcodes: readonly Opcode[]): Iterable<Change> {
  yield* growths(parent, opcodes);
  yield* removals(parent);
  yield* otherOpcodes(parent, opcodes);
  yield* otherOperands(parent);
  yield* insertions(parent, opcodes);
}

/** A constant c becomes c + 0 x, so that polynomials grow by a degree. */
function* growths(parent: Genome, opcodes: readonly Opcode[]): Iterable<Change> {
  for (const insertion of neutralInsertions(opcodes)) {
    if (!insertion.takesValue) continue;
    for (const use of constantUsesOf(parent))
      yield (genome) => insertNeutrallyAt(genome, insertion, { use, alone: true, g: INPUT });
  }
}

/** One of its operands takes the place of an instruction. */
function* removals({ instructions }: Genome): Iterable<Change> {
  for (const [removed, { operands }] of instructions.entries())
    for (const heir of new Set(operands)) yield (genome) => replaceUses(genome, removed, heir);
}

function* otherOpcodes({ instructions }: Genome, opcodes: readonly Opcode[]): Iterable<Change> {
  for (const [i, { opcode, operands }] of instructions.entries()) {
    for (const other of opcodes) {
      if (other === opcode || OPCODE[other].arity !== operands.length) continue;
      yield (genome) => {
        genome.instructions[i]!.opcode = other;
      };
    }
    if (operands.length < 2 || OPCODE[opcode].commutative) continue;
    yield (genome) => {
      genome.instructions[i]!.operands.reverse();
    };
  }
}

/** Each operand becomes x, each earlier value, and a constant of its own. */
function* otherOperands(parent: Genome): Iterable<Change> {
  for (const edge of edgesOf(parent)) {
    const present = operandAt(parent, edge);
    for (let value: Operand = INPUT; value < edge.instruction; value++) {
      if (value !== present) yield (genome) => setOperand(genome, edge, value);
    }
    if (!isConstantOperand(present)) yield (genome) => setOperand(genome, edge, addConstant(genome, 1));
  }
}

function* insertions(parent: Genome, opcodes: readonly Opcode[]): Iterable<Change> {
  for (const insertion of neutralInsertions(opcodes)) {
    for (const use of usesOf(parent)) {
      const last = insertion.takesValue ? use.instruction - 1 : INPUT;
      for (let g: Operand = INPUT; g <= last; g++)
        yield (genome) => insertNeutrallyAt(genome, insertion, { use, alone: true, g });
    }
  }
}

function edgesOf({ instructions }: Genome): Edge[] {
  const edges = instructions.flatMap(({ operands }, instruction) =>
    operands.map((_, slot) => ({ instruction, slot })),
  );
  return [...edges, { instruction: instructions.length, slot: 0 }];
}
