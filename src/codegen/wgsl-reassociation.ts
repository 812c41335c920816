/**
 * Where compilers are known to use the freedom to reassociate: they merge the constants of neighbouring operations,
 * (x + a) + b into x + (a + b), cancel what is added and taken away, (x + y) - y, and factor, x * y + x * z into
 * x * (y + z); SPIRV-Tools does all of this. Programs seldom hold such pairs, since exact arithmetic makes them
 * redundant, but where they do their rounding is meant.
 */

import type { Opcode } from '../program/opcode';
import { isConstantOperand } from '../program/program';
import type { Instruction, Operand, Structure } from '../program/program';
import { instructionAt, liveInstructions } from './live';

function familyOf(opcode: Opcode): 'sum' | 'product' | undefined {
  if (opcode === 'add' || opcode === 'sub') return 'sum';
  return opcode === 'mul' || opcode === 'div' ? 'product' : undefined;
}

/** The operand behind any negations, which compilers move out of the way. */
function withoutSign(structure: Structure, operand: Operand): Operand {
  if (operand < 0) return operand;
  const { opcode, operands } = instructionAt(structure, operand);
  return opcode === 'neg' && operands[0] !== undefined ? withoutSign(structure, operands[0]) : operand;
}

/** The live instructions whose rounded value a compiler might do away with. */
export function mergeableInstructions(structure: Structure): Set<number> {
  const mergeable = new Set<number>();
  const operandsOf = ({ operands }: Instruction): Operand[] => operands.map((o) => withoutSign(structure, o));
  const shareOperand = (a: readonly Operand[], b: readonly Operand[]): boolean =>
    a.some((o) => b.includes(o));

  for (const index of liveInstructions(structure)) {
    const user = instructionAt(structure, index);
    const family = familyOf(user.opcode);
    if (family === undefined) continue;
    const operands = operandsOf(user);
    for (const [position, operand] of operands.entries()) {
      if (operand < 0) continue;
      const inner = instructionAt(structure, operand);
      if (familyOf(inner.opcode) !== family) continue;
      const beside = operands.filter((_, i) => i !== position);
      const within = operandsOf(inner);
      const constants = beside.some(isConstantOperand) && within.some(isConstantOperand);
      if (constants || shareOperand(beside, within)) mergeable.add(operand);
    }
    const products = operands.filter((o) => o >= 0 && instructionAt(structure, o).opcode === 'mul');
    const [first, second] = products;
    if (family === 'sum' && first !== undefined && second !== undefined) {
      const factors = [first, second].map((o) => operandsOf(instructionAt(structure, o)));
      if (shareOperand(factors[0] ?? [], factors[1] ?? [])) mergeable.add(first);
    }
  }
  return mergeable;
}
