/** Random valid programs for property tests. */

import * as fc from 'fast-check';
import { isFiniteFormat } from '../../src/numerics/format';
import type { Format } from '../../src/numerics/format';
import { constantFromText, roundConstant } from '../../src/program/constant';
import { OPCODE, OPCODES } from '../../src/program/opcode';
import type { Opcode } from '../../src/program/opcode';
import { constantOperand, INPUT } from '../../src/program/program';
import type { Constant, Instruction, Operand, Program } from '../../src/program/program';

export interface ProgramShape {
  readonly format: Format;
  readonly maxInstructions?: number;
  readonly maxConstants?: number;
  readonly opcodes?: readonly Opcode[];
  /** Whether constants of finite formats may be infinite or NaN, or any bit pattern at all; true unless told. */
  readonly anyConstants?: boolean;
}

const decimalDigits = fc.stringMatching(/^[1-9][0-9]{0,45}$/);

/** Constants of the format: any bits rounded to it, and readable ones; for `real`, long decimals too. */
export function constantArbitrary(format: Format, anyConstants = true): fc.Arbitrary<Constant> {
  const modest = fc
    .tuple(fc.integer({ min: -4000, max: 4000 }), fc.integer({ min: -12, max: 4 }))
    .map(([n, e]) => constantFromText(`${n}${n === 0 ? '' : `e${Math.max(e, -6)}`}`, 'f64'));
  if (!isFiniteFormat(format)) {
    const decimal = fc
      .tuple(fc.boolean(), decimalDigits, fc.integer({ min: -40, max: 40 }))
      .map(([negative, digits, exponent]) =>
        constantFromText(`${negative ? '-' : ''}${digits}e${exponent}`, 'real'),
      );
    const binary = fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((x): Constant => constantFromText(x === 0 ? '0' : x.toString(), 'f64'));
    return fc.oneof(decimal, binary, modest);
  }
  const rounded = modest.map((constant) => roundConstant(constant, format));
  if (!anyConstants) return rounded;
  const anyBits = fc
    .bigInt({ min: 0n, max: (1n << 64n) - 1n })
    .map((bits): Constant => roundConstant({ kind: 'binary64', bits }, format));
  const special = fc
    .constantFrom('0', '-0', 'inf', '-inf', 'nan', '-nan', '1', '-1')
    .map((text) => constantFromText(text, format));
  return fc.oneof({ weight: 4, arbitrary: rounded }, { weight: 2, arbitrary: anyBits }, special);
}

/** A program whose result is its last instruction, or x or a constant where it has none; dead code is likely. */
export function programArbitrary(shape: ProgramShape): fc.Arbitrary<Program> {
  const { format, maxInstructions = 12, maxConstants = 5, opcodes = OPCODES, anyConstants = true } = shape;
  return fc
    .tuple(
      fc.array(constantArbitrary(format, anyConstants), { minLength: 0, maxLength: maxConstants }),
      fc.array(fc.tuple(fc.constantFrom(...opcodes), fc.nat(), fc.nat(), fc.nat()), {
        minLength: 0,
        maxLength: maxInstructions,
      }),
      fc.nat(),
    )
    .map(([constants, drawn, last]): Program => {
      // Earlier values first, so that shrinking draws operands towards the latest instruction.
      const choose = (n: number, before: number): Operand => {
        const among = before + 1 + constants.length;
        const choice = n % among;
        if (choice < before) return before - 1 - choice;
        return choice === before ? INPUT : constantOperand(choice - before - 1);
      };
      const instructions = drawn.map(([opcode, ...draws], i): Instruction => {
        const { arity } = OPCODE[opcode];
        return { opcode, operands: draws.slice(0, arity).map((n) => choose(n, i)) };
      });
      const result = instructions.length > 0 ? instructions.length - 1 : choose(last, 0);
      return { instructions, constantCount: constants.length, result, constants };
    });
}

/**
 * The same program written differently: constants renumbered (some unused ones added), commuting operands exchanged,
 * dead instructions inserted, independent instructions reordered.
 */
export function disguise(program: Program, random: (below: number) => number): Program {
  const { constants, instructions, result } = program;
  const order = shuffle([...constants.keys(), -1], random);
  const newConstants = order.map((k): Constant => constants[k] ?? { kind: 'binary64', bits: 0x3ff8n << 48n });
  const newNumbers: number[] = [];
  const written: Instruction[] = [];
  const rename = (operand: Operand): Operand => {
    if (operand === INPUT) return INPUT;
    if (operand < INPUT) return constantOperand(order.indexOf(-2 - operand));
    const number = newNumbers[operand];
    if (number === undefined) throw new Error('an operand is written before its use');
    return number;
  };
  const pending = new Set(instructions.keys());
  if (result >= 0) pending.delete(result);
  const write = (i: number): void => {
    const { opcode, operands } = instructions[i]!;
    const renamed = operands.map(rename);
    const [a, b] = renamed;
    if (OPCODE[opcode].commutative && a !== undefined && b !== undefined && random(2) === 0) {
      renamed[0] = b;
      renamed[1] = a;
    }
    newNumbers[i] = written.push({ opcode, operands: renamed }) - 1;
  };
  while (pending.size > 0) {
    if (random(6) === 0)
      written.push({ opcode: 'add', operands: [INPUT, constantOperand(order.indexOf(-1))] });
    const ready = [...pending].filter((i) =>
      instructions[i]!.operands.every((operand) => operand < 0 || newNumbers[operand] !== undefined),
    );
    const chosen = ready[random(ready.length)]!;
    pending.delete(chosen);
    write(chosen);
  }
  if (result >= 0) write(result);
  const newResult = result >= 0 ? written.length - 1 : rename(result);
  return {
    instructions: written,
    constantCount: newConstants.length,
    result: newResult,
    constants: newConstants,
  };
}

function shuffle<T>(list: readonly T[], random: (below: number) => number): T[] {
  const shuffled = [...list];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = random(i + 1);
    const kept = shuffled[i] as T;
    shuffled[i] = shuffled[j] as T;
    shuffled[j] = kept;
  }
  return shuffled;
}
