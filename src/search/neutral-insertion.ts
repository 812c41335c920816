/**
 * Insertions that leave the parent's values as they are: v + 0 g, v + 0 / g, v 1, v + 0, with a constant where the 0 or
 * 1 stands. The fit then goes downhill from the parent, so that what needs two instructions at once to pay is found.
 */

import { INPUT, isConstantOperand, type Operand } from '../program/program';
import type { Opcode } from '../program/opcode';
import { addConstant, insertInstruction, operandAt, setOperand, type Edge, type Genome } from './genome';
import type { MutationContext } from './mutation';

type Shape = (genome: Genome, position: number, v: Operand, g: Operand) => Operand;

interface NeutralInsertion {
  readonly needs: readonly Opcode[];
  readonly apply: Shape;
}

const INSERTIONS: readonly NeutralInsertion[] = [
  {
    needs: ['add', 'mul'],
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
    apply: (genome, position, v, g) =>
      insertInstruction(genome, position, { opcode: 'fma', operands: [g, addConstant(genome, 0), v] }),
  },
  {
    needs: ['add'],
    apply: (genome, position, v) =>
      insertInstruction(genome, position, { opcode: 'add', operands: [v, addConstant(genome, 0)] }),
  },
  {
    needs: ['mul'],
    apply: (genome, position, v) =>
      insertInstruction(genome, position, { opcode: 'mul', operands: [v, addConstant(genome, 1)] }),
  },
];

/**
 * Inserts on a random value, for all its uses or for one: by the latter a level comes between a value and one of its
 * users, as continued fractions grow. False where the opcodes or the program (a constant) allow no neutral insertion.
 */
export function insertNeutrally(genome: Genome, { random, opcodes }: MutationContext): boolean {
  const possible = INSERTIONS.filter(({ needs }) => needs.every((opcode) => opcodes.includes(opcode)));
  const uses = usesOfValues(genome);
  if (possible.length === 0 || uses.length === 0) return false;
  const { apply } = random.pick(possible);
  const use = random.pick(uses);
  const v = operandAt(genome, use);
  const alone = random.chance(0.5);
  const position = alone ? use.instruction : v + 1;
  const g: Operand = position === 0 || random.chance(0.4) ? INPUT : random.below(position);
  const before = genome.instructions.length;
  const replaced = apply(genome, position, v, g);
  const moved = genome.instructions.length - before;
  for (const { instruction, slot } of alone ? [use] : uses) {
    if (instruction < position) continue;
    const edge = { instruction: instruction + moved, slot };
    if (operandAt(genome, edge) === v) setOperand(genome, edge, replaced);
  }
  return true;
}

/** Where x or the value of an instruction is used, as result included. */
function usesOfValues(genome: Genome): Edge[] {
  const uses: Edge[] = [];
  for (let instruction = 0; instruction <= genome.instructions.length; instruction++) {
    const operands = genome.instructions[instruction]?.operands ?? [genome.result];
    operands.forEach((operand, slot) => {
      if (!isConstantOperand(operand)) uses.push({ instruction, slot });
    });
  }
  return uses;
}
