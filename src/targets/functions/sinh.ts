import {
  add,
  type Ball,
  divide,
  isZero,
  negate,
  ONE,
  scaleByPowerOfTwo,
  signOf,
  ZERO,
} from '../../numerics/ball/ball';
import { expm1 } from '../../numerics/ball/exponential';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';

/** For x > 0, (m + m / (m + 1)) / 2 with m = e^x - 1: every term is positive, nothing cancels. */
function enclose(x: Ball, bits: number): Ball {
  if (isZero(x)) return ZERO;
  if (signOf(x) < 0) return negate(enclose(negate(x), bits));
  const m = expm1(x, bits + 8);
  return scaleByPowerOfTwo(add(m, divide(m, add(m, ONE, bits + 8), bits + 8), bits), -1);
}

export const sinh: CatalogueFunction = {
  id: 'sinh',
  title: 'sinh x',
  description: 'The hyperbolic sine.',
  use: 'Mathematical libraries, catenaries, hyperbolic geometry.',
  domain: REAL_LINE,
  symmetry: 'odd',
  defaultInterval: '(0,1]',
  defaultNorm: 'relative',
  source: 'DLMF 4.28; from e^x - 1 of |x|.',
  enclose,
  exact: onlyAtZero(0n),
};
