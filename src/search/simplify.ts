/**
 * Algebra that costs nothing in reach and saves fits: what the canonical form may not do, because it changes
 * roundings, but a search whose constants are fitted anyway may. Constants are folded, chains such as (v + c) + d and
 * c / (d * v) collapsed, subtraction of and division by a constant turned into addition and multiplication. A
 * neutral constant (v + 0, v * 1) stays: it is how a search grows a program without changing its values.
 */

import { applyOpcode } from '../program/apply';
import type { Opcode } from '../program/opcode';
import { canonicalForm } from '../program/canonicalize';
import {
  INPUT,
  constantIndex,
  constantOperand,
  isConstantOperand,
  type Operand,
  type Structure,
} from '../program/program';
import type { Genome, GenomeInstruction } from './genome';

export interface Candidate {
  readonly structure: Structure;
  /** One per constant of the structure. */
  readonly constants: Float64Array;
  /**
   * Where given, the constants fit this program, which differs in its outermost squares and the like alone: they are to
   * be led from there to where they fit the structure.
   */
  readonly continuedFrom?: Structure;
}

/**
 * The canonical candidate of a genome, with no opcode beyond those allowed (which those of the genome must be); null if
 * folding met a number that is not finite.
 */
export function simplify(genome: Genome, allowed: ReadonlySet<Opcode>): Candidate | null {
  const simplifier = new Simplifier(genome, allowed);
  const result = simplifier.run();
  if (result === null) return null;
  const { structure, constantOrder } = canonicalForm(
    {
      instructions: simplifier.instructions,
      constantCount: simplifier.constants.length,
      result,
    },
    simplifier.constants,
  );
  return { structure, constants: Float64Array.from(constantOrder, (k) => simplifier.constants[k]!) };
}

/** v + c or c - v. */
interface Shift {
  readonly of: Operand;
  readonly sign: 1 | -1;
  readonly by: number;
}

/** v * c or c / v. */
interface Scaling {
  readonly of: Operand;
  readonly power: 1 | -1;
  readonly by: number;
}

class Simplifier {
  readonly instructions: GenomeInstruction[] = [];
  readonly constants: number[];

  private readonly genome: Genome;
  private readonly canAdd: boolean;
  private readonly canSubtract: boolean;
  private readonly canMultiply: boolean;

  constructor(genome: Genome, allowed: ReadonlySet<Opcode>) {
    this.genome = genome;
    this.constants = genome.constants.slice();
    this.canAdd = allowed.has('add');
    this.canSubtract = allowed.has('sub');
    this.canMultiply = allowed.has('mul');
  }

  /** The operand of the result, or null. */
  run(): Operand | null {
    const translated: Operand[] = [];
    const translate = (operand: Operand): Operand => (operand >= 0 ? translated[operand]! : operand);
    for (const { opcode, operands } of this.genome.instructions)
      translated.push(this.emit(opcode, operands.map(translate)));
    return this.constants.every(Number.isFinite) ? translate(this.genome.result) : null;
  }

  private valueOf(operand: Operand): number {
    return this.constants[constantIndex(operand)]!;
  }

  private constant(value: number): Operand {
    this.constants.push(value);
    return constantOperand(this.constants.length - 1);
  }

  private instruction(opcode: Opcode, ...operands: Operand[]): Operand {
    this.instructions.push({ opcode, operands });
    return this.instructions.length - 1;
  }

  private emit(opcode: Opcode, operands: Operand[]): Operand {
    const [a, b = a, c = a] = operands as [Operand, Operand?, Operand?];
    if (operands.every(isConstantOperand))
      return this.constant(applyOpcode(opcode, this.valueOf(a), this.valueOf(b), this.valueOf(c)));
    switch (opcode) {
      case 'add':
        return this.add(a, b);
      case 'sub':
        return this.subtract(a, b);
      case 'mul':
        return this.multiply(a, b);
      case 'div':
        return this.divide(a, b);
      case 'neg':
        return this.negate(a);
      case 'fma':
        if (isConstantOperand(a) && isConstantOperand(b) && (this.canAdd || this.canSubtract))
          return this.add(this.constant(this.valueOf(a) * this.valueOf(b)), c);
        return this.instruction('fma', a, b, c);
      case 'sqrt':
        return this.instruction('sqrt', a);
    }
  }

  private add(a: Operand, b: Operand): Operand {
    if (isConstantOperand(a)) return this.shift({ of: b, sign: 1, by: this.valueOf(a) });
    if (isConstantOperand(b)) return this.shift({ of: a, sign: 1, by: this.valueOf(b) });
    const negatedB = this.canSubtract ? this.negated(b) : null;
    if (negatedB !== null) return this.subtract(a, negatedB);
    const negatedA = this.canSubtract ? this.negated(a) : null;
    if (negatedA !== null) return this.subtract(b, negatedA);
    return this.instruction('add', a, b);
  }

