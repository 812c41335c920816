/**
 * Programs that take a rational value at a rational point exactly. The relative error next to a zero of the target is
 * bounded only for a program that vanishes there as well; where it does so by constants that cancel, the constants must
 * be exact. A fit leaves them irrational: here they are rounded to decimals, the divisions on the way are given
 * quotients that are decimals too (by a change of a constant in the dividend), and at last a constant takes up what the
 * value is away.
 */

import {
  addRationals,
  decimalText,
  divideRationals,
  equalRationals,
  multiplyRationals,
  negateRational,
  type Rational,
  RATIONAL_ZERO,
  subtractRationals,
  toSignificantDigits,
} from '../numerics/rational';
import { constantFromText, MAX_CONSTANT_DIGITS } from '../program/constant';
import { constantIndex, INPUT, isConstantOperand, type Operand, type Program } from '../program/program';
import { rationalConstants, rationalValues, type RationalValues } from '../program/rational-program';

/** Constants and what the instructions make of them at the point. */
interface State {
  readonly constants: readonly Rational[];
  readonly values: RationalValues;
}

/**
 * The program with constants moved in relative terms by about 10^-digits, so that its value at the point is the one
 * asked for, in exact arithmetic; undefined where no constant can be moved so (an irrational root on the way, say, or a
 * constant of more than MAX_CONSTANT_DIGITS digits).
 */
export function pinValue(
  program: Program,
  point: Rational,
  value: Rational,
  digits: number,
): Program | undefined {
  const pinning = new Pinning(program, point);
  const constants = rationalConstants(program);
  if (constants === undefined) return undefined;
  let state = pinning.evaluated(constants.map((constant) => toSignificantDigits(constant, digits)));
  for (const [i, { opcode, operands }] of program.instructions.entries()) {
    if (opcode !== 'div') continue;
    const quotient = state.values.at(i);
    if (quotient === undefined || isDecimal(quotient)) continue;
    const divisor = state.values.at(operands[1]);
    const dividend = state.values.at(operands[0]);
    if (divisor === undefined || dividend === undefined) continue;
    const wanted = multiplyRationals(toSignificantDigits(quotient, digits), divisor);
    const change = subtractRationals(wanted, dividend);
    const settled = (next: State): boolean =>
      program.instructions.every(
        (other, j) => j > i || other.opcode !== 'div' || isDecimal(next.values.at(j) ?? RATIONAL_ZERO),
      );
    state = pinning.shifted(operands[0]!, change, state).find(settled) ?? state;
  }
  for (const next of pinning.moved(program.result, value, state)) {
    const reached = next.values.at(program.result);
    if (reached === undefined || !equalRationals(reached, value)) continue;
    const texts = next.constants.map((constant) => decimalText(constant, MAX_CONSTANT_DIGITS));
    if (texts.every((text) => text !== undefined))
      return { ...program, constants: texts.map((text) => constantFromText(text, 'real')) };
  }
  return undefined;
}

class Pinning {
  private readonly program: Program;
  private readonly point: Rational;

  constructor(program: Program, point: Rational) {
    this.program = program;
    this.point = point;
  }

  evaluated(constants: readonly Rational[]): State {
    return { constants, values: rationalValues(this.program, constants, this.point) };
  }

  /** States in which the operand's value is the one wanted, or is where its factors vanish. */
  moved(operand: Operand, wanted: Rational, state: State): State[] {
    const value = state.values.at(operand);
    if (value === undefined) return [];
    if (equalRationals(value, wanted)) return [state];
    const instruction = this.instructionOf(operand);
    if (instruction !== undefined && wanted.numerator === 0n) {
      const { opcode, operands } = instruction;
      if (opcode === 'mul') return operands.flatMap((factor) => this.moved(factor, wanted, state));
      if (opcode === 'div') return this.moved(operands[0]!, wanted, state);
    }
    return this.shifted(operand, subtractRationals(wanted, value), state);
  }

  /** States in which one constant upstream is changed so that the operand's value changes by so much. */
  shifted(operand: Operand, change: Rational, state: State): State[] {
    if (isConstantOperand(operand)) {
      const k = constantIndex(operand);
      const constants = state.constants.with(k, addRationals(state.constants[k]!, change));
      return isDecimal(constants[k]!) ? [this.evaluated(constants)] : [];
    }
    const instruction = this.instructionOf(operand);
    if (instruction === undefined) return [];
    const [a, b, c] = instruction.operands as [Operand, Operand, Operand];
    const scaled = (factor: Operand, by: Operand): State[] => {
      const value = state.values.at(by);
      if (value === undefined || value.numerator === 0n) return [];
      return this.shifted(factor, divideRationals(change, value), state);
    };
    switch (instruction.opcode) {
      case 'add':
        return [...this.shifted(a, change, state), ...this.shifted(b, change, state)];
      case 'sub':
        return [...this.shifted(a, change, state), ...this.shifted(b, negateRational(change), state)];
      case 'neg':
        return this.shifted(a, negateRational(change), state);
      case 'mul':
        return [...scaled(a, b), ...scaled(b, a)];
      case 'fma':
        return [...this.shifted(c, change, state), ...scaled(a, b), ...scaled(b, a)];
      case 'div': {
        const divisor = state.values.at(b);
        return divisor === undefined ? [] : this.shifted(a, multiplyRationals(change, divisor), state);
      }
      case 'sqrt':
        return [];
    }
  }

  private instructionOf(operand: Operand): Program['instructions'][number] | undefined {
    return operand === INPUT || isConstantOperand(operand) ? undefined : this.program.instructions[operand];
  }
}

function isDecimal({ denominator }: Rational): boolean {
  let rest = denominator;
  while (rest % 2n === 0n) rest /= 2n;
  while (rest % 5n === 0n) rest /= 5n;
  return rest === 1n;
}
