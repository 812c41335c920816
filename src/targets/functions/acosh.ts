import {
  add,
  fromInteger,
  isZero,
  multiply,
  ONE,
  squareRoot,
  subtract,
  ZERO,
} from '../../numerics/ball/ball';
import { log1p } from '../../numerics/ball/logarithm';
import { type CatalogueFunction } from '../catalogue-function';
import { exactInteger, isOne } from '../rational-values';

export const acosh: CatalogueFunction = {
  id: 'acosh',
  title: 'acosh x',
  description: 'The inverse hyperbolic cosine.',
  use: 'Hyperbolic geometry, filter design.',
  domain: { lower: 1, upper: Infinity, lowerOpen: false, upperOpen: true },
  symmetry: 'none',
  defaultInterval: '[2,4]',
  defaultNorm: 'relative',
  source: 'DLMF 4.37.19 as ln(1 + t + sqrt(t (t + 2))) with t = x - 1.',
  enclose: (x, bits) => {
    const working = bits + 8;
    const t = subtract(x, ONE, working);
    if (isZero(t)) return ZERO;
    const root = squareRoot(multiply(t, add(t, fromInteger(2), working), working), working);
    return log1p(add(t, root, working), bits);
  },
  exact: (x) => (isOne(x) ? exactInteger(0n) : undefined),
};
