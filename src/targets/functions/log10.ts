import { divide } from '../../numerics/ball/ball';
import { constantBall, ln10 } from '../../numerics/ball/constants';
import { log } from '../../numerics/ball/logarithm';
import { type CatalogueFunction, POSITIVE } from '../catalogue-function';
import { exponentOfPower } from '../rational-values';

export const log10: CatalogueFunction = {
  id: 'log10',
  title: 'log10 x',
  description: 'The logarithm to base ten.',
  use: 'Decibels, magnitudes, printing of numbers.',
  domain: POSITIVE,
  symmetry: 'none',
  defaultInterval: '[1,10]',
  defaultNorm: 'absolute',
  source: 'log10 x = ln x / ln 10; rational only at powers of ten.',
  enclose: (x, bits) => divide(log(x, bits + 4), constantBall(ln10, bits + 8), bits),
  exact: (x) => exponentOfPower(10n, x),
};
