import { airyAi as airyAiBall } from '../../numerics/ball/airy';
import { type CatalogueFunction, REAL_LINE } from '../catalogue-function';

export const airyAi: CatalogueFunction = {
  id: 'airyAi',
  title: 'Ai(x)',
  description:
    "Airy's function: the solution of y'' = x y that decays for positive x and oscillates for negative x.",
  use: 'Waves near a caustic, quantum wells, rainbows; Ai(-7x) on (0,1] is this function on [-7,0).',
  domain: REAL_LINE,
  symmetry: 'none',
  defaultInterval: '[-7,0)',
  // Ai has the zeros -2.338..., -4.088..., -5.521... and -6.787... there.
  defaultNorm: 'absolute',
  presets: [
    {
      title: 'Waves at a turning point, Ai(-7x) on (0,1]',
      interval: '[-7,0)',
      format: 'real',
      norm: 'absolute',
      source: 'arXiv 2312.08472 evolves programs for it; absolute, because it has zeros there.',
    },
  ],
  source:
    'DLMF 9; Maclaurin series (9.4.1) with the bits that cancel, asymptotic series for large |x| (9.7).',
  enclose: airyAiBall,
  // No rational value at a rational point is known.
  exact: () => undefined,
};
