import { absolute, add, divide, isZero, ONE, scaleByPowerOfTwo } from '../../numerics/ball/ball';
import { exp } from '../../numerics/ball/exponential';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';

export const cosh: CatalogueFunction = {
  id: 'cosh',
  title: 'cosh x',
  description: 'The hyperbolic cosine.',
  use: 'Mathematical libraries, catenaries, log-cosh loss.',
  domain: REAL_LINE,
  symmetry: 'even',
  defaultInterval: '(0,1]',
  defaultNorm: 'relative',
  source: 'DLMF 4.28; (y + 1/y) / 2 with y = e^|x|.',
  enclose: (x, bits) => {
    if (isZero(x)) return ONE;
    const y = exp(absolute(x), bits + 8);
    return scaleByPowerOfTwo(add(y, divide(ONE, y, bits + 8), bits), -1);
  },
  exact: onlyAtZero(1n),
};
