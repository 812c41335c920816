import { besselI0 as besselI0Ball } from '../../numerics/ball/bessel';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';

export const besselI0: CatalogueFunction = {
  id: 'besselI0',
  title: 'I0(x)',
  description: 'The modified Bessel function of the first kind of order zero.',
  use: 'Kaiser windows of filter design, von Mises distributions, Rician noise.',
  domain: REAL_LINE,
  symmetry: 'even',
  defaultInterval: '[0,8]',
  defaultNorm: 'relative',
  source:
    'DLMF 10.25 and 10.40; power series of positive terms, asymptotic series for large |x|. Values: Siegel 1929.',
  enclose: besselI0Ball,
  exact: onlyAtZero(1n),
};
