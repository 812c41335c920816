import {
  type Ball,
  divide,
  fromInteger,
  isZero,
  multiply,
  signOf,
  squareRoot,
  UndefinedValue,
  ZERO,
} from '../../numerics/ball/ball';
import { constantBall, pi } from '../../numerics/ball/constants';
import { type CatalogueFunction, NOT_NEGATIVE } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';
import { sinh } from './sinh';

function enclose(x: Ball, bits: number): Ball {
  if (isZero(x)) return ZERO;
  if (signOf(x) < 0) throw new UndefinedValue('the square root of a negative number');
  const working = bits + 8;
  const square = divide(fromInteger(2), multiply(x, constantBall(pi, working), working), working);
  return multiply(squareRoot(square, working), sinh.enclose(x, working), bits);
}

export const besselIHalf: CatalogueFunction = {
  id: 'besselIHalf',
  title: 'I_1/2(x)',
  description: 'The modified Bessel function of the first kind of order 1/2, sqrt(2 / (pi x)) sinh x.',
  use: 'Spherical diffusion and screened potentials, the von Mises-Fisher distribution on the sphere.',
  domain: NOT_NEGATIVE,
  symmetry: 'none',
  defaultInterval: '(0,1]',
  defaultNorm: 'relative',
  presets: [
    {
      title: 'A Bessel function from arithmetic alone',
      interval: '(0,1]',
      format: 'real',
      norm: 'relative',
      source: 'arXiv 2312.08472 evolves programs for it.',
    },
  ],
  source: 'DLMF 10.39.1; the product of enclosures, each to full relative accuracy.',
  enclose,
  // No other rational value is known, nor is it proved that there is none; the oracle would refuse a tie.
  exact: onlyAtZero(0n),
};
