import { acos as acosBall } from '../../numerics/ball/inverse-trigonometric';
import { type CatalogueFunction } from '../catalogue-function';
import { exactInteger, isOne } from '../rational-values';

export const acos: CatalogueFunction = {
  id: 'acos',
  title: 'acos x',
  description: 'The inverse cosine, in radians.',
  use: 'Angles between vectors in shaders and geometry, interpolation of rotations.',
  domain: { lower: -1, upper: 1, lowerOpen: false, upperOpen: false },
  symmetry: 'none',
  defaultInterval: '[0,0.5]',
  defaultNorm: 'absolute',
  source: 'DLMF 4.23; 2 atan(sqrt((1 - x) / (1 + x))), the half-angle formula of the tangent.',
  enclose: acosBall,
  // By Lindemann's theorem cos y is transcendental at all algebraic y but 0.
  exact: (x) => (isOne(x) ? exactInteger(0n) : undefined),
};
