/** Targets that run with one click. */

import type { Draft } from './draft';

export interface Preset {
  readonly id: string;
  /** As mathematics writes it. */
  readonly title: string;
  readonly target: Pick<Draft, 'functionId' | 'interval' | 'format' | 'norm'>;
}

const real = { format: 'real', norm: 'relative' } as const;

export const PRESETS: readonly Preset[] = [
  { id: 'exp2', title: '2^x', target: { functionId: 'exp2', interval: '(0,1]', ...real } },
  { id: 'exp', title: 'e^x', target: { functionId: 'exp', interval: '[0,1]', ...real } },
  { id: 'sin', title: 'sin x', target: { functionId: 'sin', interval: '(0,pi/2]', ...real } },
  {
    id: 'cos',
    title: 'cos x',
    target: { functionId: 'cos', interval: '[0,pi/2]', format: 'real', norm: 'absolute' },
  },
  {
    id: 'log2',
    title: 'log₂ x',
    target: { functionId: 'log2', interval: '[1,2]', format: 'real', norm: 'absolute' },
  },
  { id: 'tanh', title: 'tanh x', target: { functionId: 'tanh', interval: '(0,1]', ...real } },
  {
    id: 'exp2-f32',
    title: '2^x',
    target: { functionId: 'exp2', interval: '[0,1)', format: 'f32', norm: 'ulp' },
  },
];
