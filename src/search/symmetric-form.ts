/**
 * Candidates that are odd or even by construction, made of any: what a mutation leaves without parity is mended in one
 * pass, so that few proposals are lost and evolution keeps all its ways of changing a program.
 */

import type { Opcode } from '../program/opcode';
import { combinedParity, parityOf, parityOfOperand, type Parity } from '../program/parity';
import { INPUT, isConstantOperand, type Operand } from '../program/program';
import type { Symmetry } from './constraints';
import { genomeOf, type Genome, type GenomeInstruction } from './genome';
import { simplify, type Candidate } from './simplify';

/**
 * The candidate itself where it has the parity, else what mending makes of it: a sum of values of different parity takes
 * x * x for x, leaves out a constant or becomes a product, and a result of the wrong parity is multiplied by x. Null where
 * that does not help.
 *
 * @param allowed must contain mul
 */
export function symmetricForm(
  candidate: Candidate,
  symmetry: Symmetry,
  allowed: ReadonlySet<Opcode>,
): Candidate | null {
  if (parityOf(candidate.structure) === symmetry) return candidate;
  const mended = new Mending(genomeOf(candidate.structure, candidate.constants)).run(symmetry);
  const simplified = mended === null ? null : simplify(mended, allowed);
  return simplified !== null && parityOf(simplified.structure) === symmetry ? simplified : null;
}

class Mending {
  private readonly genome: Genome;
  private readonly instructions: GenomeInstruction[] = [];
  private readonly parities: Parity[] = [];
  private square: Operand | null = null;

  constructor(genome: Genome) {
    this.genome = genome;
  }

  run(symmetry: Symmetry): Genome | null {
    const translated: Operand[] = [];
    const translate = (operand: Operand): Operand => (operand >= 0 ? translated[operand]! : operand);
    for (const { opcode, operands } of this.genome.instructions) {
      const value = this.mend(opcode, operands.map(translate));
      if (value === null) return null;
      translated.push(value);
    }
    const result = this.turned(translate(this.genome.result), symmetry);
    return { instructions: this.instructions, constants: this.genome.constants, result };
  }

  /** The operand of the instruction's value, or of what takes its place; null where nothing can. */
  private mend(opcode: Opcode, operands: readonly Operand[]): Operand | null {
    const [a, b = a, c = a] = operands as [Operand, Operand?, Operand?];
    const parity = combinedParity(opcode, this.parityAt(a), this.parityAt(b), this.parityAt(c));
    if (parity !== 'neither') return this.emit(opcode, operands);
    if (opcode !== 'add' && opcode !== 'sub') return null;
    if (a === INPUT && !isConstantOperand(b)) return this.emit(opcode, [this.squared(), b]);
    if (b === INPUT && !isConstantOperand(a)) return this.emit(opcode, [a, this.squared()]);
    if (isConstantOperand(a)) return b === INPUT ? this.emit(opcode, [a, this.squared()]) : b;
    if (isConstantOperand(b)) return a === INPUT ? this.emit(opcode, [this.squared(), b]) : a;
    return this.emit('mul', [a, b]);
  }

  private turned(result: Operand, symmetry: Symmetry): Operand {
    if (this.parityAt(result) === symmetry) return result;
    const { opcode, operands } = this.instructions[result] ?? {};
    const [a, b] = operands ?? [];
    // x v becomes v rather than x x v.
    if (a !== undefined && b === INPUT && (opcode === 'mul' || opcode === 'div')) return a;
    if (b !== undefined && a === INPUT && opcode === 'mul') return b;
    return this.emit('mul', [result, INPUT]);
  }

  private squared(): Operand {
    return this.square ?? this.emit('mul', [INPUT, INPUT]);
  }

  private emit(opcode: Opcode, operands: readonly Operand[]): Operand {
    const [a, b = a, c = a] = operands as [Operand, Operand?, Operand?];
    const value = this.instructions.push({ opcode, operands: [...operands] }) - 1;
    this.parities.push(combinedParity(opcode, this.parityAt(a), this.parityAt(b), this.parityAt(c)));
    if (opcode === 'mul' && a === INPUT && b === INPUT) this.square = value;
    return value;
  }

  private parityAt(operand: Operand): Parity {
    return parityOfOperand(operand, this.parities);
  }
}
