import { add, isZero, magnitude, negate, signOf } from '../../numerics/ball/ball';
import { exp } from '../../numerics/ball/exponential';
import { log1p } from '../../numerics/ball/logarithm';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';

export const softplus: CatalogueFunction = {
  id: 'softplus',
  title: 'ln(1 + e^x)',
  description: 'The smooth ramp.',
  use: 'Activation of neural networks, the parameters of variances.',
  domain: REAL_LINE,
  symmetry: 'none',
  defaultInterval: '[-4,4]',
  defaultNorm: 'absolute',
  source: 'x + ln(1 + e^-x) for x > 0, ln(1 + e^x) else: no term cancels another.',
  enclose: (x, bits) => {
    const positive = !isZero(x) && magnitude(x) > 0 && signOf(x) > 0;
    if (!positive) return log1p(exp(x, bits + 8), bits);
    return add(x, log1p(exp(negate(x), bits + 8), bits + 8), bits);
  },
  // At rational x the value is the logarithm of 1 + e^x; that no such value is rational is Lindemann's theorem.
  exact: () => undefined,
};
