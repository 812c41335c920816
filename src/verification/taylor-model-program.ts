/** Taylor models of all values of a program in exact real arithmetic. */

import { type Ball, squareRoot, UndefinedValue } from '../numerics/ball/ball';
import { ballFromExact } from '../numerics/ball/exact';
import { constantToExact } from '../program/constant';
import { ProgramError } from '../program/errors';
import { constantIndex, INPUT, isConstantOperand, type Operand, type Program } from '../program/program';
import { squareRootCoefficients } from './taylor-coefficients';
import { applyFunction } from './taylor-model-function';
import {
  addModels,
  constantModel,
  divideModels,
  identityModel,
  type ModelSetting,
  multiplyModels,
  negateModel,
  NoModel,
  rangeOf,
  signOfDomain,
  subtractModels,
  type TaylorModel,
  withoutLeadingZeros,
} from './taylor-model';

/** A value of the program has no model over the piece. */
export class NoProgramModel extends Error {
  override readonly name = 'NoProgramModel';
  override readonly cause: NoModel;
  /** The instruction, counted from 0. */
  readonly instruction: number;

  constructor(cause: NoModel, instruction: number) {
    super(`instruction ${instruction + 1}: ${cause.message}`);
    this.cause = cause;
    this.instruction = instruction;
  }
}

export interface ProgramModels {
  /** Of each instruction's value. */
  readonly values: readonly TaylorModel[];
  readonly constants: readonly TaylorModel[];
  readonly result: TaylorModel;
}

/** The constant as a ball, exact where it is a dyadic fraction. UndefinedValue for NaN and infinities. */
export function constantBallOf(constant: Program['constants'][number], bits: number): Ball {
  try {
    return ballFromExact(constantToExact(constant), bits);
  } catch (error) {
    if (error instanceof ProgramError) throw new UndefinedValue(error.message);
    throw error;
  }
}

/** The model of an operand. */
export function operandReader(
  values: readonly TaylorModel[],
  constants: readonly TaylorModel[],
  identity: TaylorModel,
): (operand: Operand | undefined) => TaylorModel {
  return (operand) => {
    let model: TaylorModel | undefined;
    if (operand === INPUT) model = identity;
    else if (operand !== undefined)
      model = isConstantOperand(operand) ? constants[constantIndex(operand)] : values[operand];
    if (model === undefined) throw new RangeError('an operand refers to nothing');
    return model;
  };
}

/** Throws NoProgramModel, and PrecisionTooLow where more bits may help. */
export function modelsOfProgram(program: Program, setting: ModelSetting): ProgramModels {
  const constants = program.constants.map((c) => constantModel(constantBallOf(c, setting.bits)));
  const values: TaylorModel[] = [];
  const read = operandReader(values, constants, identityModel(setting));
  program.instructions.forEach(({ opcode, operands }, i) => {
    const a = read(operands[0]);
    const b = (): TaylorModel => read(operands[1]);
    try {
      switch (opcode) {
        case 'add':
          values.push(addModels(a, b(), setting));
          break;
        case 'sub':
          values.push(subtractModels(a, b(), setting));
          break;
        case 'mul':
          values.push(multiplyModels(a, b(), setting));
          break;
        case 'div':
          values.push(divideModels(a, b(), setting));
          break;
        case 'fma':
          values.push(addModels(multiplyModels(a, b(), setting), read(operands[2]), setting));
          break;
        case 'sqrt':
          values.push(rootModel(a, setting));
          break;
        case 'neg':
          values.push(negateModel(a));
          break;
      }
    } catch (error) {
      if (error instanceof NoModel) throw new NoProgramModel(error, i);
      throw error;
    }
  });
  return { values, constants, result: read(program.result) };
}

/** sqrt(t^(2k) g) = |t|^k sqrt(g), for t of one sign; sqrt(t^(2k+1) g) = t^(k+1/2) sqrt(g) for t >= 0. */
function rootModel(radicand: TaylorModel, setting: ModelSetting): TaylorModel {
  if (radicand.coefficients.length <= 1 && radicand.valuation === 0) {
    const range = rangeOf(radicand, setting);
    if (range.mid < -range.rad) throw new NoModel('root of a negative number');
    if (range.mid === 0n && range.rad === 0n) return constantModel(range);
    if (radicand.remainder.mid === 0n && radicand.remainder.rad === 0n) {
      const [value = range] = radicand.coefficients;
      if (value.mid > value.rad) return constantModel(squareRoot(value, setting.bits));
    }
  }
  const a = withoutLeadingZeros(radicand);
  const odd = a.valuation % 2 !== 0;
  const sign = a.valuation === 0 ? 1 : signOfDomain(setting);
  const inner = { ...a, valuation: 0 };
  if (!Number.isInteger(a.valuation) || sign === 0 || (odd && sign < 0))
    throw new NoModel('root of a negative number');
  const range = rangeOf(inner, setting);
  if (!(range.mid > range.rad)) throw new NoModel('root of a negative number');
  const root = applyFunction(squareRootCoefficients, inner, setting);
  const k = a.valuation / 2;
  const shifted = { ...root, valuation: root.valuation + k };
  return sign < 0 && k % 2 !== 0 ? negateModel(shifted) : shifted;
}
