/**
 * The law: the meaning of a program in a finite format, which every other evaluator is compared with bit for bit.
 *
 * Each instruction is rounded once, to nearest with ties to even. For + - * / and sqrt in f32, f16 and bf16 the
 * binary64 operation is rounded again to the format, which gives the same number: with p bits in the format, the
 * double rounding is innocuous when the wider format has at least 2p + 2 bits (S. A. Figueroa, When is double
 * rounding innocuous?, ACM SIGNUM Newsletter 30(3), 1995), and 53 >= 2 * 24 + 2. Subnormal results keep this: a
 * quotient that is no midpoint of a shorter significand differs from it by at least 2^-(2p+1) of itself, sums and
 * products that come out subnormal are exact in binary64, and square roots are never subnormal. fma has no such
 * bound and is computed exactly before its one rounding. neg flips the sign bit, of zeros and NaN too.
 *
 * Where an arithmetic computes in another format than that of x and the result, each instruction is rounded to that, and
 * the result once more at the end. Where it flushes, subnormal numbers are zeros of their sign as soon as they appear.
 *
 * x must be a number of the format. Constants are rounded to the format first (once, also from decimal text);
 * those of a program made for the format are unchanged by it. Which NaN an arithmetic instruction returns is not
 * part of the law; that it is a NaN is.
 */

import { computeFormat, isPlain, leastNormal, type Arithmetic } from '../numerics/arithmetic';
import type { FiniteFormat } from '../numerics/format';
import { fma, fmaToFormat } from '../numerics/fma';
import { roundToFormat } from '../numerics/rounding';
import { roundConstant } from './constant';
import { OPCODE } from './opcode';
import { constantIndex, INPUT, isConstantOperand } from './program';
import type { Operand, Program } from './program';

const ADD = 0;
const SUB = 1;
const MUL = 2;
const DIV = 3;
const FMA = 4;
const SQRT = 5;

/** A format stands for its plain arithmetic. */
export type LawOf = FiniteFormat | Arithmetic;

/** The program as arrays: values holds the constants, then x, then one slot an instruction. */
interface Code {
  readonly count: number;
  readonly opcodes: Uint8Array;
  /** Three slots of `values` an instruction; absent operands are 0. */
  readonly slots: Uint16Array;
  readonly values: Float64Array;
  /** The 32-bit words of `values`. */
  readonly words: Uint32Array;
  readonly inputSlot: number;
  readonly firstSlot: number;
  readonly resultSlot: number;
}

/** Which of the two words of a binary64 in memory carries the sign. */
const SIGN_WORD = new Uint32Array(new Float64Array([-0]).buffer)[1] === 0x80000000 ? 1 : 0;

function assemble(program: Program, format: FiniteFormat): Code {
  const { instructions, constants, result } = program;
  const count = instructions.length;
  const inputSlot = constants.length;
  const firstSlot = inputSlot + 1;
  const values = new Float64Array(firstSlot + count);
  const bits = new BigUint64Array(values.buffer);
  constants.forEach((constant, k) => {
    const rounded = roundConstant(constant, format);
    if (rounded.kind === 'binary64') bits[k] = rounded.bits;
  });
  const slotOf = (operand: Operand): number => {
    if (operand === INPUT) return inputSlot;
    return isConstantOperand(operand) ? constantIndex(operand) : firstSlot + operand;
  };
  const opcodes = new Uint8Array(count);
  const slots = new Uint16Array(3 * count);
  instructions.forEach(({ opcode, operands }, i) => {
    opcodes[i] = OPCODE[opcode].code;
    operands.forEach((operand, position) => {
      slots[3 * i + position] = slotOf(operand);
    });
  });
  const words = new Uint32Array(values.buffer);
  return { count, opcodes, slots, values, words, inputSlot, firstSlot, resultSlot: slotOf(result) };
}

/** values[to] = -values[from], as bits: a number passing through the engine may lose the sign of a NaN. */
function negateSlot(words: Uint32Array, from: number, to: number): void {
  words[2 * to] = words[2 * from]!;
  words[2 * to + 1] = words[2 * from + 1]!;
  words[2 * to + SIGN_WORD]! ^= 0x80000000;
}

// One loop a format class, so that each stays monomorphic for the engine and f64 and f32 call nothing but fma.

function runBinary64(code: Code): void {
  const { count, opcodes, slots, values, words, firstSlot } = code;
  for (let i = 0, s = 0; i < count; i++, s += 3) {
    const to = firstSlot + i;
    const a = values[slots[s]!]!;
    const b = values[slots[s + 1]!]!;
    switch (opcodes[i]) {
      case ADD:
        values[to] = a + b;
        break;
      case SUB:
        values[to] = a - b;
        break;
      case MUL:
        values[to] = a * b;
        break;
      case DIV:
        values[to] = a / b;
        break;
      case FMA:
        values[to] = fma(a, b, values[slots[s + 2]!]!);
        break;
      case SQRT:
        values[to] = Math.sqrt(a);
        break;
      default:
        negateSlot(words, slots[s]!, to);
    }
  }
}

