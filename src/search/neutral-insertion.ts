/**
 * Insertions that leave the parent's values as they are: v + 0 g, v + 0 / g, v 1, v + 0, with a constant where the 0 or
 * 1 stands. The fit then goes downhill from the parent, so that what needs two instructions at once to pay is found.
 */

import { INPUT, type Operand } from '../program/program';
import type { Opcode } from '../program/opcode';
import { addConstant, insertInstruction, type Genome } from './genome';
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

/** Inserts on a random value; false where the opcodes allow no neutral insertion. */
export function insertNeutrally(genome: Genome, { random, opcodes }: MutationContext): boolean {
  const possible = INSERTIONS.filter(({ needs }) => needs.every((opcode) => opcodes.includes(opcode)));
  if (possible.length === 0) return false;
  const { apply } = random.pick(possible);
  const length = genome.instructions.length;
  // The value v is an instruction's, or x: every use of it after the insertion sees the new value.
  const chosen = random.below(length + 1) - 1;
  const v: Operand = chosen < 0 ? INPUT : chosen;
  const position = chosen + 1;
  const g: Operand = position === 0 || random.chance(0.4) ? INPUT : random.below(position);
  const before = genome.instructions.length;
  const replaced = apply(genome, position, v, g);
  const firstUser = position + genome.instructions.length - before;
  for (let i = firstUser; i < genome.instructions.length; i++) {
    const { operands } = genome.instructions[i]!;
    for (let j = 0; j < operands.length; j++)
      if (operands[j] === v && (v !== INPUT || random.chance(0.5))) operands[j] = replaced;
  }
  if (genome.result === v) genome.result = replaced;
  return true;
}
