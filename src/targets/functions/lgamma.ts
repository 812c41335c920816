import { logGamma } from '../../numerics/ball/gamma';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { gammaPoleIn } from '../gamma-values';
import { exactInteger, integerValue } from '../rational-values';

export const lgamma: CatalogueFunction = {
  id: 'lgamma',
  title: 'ln |gamma(x)|',
  description: 'The logarithm of the absolute value of the gamma function, as the lgamma of C.',
  use: 'Likelihoods and binomial coefficients of large arguments, where gamma itself overflows.',
  domain: REAL_LINE,
  poles: '0, -1, -2, ...',
  poleIn: gammaPoleIn,
  symmetry: 'none',
  defaultInterval: '[1,3]',
  defaultNorm: 'absolute',
  source:
    'DLMF 5.11 (Stirling) for large x, ln of gamma elsewhere with the bits that its zeros at 1 and 2 cost.',
  enclose: logGamma,
  // ln n! of larger n is transcendental; no other rational value at a rational point is known.
  exact: (x) => {
    const n = integerValue(x);
    return n === 1n || n === 2n ? exactInteger(0n) : undefined;
  },
};