function runBinary32(code: Code): void {
  const { count, opcodes, slots, values, words, firstSlot } = code;
  for (let i = 0, s = 0; i < count; i++, s += 3) {
    const to = firstSlot + i;
    const a = values[slots[s]!]!;
    const b = values[slots[s + 1]!]!;
    switch (opcodes[i]) {
      case ADD:
        values[to] = Math.fround(a + b);
        break;
      case SUB:
        values[to] = Math.fround(a - b);
        break;
      case MUL:
        values[to] = Math.fround(a * b);
        break;
      case DIV:
        values[to] = Math.fround(a / b);
        break;
      case FMA:
        values[to] = fmaToFormat(a, b, values[slots[s + 2]!]!, 'f32');
        break;
      case SQRT:
        values[to] = Math.fround(Math.sqrt(a));
        break;
      default:
        negateSlot(words, slots[s]!, to);
    }
  }
}

function runBinary16(code: Code, format: 'f16' | 'bf16'): void {
  const { count, opcodes, slots, values, words, firstSlot } = code;
  for (let i = 0, s = 0; i < count; i++, s += 3) {
    const to = firstSlot + i;
    const a = values[slots[s]!]!;
    const b = values[slots[s + 1]!]!;
    switch (opcodes[i]) {
      case ADD:
        values[to] = roundToFormat(a + b, format);
        break;
      case SUB:
        values[to] = roundToFormat(a - b, format);
        break;
      case MUL:
        values[to] = roundToFormat(a * b, format);
        break;
      case DIV:
        values[to] = roundToFormat(a / b, format);
        break;
      case FMA:
        values[to] = fmaToFormat(a, b, values[slots[s + 2]!]!, format);
        break;
      case SQRT:
        values[to] = roundToFormat(Math.sqrt(a), format);
        break;
      default:
        negateSlot(words, slots[s]!, to);
    }
  }
}

function runIn(code: Code, format: FiniteFormat): void {
  if (format === 'f64') runBinary64(code);
  else if (format === 'f32') runBinary32(code);
  else runBinary16(code, format);
}

/** What the code is run with for one x; the value of every slot is left in the code. */
function runnerOf(code: Code, arithmetic: Arithmetic): (x: number) => void {
  const { values, inputSlot } = code;
  const format = computeFormat(arithmetic);
  if (arithmetic.flush !== true) {
    return (x) => {
      values[inputSlot] = x;
      runIn(code, format);
    };
  }
  const least = leastNormal(format);
  const flushed = (v: number): number => (Math.abs(v) < least ? v * 0 : v);
  for (let k = 0; k < inputSlot; k++) values[k] = flushed(values[k]!);
  // An instruction at a time: what it reads has been flushed.
  const single = (i: number): Code => ({
    ...code,
    count: 1,
    opcodes: code.opcodes.subarray(i),
    slots: code.slots.subarray(3 * i),
    firstSlot: code.firstSlot + i,
  });
  const steps = Array.from({ length: code.count }, (_, i) => single(i));
  return (x) => {
    values[inputSlot] = flushed(x);
    for (const step of steps) {
      runIn(step, format);
      values[step.firstSlot] = flushed(values[step.firstSlot]!);
    }
  };
}

/**
 * The program as a function of x, for repeated use: x and the value are numbers of the format. Nothing is
 * allocated by a call. The program must be valid (see `validateProgram`).
 */
export function compileLaw(program: Program, law: LawOf): (x: number) => number {
  if (typeof law !== 'string' && !isPlain(law)) return compileArithmetic(program, law);
  const format = typeof law === 'string' ? law : law.format;
  const code = assemble(program, format);
  const { values, inputSlot, resultSlot } = code;
  if (format === 'f64') {
    return (x) => {
      values[inputSlot] = x;
      runBinary64(code);
      return values[resultSlot]!;
    };
  }
  if (format === 'f32') {
    return (x) => {
      values[inputSlot] = x;
      runBinary32(code);
      return values[resultSlot]!;
    };
  }
  return (x) => {
    values[inputSlot] = x;
    runBinary16(code, format);
    return values[resultSlot]!;
  };
}

function compileArithmetic(program: Program, arithmetic: Arithmetic): (x: number) => number {
  const code = assemble(program, computeFormat(arithmetic));
  const { values, resultSlot } = code;
  const run = runnerOf(code, arithmetic);
  const { format } = arithmetic;
  return (x) => {
    run(x);
    return roundToFormat(values[resultSlot]!, format);
  };
}

/** The value of the program at x, a number of the format. */
export function interpret(program: Program, x: number, law: LawOf): number {
  return compileLaw(program, law)(x);
}

/** The values of the program at each of xs, numbers of the format. */
export function interpretAll(program: Program, xs: Float64Array, arithmetic: LawOf): Float64Array {
  const law = compileLaw(program, arithmetic);
  const results = new Float64Array(xs.length);
  for (let i = 0; i < xs.length; i++) results[i] = law(xs[i]!);
  return results;
}

/** The value of every instruction at x, in order, dead ones included. */
export function interpretInstructions(program: Program, x: number, law: LawOf): number[] {
  const arithmetic = typeof law === 'string' ? { format: law } : law;
  const code = assemble(program, computeFormat(arithmetic));
  runnerOf(code, arithmetic)(x);
  return Array.from(code.values.subarray(code.firstSlot));
}
