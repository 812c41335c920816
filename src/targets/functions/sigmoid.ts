import { add, type Ball, divide, isZero, negate, ONE, scaleByPowerOfTwo } from '../../numerics/ball/ball';
import { exp } from '../../numerics/ball/exponential';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { isZero as isExactZero } from '../rational-values';

export function logistic(x: Ball, bits: number): Ball {
  if (isZero(x)) return scaleByPowerOfTwo(ONE, -1);
  return divide(ONE, add(ONE, exp(negate(x), bits + 8), bits + 8), bits);
}

export const sigmoid: CatalogueFunction = {
  id: 'sigmoid',
  title: '1 / (1 + e^-x)',
  description: 'The logistic function.',
  use: 'Activation and gates of neural networks, logistic regression.',
  domain: REAL_LINE,
  symmetry: 'none',
  defaultInterval: '[-4,4]',
  defaultNorm: 'absolute',
  presets: [
    {
      title: 'Gate and output of classifiers',
      interval: '[-8,8]',
      format: 'real',
      norm: 'absolute',
      source: 'Beyond it the sigmoid is 0 or 1 to 3.4e-4.',
    },
  ],
  source: 'One over 1 + e^-x: both terms are positive, nothing cancels.',
  enclose: logistic,
  exact: (x) => (isExactZero(x) ? { sign: 1, numerator: 1n, denominator: 2n } : undefined),
};
