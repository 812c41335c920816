/** The largest absolute value of a Taylor model over its domain. */

import {
  type Ball,
  fromNumber,
  isZero,
  magnitude,
  multiply,
  scaleByPowerOfTwo,
  toNumber,
} from '../../numerics/ball/ball';
import { sizeAbove, symmetric } from '../../numerics/ball/interval';
import {
  type ModelSetting,
  NoModel,
  rangeOf,
  signOfDomain,
  type TaylorModel,
  withoutLeadingZeros,
} from '../taylor-model';
import { boundPolynomial } from './polynomial-bound';

/** Bits of the scaled coefficients, before they become binary64. */
const SCALED_BITS = 96;
const CONVERSION = 2 ** -52;

export interface ModelBound {
  /** The absolute value of the function is at most this, anywhere on the domain. */
  readonly upper: Ball;
  /** And at least this at t = `at` times the size of the domain. */
  readonly lower: Ball;
  readonly at: number;
  /** The part of the upper bound that higher precision would take away. */
  readonly imprecision: Ball;
}

/**
 * @param enough bounds below it need not be sharp
 * @param tolerance to which the largest value of the polynomial is located, relatively
 * @throws NoModel where the function has a pole at t = 0
 */
export function boundModel(
  model: TaylorModel,
  setting: ModelSetting,
  tolerance: number,
  enough: Ball,
): ModelBound {
  const { valuation, coefficients, remainder } = withoutLeadingZeros(model);
  const values = [...coefficients, remainder];
  const zero: Ball = { mid: 0n, rad: 0n, exp: 0 };
  if (values.every(isZero)) return { upper: zero, lower: zero, at: 0, imprecision: zero };
  if (valuation < 0) throw new NoModel('pole');
  if (!Number.isInteger(valuation)) {
    const { rad: size, exp: unit } = symmetric(rangeOf(model, setting));
    return { upper: { mid: size, rad: 0n, exp: unit }, lower: zero, at: 0, imprecision: zero };
  }
  const { rad, mid, exp } = setting.domain;
  const radius: Ball = { mid: (mid < 0n ? -mid : mid) + rad, rad: 0n, exp };
  let power: Ball = { mid: 1n, rad: 0n, exp: 0 };
  for (let k = 0; k < valuation; k++) power = multiply(power, radius, SCALED_BITS);
  const scaled = values.map((c) => {
    const term = multiply(c, power, SCALED_BITS);
    power = multiply(power, radius, SCALED_BITS);
    return term;
  });
  const top = Math.max(...scaled.map(magnitude));
  const terms = new Float64Array(valuation + coefficients.length);
  let imprecision = 0;
  scaled.forEach((term, k) => {
    const unit = scaleByPowerOfTwo(term, -top);
    if (k === coefficients.length) return;
    const value = toNumber(unit);
    terms[valuation + k] = value;
    imprecision += sizeAbove({ mid: 0n, rad: unit.rad, exp: unit.exp }) + CONVERSION * Math.abs(value);
  });
  const rest = sizeAbove(scaleByPowerOfTwo(scaled[coefficients.length]!, -top));
  const slack = (imprecision + rest) * (1 + 2 ** -30);
  const sign = signOfDomain(setting);
  const bound = boundPolynomial(
    terms,
    sign > 0 ? 0 : -1,
    sign < 0 ? 0 : 1,
    tolerance,
    Math.max(0, toNumber(scaleByPowerOfTwo(enough, -top)) - slack),
  );
  const back = (x: number): Ball => scaleByPowerOfTwo(fromNumber(x), top);
  return {
    upper: back((bound.upper + slack) * (1 + CONVERSION)),
    lower: back(Math.max(0, bound.lower - slack)),
    at: bound.at,
    imprecision: back(imprecision),
  };
}
