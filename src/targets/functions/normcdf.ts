import {
  add,
  type Ball,
  ExponentOutOfRange,
  isZero,
  magnitude,
  multiply,
  ONE,
  scaleByPowerOfTwo,
  signOf,
} from '../../numerics/ball/ball';
import { erfcOfRoot, erfOfRoot } from '../../numerics/ball/error-function';
import { MAX_ARGUMENT_EXPONENT } from '../../numerics/ball/exponential';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { isZero as isExactZero } from '../rational-values';

/** The square of -x / sqrt 2 is exact where x is. */
export function normalDistribution(x: Ball, bits: number): Ball {
  if (isZero(x)) return scaleByPowerOfTwo(ONE, -1);
  const halfSquare = scaleByPowerOfTwo(multiply(x, x, Infinity), -1);
  if (signOf(x) > 0) return scaleByPowerOfTwo(add(ONE, erfOfRoot(halfSquare, bits), bits), -1);
  if (magnitude(halfSquare) > MAX_ARGUMENT_EXPONENT) {
    throw new ExponentOutOfRange('x^2 / 2 reaches beyond 2^44');
  }
  return scaleByPowerOfTwo(erfcOfRoot(halfSquare, bits), -1);
}

export const normcdf: CatalogueFunction = {
  id: 'normcdf',
  title: 'Phi(x)',
  description: 'The distribution function of the standard normal distribution.',
  use: 'Statistics, option prices by Black and Scholes, probit models.',
  domain: REAL_LINE,
  symmetry: 'none',
  defaultInterval: '[-4,4]',
  defaultNorm: 'absolute',
  source: 'Abramowitz and Stegun 26.2.29 as erfc(-x / sqrt 2) / 2; see erf and erfc.',
  enclose: normalDistribution,
  // No other rational value is known, nor is it proved that there is none; the oracle would refuse a tie.
  exact: (x) => (isExactZero(x) ? { sign: 1, numerator: 1n, denominator: 2n } : undefined),
};
