import {
  type Ball,
  divide,
  isZero,
  negate,
  ONE,
  scaleByPowerOfTwo,
  signOf,
  subtract,
  ZERO,
} from '../../numerics/ball/ball';
import { log1p } from '../../numerics/ball/logarithm';
import { type CatalogueFunction } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';

/** For x > 0, ln(1 + 2x / (1 - x)) / 2. */
function enclose(x: Ball, bits: number): Ball {
  if (isZero(x)) return ZERO;
  if (signOf(x) < 0) return negate(enclose(negate(x), bits));
  const quotient = divide(scaleByPowerOfTwo(x, 1), subtract(ONE, x, bits + 8), bits + 8);
  return scaleByPowerOfTwo(log1p(quotient, bits), -1);
}

export const atanh: CatalogueFunction = {
  id: 'atanh',
  title: 'atanh x',
  description: 'The inverse hyperbolic tangent.',
  use: "Fisher's transformation of correlations, the core of logarithm routines.",
  domain: { lower: -1, upper: 1, lowerOpen: true, upperOpen: true },
  symmetry: 'odd',
  defaultInterval: '(0,0.5]',
  defaultNorm: 'relative',
  source: 'DLMF 4.37.24 for |x| as ln(1 + 2x / (1 - x)) / 2.',
  enclose,
  exact: onlyAtZero(0n),
};
