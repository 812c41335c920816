import { divide, ONE } from '../../numerics/ball/ball';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { reciprocal } from '../rational-values';

export const recip: CatalogueFunction = {
  id: 'recip',
  title: '1 / x',
  description: 'The reciprocal.',
  use: 'Hardware whose division is slow: programs without div that a Newton step then refines.',
  domain: REAL_LINE,
  poles: '0',
  poleIn: ({ lower, upper, lowerOpen, upperOpen }) =>
    (lower < 0 && upper > 0) || (lower === 0 && !lowerOpen) || (upper === 0 && !upperOpen)
      ? 'x = 0'
      : undefined,
  symmetry: 'odd',
  defaultInterval: '[1,2]',
  defaultNorm: 'relative',
  source: 'Integer division with the remainder as bound.',
  enclose: (x, bits) => divide(ONE, x, bits),
  exact: reciprocal,
};
