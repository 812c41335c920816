import { divide, ONE, squareRoot } from '../../numerics/ball/ball';
import { type CatalogueFunction, POSITIVE } from '../catalogue-function';
import { rationalSquareRoot, reciprocal } from '../rational-values';

export const rsqrt: CatalogueFunction = {
  id: 'rsqrt',
  title: '1 / sqrt x',
  description: 'The reciprocal of the square root.',
  use: 'Normalising vectors in shaders, layer normalisation.',
  domain: POSITIVE,
  symmetry: 'none',
  defaultInterval: '[1,4]',
  defaultNorm: 'relative',
  presets: [
    {
      title: 'Normalising vectors in shaders',
      interval: '[1,4)',
      format: 'f32',
      norm: 'ulp',
      source: 'An even power of two is taken out of x.',
    },
  ],
  source: 'IEEE 754-2019 9.2; one over the enclosed square root.',
  enclose: (x, bits) => divide(ONE, squareRoot(x, bits + 4), bits),
  exact: (x) => {
    const root = rationalSquareRoot(x);
    return root === undefined ? undefined : reciprocal(root);
  },
};
