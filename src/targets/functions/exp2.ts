import { exp2 as exp2Ball } from '../../numerics/ball/exponential';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { integerPower } from '../rational-values';

export const exp2: CatalogueFunction = {
  id: 'exp2',
  title: '2^x',
  description: 'Two to the power x.',
  use: 'The kernel under every exp and pow: the integer part of x goes to the exponent, (0,1] remains.',
  domain: REAL_LINE,
  symmetry: 'none',
  defaultInterval: '(0,1]',
  defaultNorm: 'relative',
  presets: [
    {
      title: 'The core of exp and pow',
      interval: '(0,1]',
      format: 'real',
      norm: 'relative',
      source: 'arXiv 2312.08472 evolves programs for it.',
    },
    {
      title: 'exp2f after reduction',
      interval: '[0,1)',
      format: 'f32',
      norm: 'ulp',
      source: 'The fraction of x; its integer part goes to the exponent.',
    },
  ],
  source: 'arXiv 2312.08472 takes it as its main target; 2^x = 2^round(x) e^((x - round(x)) ln 2).',
  enclose: exp2Ball,
  exact: (x) => integerPower(2n, x),
};
