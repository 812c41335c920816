import { divide, isZero, ONE } from '../../numerics/ball/ball';
import { sin } from '../../numerics/ball/trigonometric';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';

export const sinc: CatalogueFunction = {
  id: 'sinc',
  title: 'sin(x) / x',
  description: 'The cardinal sine without pi, with the value 1 at x = 0.',
  use: 'Interpolation and resampling kernels, antennas and diffraction, rotations from their logarithm.',
  domain: REAL_LINE,
  symmetry: 'even',
  defaultInterval: '[0,pi]',
  defaultNorm: 'absolute',
  source: 'DLMF 3.3.43; the quotient of enclosures, each to full relative accuracy.',
  enclose: (x, bits) => (isZero(x) ? ONE : divide(sin(x, bits + 4), x, bits)),
  exact: onlyAtZero(1n),
};
