import { isZero, multiply, ZERO } from '../../numerics/ball/ball';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';
import { normalDistribution } from './normcdf';

export const gelu: CatalogueFunction = {
  id: 'gelu',
  title: 'x Phi(x)',
  description: 'The Gaussian error linear unit, exact and not in its tanh form.',
  use: 'Activation of transformers.',
  domain: REAL_LINE,
  symmetry: 'none',
  defaultInterval: '[-4,4]',
  defaultNorm: 'absolute',
  presets: [
    {
      title: 'Activation of transformers',
      interval: '[-4,4]',
      format: 'real',
      norm: 'absolute',
      source: 'arXiv 1606.08415; beyond it gelu is 0 or x to 1.3e-4.',
    },
  ],
  source: 'arXiv 1606.08415; x times the normal distribution function.',
  enclose: (x, bits) => (isZero(x) ? ZERO : multiply(x, normalDistribution(x, bits + 4), bits)),
  // No other rational value is known, nor is it proved that there is none; the oracle would refuse a tie.
  exact: onlyAtZero(0n),
};
