import { squareRoot } from '../../numerics/ball/ball';
import { type CatalogueFunction, NOT_NEGATIVE } from '../catalogue-function';
import { rationalSquareRoot } from '../rational-values';

export const sqrt: CatalogueFunction = {
  id: 'sqrt',
  title: 'sqrt x',
  description: 'The square root.',
  use: 'Hardware without a root instruction, norms, distances; full range by the exponent of x.',
  domain: NOT_NEGATIVE,
  symmetry: 'none',
  defaultInterval: '[1,4]',
  defaultNorm: 'relative',
  source: 'Integer square root by Newton iteration with directed bounds.',
  enclose: squareRoot,
  exact: rationalSquareRoot,
};
