import { multiply } from '../../numerics/ball/ball';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';
import { logistic } from './sigmoid';

export const silu: CatalogueFunction = {
  id: 'silu',
  title: 'x / (1 + e^-x)',
  description: 'The sigmoid linear unit, also called swish.',
  use: 'Activation of language and vision models.',
  domain: REAL_LINE,
  symmetry: 'none',
  defaultInterval: '[-4,4]',
  defaultNorm: 'absolute',
  presets: [
    {
      title: 'Activation of gated layers',
      interval: '[-8,8]',
      format: 'real',
      norm: 'absolute',
      source: 'arXiv 1702.03118; beyond it silu is 0 or x to 2.7e-3.',
    },
  ],
  source: 'arXiv 1702.03118; x times the logistic function.',
  enclose: (x, bits) => multiply(x, logistic(x, bits + 4), bits),
  exact: onlyAtZero(0n),
};
