/** Taylor models of a target's function: of the catalogue, from its Taylor coefficients; of an expression, composed. */

import {
  add,
  type Ball,
  divide,
  fromInteger,
  isZero,
  ONE,
  PrecisionTooLow,
  squareRoot,
  UndefinedValue,
} from '../numerics/ball/ball';
import { constantBall, pi } from '../numerics/ball/constants';
import { ballFromExact } from '../numerics/ball/exact';
import { exp } from '../numerics/ball/exponential';
import { absoluteBall } from '../targets/expression/evaluate';
import { exactConstant } from '../targets/expression/exact';
import { expressionFunction } from '../targets/expression/function';
import type { Expression, Power } from '../targets/expression/tree';
import type { TargetFunction } from '../targets/target';
import {
  addModels,
  COARSE_BITS,
  compose,
  constantModel,
  divideModels,
  identityModel,
  isShift,
  type ModelSetting,
  multiplyModels,
  negateModel,
  NoModel,
  rangeOf,
  scaleModel,
  signOfDomain,
  splitConstant,
  subtractModels,
  type TaylorModel,
  withoutLeadingZeros,
} from './taylor-model';
import { COEFFICIENTS, type Coefficients, powerCoefficients } from './taylor-coefficients';

/** Of remainders. */
const RANGE_BITS = COARSE_BITS + 32;

/** A function of the catalogue that has no Taylor coefficients here. */
export class NotExpandable extends Error {
  override readonly name = 'NotExpandable';
}

/** The function over the setting's piece. Throws NoModel, PrecisionTooLow, UndefinedValue, ExponentOutOfRange. */
export function modelOfTarget(fn: TargetFunction, setting: ModelSetting): TaylorModel {
  if (fn.kind === 'catalogue' && isZero(setting.center) && signOfDomain(setting) > 0) {
    const model = modelAtBranchPoint(fn.id, setting);
    if (model !== undefined) return model;
  }
  if (fn.kind === 'catalogue') return applyFunction(coefficientsOf(fn.id), identityModel(setting), setting);
  return modelOfExpression(expressionFunction(fn.text).expression, setting);
}

/** The functions that have a root of x as factor, over pieces from 0 on. */
function modelAtBranchPoint(id: string, setting: ModelSetting): TaylorModel | undefined {
  const { bits } = setting;
  const power = (valuation: number, factor: Ball): TaylorModel => ({
    ...constantModel(factor),
    valuation,
  });
  if (id === 'sqrt') return power(0.5, ONE);
  if (id === 'rsqrt') return power(-0.5, ONE);
  if (id !== 'besselIHalf') return undefined;
  const twoOverPi = divide(fromInteger(2), constantBall(pi, bits + 8), bits);
  const sinh = applyFunction(coefficientsOf('sinh'), identityModel(setting), setting);
  return withoutLeadingZeros(multiplyModels(power(-0.5, squareRoot(twoOverPi, bits)), sinh, setting));
}

function coefficientsOf(id: string): Coefficients {
  const coefficients = COEFFICIENTS[id];
  if (coefficients === undefined) throw new NotExpandable(`there are no rigorous derivatives of ${id} here`);
  return coefficients;
}

/** f(g), f by its Taylor coefficients around the value of g at the center and, for the remainder, over all values of g. */
export function applyFunction(
  coefficients: Coefficients,
  g: TaylorModel,
  setting: ModelSetting,
): TaylorModel {
  const { order, bits } = setting;
  const { constant, rest } = splitConstant(g);
  // The domain holds t = 0, so the range holds the constant. That of x itself is not made wider by rounding.
  const all = isShift(rest) ? add(constant, setting.domain, Infinity) : rangeOf(g, setting);
  try {
    return compose(
      {
        coefficients: coefficients(constant, order, bits),
        remainder: overRange(coefficients, all, order),
      },
      rest,
      setting,
    );
  } catch (error) {
    if (error instanceof UndefinedValue) throw new NoModel('outside the domain');
    throw error;
  }
}

/** More precision would not help where a range is too wide. */
function overRange(coefficients: Coefficients, all: Ball, order: number): Ball {
  try {
    return coefficients(all, order + 1, RANGE_BITS)[order]!;
  } catch (error) {
    if (error instanceof PrecisionTooLow) throw new NoModel('outside the domain');
    throw error;
  }
}

function modelOfExpression(e: Expression, setting: ModelSetting): TaylorModel {
  const { bits } = setting;
  const of = (part: Expression): TaylorModel => modelOfExpression(part, setting);
  switch (e.kind) {
    case 'x':
      return identityModel(setting);
    case 'number':
      return constantModel(ballFromExact(e.value, bits));
    case 'constant':
      return constantModel(e.id === 'pi' ? constantBall(pi, bits) : exp(ONE, bits));
    case 'negate':
      return negateModel(of(e.of));
    case 'add':
      return addModels(of(e.left), of(e.right), setting);
    case 'subtract':
      return subtractModels(of(e.left), of(e.right), setting);
    case 'multiply':
      return multiplyModels(of(e.left), of(e.right), setting);
    case 'divide':
      return divideModels(of(e.left), of(e.right), setting);
    case 'abs':
      return absoluteModel(of(e.of), setting);
    case 'min':
    case 'max': {
      // max(a, b) = (a + b + |a - b|) / 2
      const [a, b] = [of(e.left), of(e.right)];
      const distance = absoluteModel(subtractModels(a, b, setting), setting);
      const signed = e.kind === 'max' ? distance : negateModel(distance);
      return scaleModel(addModels(addModels(a, b, setting), signed, setting), -1);
    }
    case 'power':
      return powerModel(e, setting);
    case 'call':
      return applyFunction(coefficientsOf(e.entry.id), of(e.of), setting);
  }
}

/** At a kink only the range is known. */
function absoluteModel(a: TaylorModel, setting: ModelSetting): TaylorModel {
  const range = rangeOf(a, setting);
  if (range.mid >= range.rad) return a;
  if (-range.mid >= range.rad) return negateModel(a);
  return constantModel(absoluteBall(range));
}

function powerModel(e: Power, setting: ModelSetting): TaylorModel {
  const { bits } = setting;
  const base = modelOfExpression(e.left, setting);
  if (e.integer !== undefined) return wholePower(base, e.integer, setting);
  const exponent = exactConstant(e.right);
  if (exponent !== undefined)
    return applyFunction(powerCoefficients(ballFromExact(exponent, bits + 16)), base, setting);
  const logarithm = applyFunction(coefficientsOf('log'), base, setting);
  const product = multiplyModels(modelOfExpression(e.right, setting), logarithm, setting);
  return applyFunction(coefficientsOf('exp'), product, setting);
}

function wholePower(base: TaylorModel, n: number, setting: ModelSetting): TaylorModel {
  let result = constantModel(ONE);
  let square = base;
  for (let rest = Math.abs(n); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiplyModels(result, square, setting);
    if (rest > 1) square = multiplyModels(square, square, setting);
  }
  return n < 0 ? divideModels(constantModel(ONE), result, setting) : result;
}
