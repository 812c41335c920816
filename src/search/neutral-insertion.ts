/**
 * Insertions that leave the parent's values as they are: v + 0 g, v + 0 / g, v 1, v + 0, with a constant where the 0 or
 * 1 stands. The fit then goes downhill from the parent, so that what needs two instructions at once to pay is found.
 */

import { INPUT, type Operand } from '../program/program';
import type { Opcode } from '../program/opcode';
import {
  addConstant,
  constantUsesOf,
  insertInstruction,
  operandAt,
  setOperand,
  usesOf,
  type Edge,
  type Genome,
} from './genome';
import type { MutationContext } from './mutation';

/** Share of the insertions that are on a constant, where roundings count. */
const CONSTANTS_GROW = 0.4;

export interface NeutralInsertion {
  readonly needs: readonly Opcode[];
  /** Whether it brings in another value, g. */
  readonly takesValue: boolean;
  /** Inserts before `position`; the operand that stands for v afterwards. */
  readonly apply: (genome: Genome, position: number, v: Operand, g: Operand) => Operand;
}

const INSERTIONS: readonly NeutralInsertion[] = [
  {
    needs: ['add', 'mul'],
    takesValue: true,
    apply: (genome, position, v, g) => {
      const product = insertInstruction(genome, position, {
        opcode: 'mul',
        operands: [g, addConstant(genome, 0)],
      });
      return insertInstruction(genome, position + 1, { opcode: 'add', operands: [v, product] });
    },
  },
  {
    needs: ['add', 'div'],
    takesValue: true,
    apply: (genome, position, v, g) => {
      const quotient = insertInstruction(genome, position, {
        opcode: 'div',
        operands: [addConstant(genome, 0), g],
      });
      return insertInstruction(genome, position + 1, { opcode: 'add', operands: [v, quotient] });
    },
  },
  {
    needs: ['fma'],
    takesValue: true,
    apply: (genome, position, v, g) =>
      insertInstruction(genome, position, { opcode: 'fma', operands: [g, addConstant(genome, 0), v] }),
  },
  {
    needs: ['add'],
    takesValue: false,
    apply: (genome, position, v) =>
      insertInstruction(genome, position, { opcode: 'add', operands: [v, addConstant(genome, 0)] }),
  },
  {
    needs: ['mul'],
    takesValue: false,
    apply: (genome, position, v) =>
      insertInstruction(genome, position, { opcode: 'mul', operands: [v, addConstant(genome, 1)] }),
  },
];

/** Those that the opcodes allow. */
export function neutralInsertions(opcodes: readonly Opcode[]): readonly NeutralInsertion[] {
  return INSERTIONS.filter(({ needs }) => needs.every((opcode) => opcodes.includes(opcode)));
}

/**
 * Inserts on a random value, for all its uses or for one: by the latter a level comes between a value and one of its
 * users, as continued fractions grow. Where roundings count, polynomials do the work, and a use of a constant may be
 * chosen as well: c becomes c + 0 g, by which they grow. False where the opcodes or the program (a constant) allow no
 * neutral insertion.
 */
export function insertNeutrally(genome: Genome, { random, opcodes, rounding }: MutationContext): boolean {
  const possible = neutralInsertions(opcodes);
  const uses = usesOf(genome);
  if (rounding === true && uses.length > 0 && random.chance(CONSTANTS_GROW)) {
    const growing = possible.filter(({ takesValue }) => takesValue);
    const places = constantUsesOf(genome);
    if (growing.length > 0 && places.length > 0) {
      const use = random.pick(places);
      const g: Operand = use.instruction === 0 || random.chance(0.5) ? INPUT : random.below(use.instruction);
      insertNeutrallyAt(genome, random.pick(growing), { use, alone: true, g });
      return true;
    }
  }
  if (possible.length === 0 || uses.length === 0) return false;
  const insertion = random.pick(possible);
  const use = random.pick(uses);
  const alone = random.chance(0.5);
  const position = placeOf(genome, use, alone);
  const g: Operand = position === 0 || random.chance(0.4) ? INPUT : random.below(position);
  insertNeutrallyAt(genome, insertion, { use, alone, g });
  return true;
}

export interface NeutralPlace {
  readonly use: Edge;
  /** Whether the value's other uses keep the value as it was. */
  readonly alone: boolean;
  /** x or the value of an instruction: before the use where it is alone, else not after the value used. */
  readonly g: Operand;
}

export function insertNeutrallyAt(
  genome: Genome,
  { apply }: NeutralInsertion,
  { use, alone, g }: NeutralPlace,
): void {
  const v = operandAt(genome, use);
  const position = placeOf(genome, use, alone);
  const uses = alone ? [use] : usesOf(genome);
  const before = genome.instructions.length;
  const replaced = apply(genome, position, v, g);
  const moved = genome.instructions.length - before;
  for (const { instruction, slot } of uses) {
    if (instruction < position) continue;
    const edge = { instruction: instruction + moved, slot };
    if (operandAt(genome, edge) === v) setOperand(genome, edge, replaced);
  }
}

function placeOf(genome: Genome, use: Edge, alone: boolean): number {
  return alone ? use.instruction : operandAt(genome, use) + 1;
}
