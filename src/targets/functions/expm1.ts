import { expm1 as expm1Ball } from '../../numerics/ball/exponential';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';

export const expm1: CatalogueFunction = {
  id: 'expm1',
  title: 'e^x - 1',
  description: 'The exponential less one, accurate near x = 0.',
  use: 'Interest rates, relative changes, ELU activations, hyperbolic functions.',
  domain: REAL_LINE,
  symmetry: 'none',
  defaultInterval: '[-0.5,0.5]',
  defaultNorm: 'relative',
  source: 'DLMF 4.2; e^x with the bits that cancel near 0 added, three terms of the series below that.',
  enclose: expm1Ball,
  exact: onlyAtZero(0n),
};
