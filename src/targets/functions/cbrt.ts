import { cubeRoot } from '../../numerics/ball/cube-root';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { rationalCubeRoot } from '../rational-values';

export const cbrt: CatalogueFunction = {
  id: 'cbrt',
  title: 'x^(1/3)',
  description: 'The real cube root, negative for negative x.',
  use: 'Perceptual colour spaces such as CIELAB and Oklab, radii from volumes; full range by the exponent of x.',
  domain: REAL_LINE,
  symmetry: 'odd',
  defaultInterval: '[1,8]',
  defaultNorm: 'relative',
  source: 'Integer cube root by Newton iteration with directed bounds.',
  enclose: cubeRoot,
  exact: rationalCubeRoot,
};
