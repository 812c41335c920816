import { log1p as log1pBall } from '../../numerics/ball/logarithm';
import { type CatalogueFunction } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';

export const log1p: CatalogueFunction = {
  id: 'log1p',
  title: 'ln(1 + x)',
  description: 'The logarithm of one plus x, accurate near x = 0.',
  use: 'Probabilities near 1, compound interest, softplus, inverse hyperbolic functions.',
  domain: { lower: -1, upper: Infinity, lowerOpen: true, upperOpen: true },
  symmetry: 'none',
  defaultInterval: '[0,1]',
  defaultNorm: 'relative',
  source: 'DLMF 4.6.1; ln of the exact sum, two terms of the series for very small x.',
  enclose: log1pBall,
  exact: onlyAtZero(0n),
};
