import { atan as atanBall } from '../../numerics/ball/inverse-trigonometric';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';

export const atan: CatalogueFunction = {
  id: 'atan',
  title: 'atan x',
  description: 'The inverse tangent, in radians.',
  use: 'The core of atan2, phases of complex signals, angles in shaders.',
  domain: REAL_LINE,
  symmetry: 'odd',
  defaultInterval: '(0,1]',
  defaultNorm: 'relative',
  source: 'DLMF 4.23; reciprocal above 1, a tabulated arc tangent taken off, power series.',
  enclose: atanBall,
  exact: onlyAtZero(0n),
};
