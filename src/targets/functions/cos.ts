import { cos as cosBall } from '../../numerics/ball/trigonometric';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';

export const cos: CatalogueFunction = {
  id: 'cos',
  title: 'cos x',
  description: 'The cosine of x in radians.',
  use: 'Mathematical libraries, shaders, window functions, transforms.',
  domain: REAL_LINE,
  symmetry: 'even',
  defaultInterval: '(0,pi/4]',
  defaultNorm: 'relative',
  presets: [
    {
      title: 'The core of sin and cos',
      interval: '(0,pi/4]',
      format: 'real',
      norm: 'relative',
      source: 'arXiv 2312.08472 evolves programs for it.',
    },
  ],
  source: 'DLMF 4.19; reduction by pi/2 with as many digits of pi as x needs, Taylor series.',
  enclose: cosBall,
  exact: onlyAtZero(1n),
};
