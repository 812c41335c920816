import { log as logBall } from '../../numerics/ball/logarithm';
import { type CatalogueFunction, POSITIVE } from '../catalogue-function';
import { exactInteger, isOne } from '../rational-values';

export const log: CatalogueFunction = {
  id: 'log',
  title: 'ln x',
  description: 'The natural logarithm.',
  use: 'Mathematical libraries, log-likelihoods; full range by ln(2^k m) = k ln 2 + ln m.',
  domain: POSITIVE,
  symmetry: 'none',
  defaultInterval: '[1,2]',
  defaultNorm: 'absolute',
  source: 'DLMF 4.2, 4.6; a tabulated factor brings x near 1, then 2 atanh(z / (2 + z)).',
  enclose: logBall,
  exact: (x) => (isOne(x) ? exactInteger(0n) : undefined),
};
