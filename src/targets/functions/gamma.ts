import { gamma as gammaBall } from '../../numerics/ball/gamma';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { factorialAt, gammaPoleIn } from '../gamma-values';

export const gamma: CatalogueFunction = {
  id: 'gamma',
  title: 'gamma(x)',
  description: 'The gamma function: (x - 1)! at positive integers.',
  use: 'Probability densities (gamma, beta, Student), combinatorics, fractional calculus.',
  domain: REAL_LINE,
  poles: '0, -1, -2, ...',
  poleIn: gammaPoleIn,
  symmetry: 'none',
  defaultInterval: '[1,2]',
  defaultNorm: 'relative',
  source:
    'DLMF 5; the incomplete gamma series on [1,2] (8.7.1), recurrence, Stirling for large x (5.11), reflection.',
  enclose: gammaBall,
  exact: factorialAt,
};
