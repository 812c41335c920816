/** The families of baselines as the front shows them: told apart by shape and dash, in greys. */

import type { FrontFamily } from '../../protocol/baseline-service';

export interface FamilyMark {
  readonly family: FrontFamily;
  /** As the legend has it. */
  readonly name: string;
  /** Plotly's name of the shape. */
  readonly symbol: string;
  /** Plotly's name of the dash; null where the points are no series. */
  readonly dash: 'dot' | 'dash' | 'longdash' | 'dashdot' | 'longdashdot' | null;
  /** The same dash as SVG has it, for the legend. */
  readonly dashArray: string;
  /** The shape as an SVG path within 10 by 10. */
  readonly path: string;
  /** The families that rarely matter are fainter. */
  readonly ink: 'baseline' | 'inkFaint';
}

/** In the order in which they are computed, the most telling first. */
export const FAMILY_MARKS: readonly FamilyMark[] = [
  {
    family: 'minimax-polynomial',
    name: 'minimax polynomial',
    symbol: 'circle-open',
    dash: 'dot',
    dashArray: '1.5 2.5',
    path: 'M5 2a3 3 0 1 1 0 6a3 3 0 1 1 0-6Z',
    ink: 'baseline',
  },
  {
    family: 'minimax-rational',
    name: 'minimax rational',
    symbol: 'cross-open',
    dash: 'dash',
    dashArray: '4 3',
    path: 'M3.7 1.2h2.6v2.5h2.5v2.6h-2.5v2.5h-2.6v-2.5h-2.5v-2.6h2.5Z',
    ink: 'baseline',
  },
  {
    family: 'published',
    name: 'published',
    symbol: 'asterisk-open',
    dash: null,
    dashArray: '',
    path: 'M5 1v8M1 5h8M2.2 2.2l5.6 5.6M7.8 2.2l-5.6 5.6',
    ink: 'baseline',
  },
  {
    family: 'chebyshev',
    name: 'Chebyshev',
    symbol: 'triangle-down-open',
    dash: 'longdash',
    dashArray: '7 3',
    path: 'M1 2h8L5 9Z',
    ink: 'inkFaint',
  },
  {
    family: 'taylor',
    name: 'Taylor',
    symbol: 'triangle-right-open',
    dash: 'dashdot',
    dashArray: '5 2 1 2',
    path: 'M2 1v8L9 5Z',
    ink: 'inkFaint',
  },
  {
    family: 'pade',
    name: 'Padé',
    symbol: 'hexagon-open',
    dash: 'longdashdot',
    dashArray: '8 2 1 2',
    path: 'M5 1L8.5 3V7L5 9L1.5 7V3Z',
    ink: 'inkFaint',
  },
];

/** The mark of a family. */
export function markOf(family: FrontFamily): FamilyMark {
  const mark = FAMILY_MARKS.find((other) => other.family === family);
  if (mark === undefined) throw new RangeError(`there is no mark for ${family}`);
  return mark;
}
