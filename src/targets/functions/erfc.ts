import {
  add,
  type Ball,
  ExponentOutOfRange,
  isZero,
  magnitude,
  multiply,
  ONE,
  signOf,
} from '../../numerics/ball/ball';
import { erfcOfRoot, erfOfRoot } from '../../numerics/ball/error-function';
import { MAX_ARGUMENT_EXPONENT } from '../../numerics/ball/exponential';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';

function enclose(x: Ball, bits: number): Ball {
  if (isZero(x)) return ONE;
  const square = multiply(x, x, Infinity);
  if (signOf(x) < 0) return add(ONE, erfOfRoot(square, bits), bits);
  if (magnitude(square) > MAX_ARGUMENT_EXPONENT) throw new ExponentOutOfRange('x^2 reaches beyond 2^44');
  return erfcOfRoot(square, bits);
}

export const erfc: CatalogueFunction = {
  id: 'erfc',
  title: 'erfc x',
  description: 'The complementary error function, 1 - erf x without its cancellation.',
  use: 'Tail probabilities, bit error rates, Ewald summation in molecular dynamics.',
  domain: REAL_LINE,
  symmetry: 'none',
  defaultInterval: '[0,2]',
  defaultNorm: 'relative',
  source: 'DLMF 7.12.1 where it is precise enough, else 1 - erf with as many more bits as cancel.',
  enclose,
  // No other rational value is known, nor is it proved that there is none; the oracle would refuse a tie.
  exact: onlyAtZero(1n),
};
