/** 2^x on (0,1] as evolved by AutoNumerics-Zero: E. Real et al., arXiv 2312.08472. */

import type { PublishedProgram } from './published-program';

const COMMON = {
  function: 'exp2',
  interval: '(0,1]',
  format: 'real',
  source: 'AutoNumerics-Zero, E. Real et al., arXiv 2312.08472, constants as printed',
} as const;

export const AUTONUMERICS: readonly PublishedProgram[] = [
  {
    ...COMMON,
    id: 'autonumerics-f2',
    title: 'AutoNumerics-Zero f2',
    program: 'y = -2.1258595374472384 / (x + -2.0413845597733418)',
  },
  {
    ...COMMON,
    id: 'autonumerics-f3',
    title: 'AutoNumerics-Zero f3',
    program: 'y = -8.387819235563974 / (x + -3.4355225277901402) + -1.4427239805682266',
  },
  {
    ...COMMON,
    id: 'autonumerics-f5',
    title: 'AutoNumerics-Zero f5',
    program:
      'u = x + 25.596749740144819 / x\ny = 17.746150088734609 / (u + -8.8505996518073289) + 0.99999366143081858',
  },
  {
    ...COMMON,
    id: 'autonumerics-f10',
    title: 'AutoNumerics-Zero f10',
    program: [
      'u = x + 5783.5330096027765 / x',
      'v = 501.10494991027866 / (15141.981176922711 / u + u + -250.55247494972059) + 0.99999999999999956',
      's = v * v',
      't = s * s',
      'y = t * t',
    ].join('\n'),
  },
];
