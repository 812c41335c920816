import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { rationalSineOfPi, sineOfPi } from '../turns';

export const sinpi: CatalogueFunction = {
  id: 'sinpi',
  title: 'sin(pi x)',
  description: 'The sine of x half turns.',
  use: 'Oscillators and transforms whose phase is kept in turns: the reduction is exact.',
  domain: REAL_LINE,
  symmetry: 'odd',
  defaultInterval: '(0,0.25]',
  defaultNorm: 'relative',
  source: 'IEEE 754-2019 9.2; exact reduction to |r| <= 1/4, then sin or cos of pi r. Rational: Niven.',
  enclose: (x, bits) => sineOfPi(x, 0, bits),
  exact: (x) => rationalSineOfPi(x, 0n),
};
