import {
  add,
  type Ball,
  divide,
  fromInteger,
  isZero,
  negate,
  scaleByPowerOfTwo,
  signOf,
  ZERO,
} from '../../numerics/ball/ball';
import { expm1 } from '../../numerics/ball/exponential';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';

/** For x > 0, -m / (m + 2) with m = e^(-2x) - 1, accurate at both ends of the line. */
function enclose(x: Ball, bits: number): Ball {
  if (isZero(x)) return ZERO;
  if (signOf(x) < 0) return negate(enclose(negate(x), bits));
  const m = expm1(negate(scaleByPowerOfTwo(x, 1)), bits + 8);
  return divide(negate(m), add(m, fromInteger(2), bits + 8), bits);
}

export const tanh: CatalogueFunction = {
  id: 'tanh',
  title: 'tanh x',
  description: 'The hyperbolic tangent.',
  use: 'Activation of neural networks, the tanh form of gelu, soft clipping in audio.',
  domain: REAL_LINE,
  symmetry: 'odd',
  defaultInterval: '(0,4]',
  defaultNorm: 'relative',
  presets: [
    {
      title: 'Activation and gate of recurrent layers',
      interval: '(0,4]',
      format: 'real',
      norm: 'absolute',
      source: 'Odd; beyond it tanh is 1 to 6.8e-4.',
    },
  ],
  source: 'DLMF 4.28; from e^(-2|x|) - 1.',
  enclose,
  exact: onlyAtZero(0n),
};