  private subtract(a: Operand, b: Operand): Operand {
    if (a === b) return this.constant(0);
    if (isConstantOperand(a)) return this.shift({ of: b, sign: -1, by: this.valueOf(a) });
    if (isConstantOperand(b)) return this.shift({ of: a, sign: 1, by: -this.valueOf(b) });
    const negated = this.canAdd ? this.negated(b) : null;
    return negated === null ? this.instruction('sub', a, b) : this.add(a, negated);
  }

  private multiply(a: Operand, b: Operand): Operand {
    if (isConstantOperand(a)) return this.scale({ of: b, power: 1, by: this.valueOf(a) });
    if (isConstantOperand(b)) return this.scale({ of: a, power: 1, by: this.valueOf(b) });
    return this.instruction('mul', a, b);
  }

  private divide(a: Operand, b: Operand): Operand {
    if (a === b) return this.constant(1);
    if (isConstantOperand(a)) return this.scale({ of: b, power: -1, by: this.valueOf(a) });
    if (isConstantOperand(b)) return this.scale({ of: a, power: 1, by: 1 / this.valueOf(b) });
    return this.instruction('div', a, b);
  }

  private negate(a: Operand): Operand {
    const inner = this.negated(a);
    if (inner !== null) return inner;
    const shift = this.shiftAt(a);
    if (shift !== null && this.canSubtract) {
      const sign = shift.sign === 1 ? -1 : 1;
      return this.shift({ of: shift.of, sign, by: -shift.by });
    }
    const scaling = this.scalingAt(a);
    if (scaling !== null) return this.scale({ ...scaling, by: -scaling.by });
    const instruction = this.instructions[a];
    if (instruction?.opcode === 'sub')
      return this.instruction('sub', instruction.operands[1]!, instruction.operands[0]!);
    return this.instruction('neg', a);
  }

  private shift({ of, sign, by }: Shift): Operand {
    const inner = this.shiftAt(of);
    if (inner !== null && (inner.sign === sign || this.canSubtract)) {
      return this.shift({
        of: inner.of,
        sign: inner.sign === sign ? 1 : -1,
        by: by + sign * inner.by,
      });
    }
    const negated = this.canSubtract ? this.negated(of) : null;
    if (negated !== null) return this.shift({ of: negated, sign: sign === 1 ? -1 : 1, by });
    if (sign === -1) return this.instruction('sub', this.constant(by), of);
    return this.canAdd
      ? this.instruction('add', of, this.constant(by))
      : this.instruction('sub', of, this.constant(-by));
  }

  private scale({ of, power, by }: Scaling): Operand {
    const inner = this.scalingAt(of);
    if (inner !== null) {
      return this.scale({
        of: inner.of,
        power: inner.power === power ? 1 : -1,
        by: power === 1 ? by * inner.by : by / inner.by,
      });
    }
    const negated = this.negated(of);
    if (negated !== null) return this.scale({ of: negated, power, by: -by });
    if (power === -1) return this.instruction('div', this.constant(by), of);
    return this.canMultiply
      ? this.instruction('mul', of, this.constant(by))
      : this.instruction('div', of, this.constant(1 / by));
  }

  /** The operand of a negation, or null. */
  private negated(operand: Operand): Operand | null {
    const instruction = operand === INPUT ? undefined : this.instructions[operand];
    return instruction?.opcode === 'neg' ? instruction.operands[0]! : null;
  }

  private shiftAt(operand: Operand): Shift | null {
    const instruction = this.instructions[operand];
    if (instruction === undefined) return null;
    const [a, b] = instruction.operands as [Operand, Operand];
    if (instruction.opcode === 'add' && isConstantOperand(b)) return { of: a, sign: 1, by: this.valueOf(b) };
    if (instruction.opcode !== 'sub') return null;
    if (isConstantOperand(a)) return { of: b, sign: -1, by: this.valueOf(a) };
    if (isConstantOperand(b)) return { of: a, sign: 1, by: -this.valueOf(b) };
    return null;
  }

  private scalingAt(operand: Operand): Scaling | null {
    const instruction = this.instructions[operand];
    if (instruction === undefined) return null;
    const [a, b] = instruction.operands as [Operand, Operand];
    if (instruction.opcode === 'mul' && isConstantOperand(b)) return { of: a, power: 1, by: this.valueOf(b) };
    if (instruction.opcode === 'div' && isConstantOperand(a))
      return { of: b, power: -1, by: this.valueOf(a) };
    return null;
  }
}
