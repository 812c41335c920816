/** Random programs and numbers that stay where binary32 arithmetic is ordinary: for self-test and measurement. */

import { fromBinary32Bits } from '../../numerics/bits';
import { RandomStream } from '../../numerics/random';
import { constantFromNumber } from '../../program/constant';
import type { Opcode } from '../../program/opcode';
import { constantOperand, INPUT, type Instruction, type Operand, type Program } from '../../program/program';

const SEED = 1788;
const MAX_CONSTANTS = 8;

/** A normal binary32 number whose exponent is uniform in [lowest, highest]. */
export function normalNumber(random: RandomStream, lowest: number, highest: number): number {
  const exponent = lowest + random.below(highest - lowest + 1);
  const sign = random.chance(0.5) ? 0x80000000 : 0;
  return fromBinary32Bits((sign | ((exponent + 127) << 23) | (random.uint32() >>> 9)) >>> 0);
}

/**
 * Random programs of `length` instructions over the opcodes, of which most values stay in range on the moderate
 * points: constants are positive and near 1, divisors x or a constant, roots taken of what cannot be negative.
 * Most instructions use the value before them, so that few are dead.
 */
export function randomPrograms(
  stream: number,
  count: number,
  length: number,
  opcodes: readonly Opcode[],
): Program[] {
  const random = new RandomStream(SEED, stream, length);
  return Array.from({ length: count }, () => randomProgram(random, length, opcodes));
}

function randomProgram(random: RandomStream, length: number, opcodes: readonly Opcode[]): Program {
  const constantCount = Math.min(length, MAX_CONSTANTS);
  const constants = Array.from({ length: constantCount }, () => Math.abs(normalNumber(random, -2, 0)));
  const nonNegative = new Set<Operand>();
  const instructions: Instruction[] = [];
  const put = (opcode: Opcode, ...operands: Operand[]): void => void instructions.push({ opcode, operands });
  const leaf = (): Operand => random.below(1 + constantCount) - 1 - constantCount;
  const constant = (): Operand => constantOperand(random.below(constantCount));
  for (let i = 0; i < length; i++) {
    const opcode = random.pick(opcodes);
    const previous = i === 0 ? INPUT : i - 1;
    const any = random.chance(0.5) ? leaf() : random.below(i + 1) - 1;
    if (opcode === 'sqrt') {
      put('sqrt', nonNegative.has(previous) ? previous : constant());
      nonNegative.add(i);
    } else if (opcode === 'mul' && random.chance(0.25)) {
      put('mul', previous, previous);
      nonNegative.add(i);
    } else if (opcode === 'div') put('div', previous, leaf());
    else if (opcode === 'neg') put('neg', previous);
    else if (opcode === 'fma') put('fma', previous, any, leaf());
    else if (random.chance(0.5)) put(opcode, previous, any);
    else put(opcode, any, previous);
  }
  return {
    instructions,
    constants: constants.map(constantFromNumber),
    constantCount,
    result: instructions.length - 1,
  };
}
