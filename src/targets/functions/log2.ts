import { type Ball, divide, fromInteger, isExact } from '../../numerics/ball/ball';
import { bitLength } from '../../numerics/bits';
import { constantBall, ln2 } from '../../numerics/ball/constants';
import { log } from '../../numerics/ball/logarithm';
import { type CatalogueFunction, POSITIVE } from '../catalogue-function';
import { exponentOfPower } from '../rational-values';

function enclose(x: Ball, bits: number): Ball {
  const length = bitLength(x.mid);
  if (isExact(x) && x.mid > 0n && x.mid === 1n << BigInt(length - 1)) return fromInteger(x.exp + length - 1);
  return divide(log(x, bits + 4), constantBall(ln2, bits + 8), bits);
}

export const log2: CatalogueFunction = {
  id: 'log2',
  title: 'log2 x',
  description: 'The logarithm to base two.',
  use: 'Entropy, octaves, the first half of every pow; full range by the exponent of x.',
  domain: POSITIVE,
  symmetry: 'none',
  defaultInterval: '[1,2]',
  defaultNorm: 'absolute',
  presets: [
    {
      title: 'The core of log and pow',
      interval: '[1,2]',
      format: 'real',
      norm: 'absolute',
      source: 'arXiv 2312.08472 evolves programs for it.',
    },
  ],
  source: 'log2 x = ln x / ln 2; rational only at powers of two.',
  enclose,
  exact: (x) => exponentOfPower(2n, x),
};
