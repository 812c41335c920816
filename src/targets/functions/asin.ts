import { asin as asinBall } from '../../numerics/ball/inverse-trigonometric';
import { type CatalogueFunction } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';

export const asin: CatalogueFunction = {
  id: 'asin',
  title: 'asin x',
  description: 'The inverse sine, in radians.',
  use: 'Angles from coordinates, great-circle distances, latitude in map projections.',
  domain: { lower: -1, upper: 1, lowerOpen: false, upperOpen: false },
  symmetry: 'odd',
  defaultInterval: '(0,0.5]',
  defaultNorm: 'relative',
  source: 'DLMF 4.23; atan(x / sqrt((1 - x) (1 + x))).',
  enclose: asinBall,
  exact: onlyAtZero(0n),
};
