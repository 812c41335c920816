import { exp as expBall, MAX_ARGUMENT_EXPONENT } from '../../numerics/ball/exponential';
import { ExponentOutOfRange, magnitude } from '../../numerics/ball/ball';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';

export const exp: CatalogueFunction = {
  id: 'exp',
  title: 'e^x',
  description: 'The exponential function.',
  use: 'Mathematical libraries, softmax, shaders; full range by e^x = 2^k e^r with |r| <= ln 2 / 2.',
  domain: REAL_LINE,
  symmetry: 'none',
  defaultInterval: '[-0.5,0.5]',
  defaultNorm: 'relative',
  presets: [
    {
      title: 'exp of shaders, after reduction',
      interval: '[-0.35,0.35]',
      format: 'f32',
      norm: 'ulp',
      source: 'x minus the nearest multiple of ln 2 is at most 0.3466.',
    },
  ],
  source: 'DLMF 4.2; reduction by ln 2 and halving, Taylor series, squaring (numerics/ball/exponential).',
  enclose: (x, bits) => {
    if (magnitude(x) > MAX_ARGUMENT_EXPONENT) throw new ExponentOutOfRange('|x| reaches beyond 2^44');
    return expBall(x, bits);
  },
  exact: onlyAtZero(1n),
};
