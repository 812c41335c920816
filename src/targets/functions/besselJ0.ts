import { besselJ0 as besselJ0Ball } from '../../numerics/ball/bessel';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';

export const besselJ0: CatalogueFunction = {
  id: 'besselJ0',
  title: 'J0(x)',
  description: 'The Bessel function of the first kind of order zero.',
  use: 'Diffraction at a round aperture, vibrating membranes, frequency modulation, Hankel transforms.',
  domain: REAL_LINE,
  symmetry: 'even',
  defaultInterval: '[0,8]',
  // J0 has the zeros 2.404... and 5.520... there.
  defaultNorm: 'absolute',
  source:
    "DLMF 10; power series (10.2.2) with the bits that cancel, Hankel's expansion for large |x| (10.17). Values: Siegel 1929.",
  enclose: besselJ0Ball,
  exact: onlyAtZero(1n),
};
