import {
  add,
  type Ball,
  divide,
  isZero,
  multiply,
  negate,
  ONE,
  signOf,
  squareRoot,
  ZERO,
} from '../../numerics/ball/ball';
import { log1p } from '../../numerics/ball/logarithm';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';

/** For x > 0, ln(1 + x + x^2 / (1 + sqrt(1 + x^2))): every term is positive, nothing cancels. */
function enclose(x: Ball, bits: number): Ball {
  if (isZero(x)) return ZERO;
  if (signOf(x) < 0) return negate(enclose(negate(x), bits));
  const working = bits + 8;
  const square = multiply(x, x, working);
  const root = squareRoot(add(ONE, square, working), working);
  return log1p(add(x, divide(square, add(ONE, root, working), working), working), bits);
}

export const asinh: CatalogueFunction = {
  id: 'asinh',
  title: 'asinh x',
  description: 'The inverse hyperbolic sine.',
  use: 'Scales that are linear near zero and logarithmic far from it.',
  domain: REAL_LINE,
  symmetry: 'odd',
  defaultInterval: '(0,2]',
  defaultNorm: 'relative',
  source: 'DLMF 4.37.16, rearranged so that nothing cancels.',
  enclose,
  exact: onlyAtZero(0n),
};
