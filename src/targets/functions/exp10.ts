import { magnitude, multiply } from '../../numerics/ball/ball';
import { constantBall, ln10 } from '../../numerics/ball/constants';
import { exp } from '../../numerics/ball/exponential';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { integerPower } from '../rational-values';

export const exp10: CatalogueFunction = {
  id: 'exp10',
  title: '10^x',
  description: 'Ten to the power x.',
  use: 'Decibels, pH, decimal scales.',
  domain: REAL_LINE,
  symmetry: 'none',
  defaultInterval: '[0,1]',
  defaultNorm: 'relative',
  source: '10^x = e^(x ln 10), the product with as many more bits as x has before its binary point.',
  enclose: (x, bits) => {
    const working = bits + 8 + Math.min(Math.max(0, magnitude(x)), 64);
    return exp(multiply(x, constantBall(ln10, working), working), bits);
  },
  exact: (x) => integerPower(10n, x),
};
