import { sin as sinBall } from '../../numerics/ball/trigonometric';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';

export const sin: CatalogueFunction = {
  id: 'sin',
  title: 'sin x',
  description: 'The sine of x in radians.',
  use: 'Mathematical libraries, shaders, oscillators, positional encodings.',
  domain: REAL_LINE,
  symmetry: 'odd',
  defaultInterval: '(0,pi/4]',
  defaultNorm: 'relative',
  presets: [
    {
      title: 'sin of shaders, after reduction',
      interval: '[-pi/2,pi/2]',
      format: 'f32',
      norm: 'absolute',
      source: 'x minus the nearest multiple of pi; absolute, as WGSL states its accuracy.',
    },
  ],
  source: 'DLMF 4.19; reduction by pi/2 with as many digits of pi as x needs, Taylor series.',
  enclose: sinBall,
  exact: onlyAtZero(0n),
};
