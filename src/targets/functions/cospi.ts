import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { rationalSineOfPi, sineOfPi } from '../turns';

export const cospi: CatalogueFunction = {
  id: 'cospi',
  title: 'cos(pi x)',
  description: 'The cosine of x half turns.',
  use: 'Oscillators, windows and transforms whose phase is kept in turns.',
  domain: REAL_LINE,
  symmetry: 'even',
  defaultInterval: '(0,0.25]',
  defaultNorm: 'relative',
  source: 'IEEE 754-2019 9.2; exact reduction to |r| <= 1/4, then sin or cos of pi r. Rational: Niven.',
  enclose: (x, bits) => sineOfPi(x, 1, bits),
  exact: (x) => rationalSineOfPi(x, 1n),
};
