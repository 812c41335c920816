import { divide, fromNumber } from '../../numerics/ball/ball';
import { cos, holdsPoleOfTangent, sin } from '../../numerics/ball/trigonometric';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';
import { onlyAtZero } from '../rational-values';

export const tan: CatalogueFunction = {
  id: 'tan',
  title: 'tan x',
  description: 'The tangent of x in radians.',
  use: 'Mathematical libraries, projections and fields of view.',
  domain: REAL_LINE,
  poles: 'pi/2 + k pi',
  poleIn: ({ lower, upper }) =>
    holdsPoleOfTangent(fromNumber(lower), fromNumber(upper)) ? 'an odd multiple of pi/2' : undefined,
  symmetry: 'odd',
  defaultInterval: '(0,pi/4]',
  defaultNorm: 'relative',
  source: 'DLMF 4.14; sin x / cos x, each to full relative accuracy.',
  enclose: (x, bits) => divide(sin(x, bits + 4), cos(x, bits + 4), bits),
  exact: onlyAtZero(0n),
};
