import { type Ball, isZero, multiply, negate, signOf, ZERO } from '../../numerics/ball/ball';
import { erfOfRoot } from '../../numerics/ball/error-function';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';

function enclose(x: Ball, bits: number): Ball {
  if (isZero(x)) return ZERO;
  const value = erfOfRoot(multiply(x, x, Infinity), bits);
  return signOf(x) < 0 ? negate(value) : value;
}

export const erf: CatalogueFunction = {
  id: 'erf',
  title: 'erf x',
  description: 'The error function, 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x.',
  use: 'Statistics, diffusion and heat conduction, exact gelu, bit error rates.',
  domain: REAL_LINE,
  symmetry: 'odd',
  defaultInterval: '(0,2]',
  defaultNorm: 'relative',
  presets: [
    {
      title: 'The normal distribution and exact gelu',
      interval: '(0,2]',
      format: 'real',
      norm: 'relative',
      source: 'arXiv 2312.08472 evolves programs for it.',
    },
  ],
  source: 'DLMF 7.6.2, all terms positive; 1 - erfc by DLMF 7.12.1 for large |x|.',
  enclose,
  // No other rational value is known, nor is it proved that there is none; the oracle would refuse a tie.
  exact: onlyAtZero(0n),
};
