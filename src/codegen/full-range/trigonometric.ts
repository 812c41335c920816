/**
 * sin, cos and tan: x = k pi/2 + r with an integer k and |r| <= pi/4, by subtracting k times pi/2 in parts of which all
 * but the last have so few bits that the products are exact (Cody and Waite). One kernel serves both octants:
 * cos r = 1 - 2 sin^2(r/2), which loses no accuracy for |r| <= pi/4.
 */

import type { DataflowBuilder, Value } from './builder';
import { roundToInteger } from './reduction';
import {
  catalogue,
  closed,
  expression,
  type FullRangeTemplate,
  type KernelSlot,
  type Variant,
} from './template';

const TWO_OVER_PI = 0.6366197723675814;
/** pi/2 in parts: of 33, 33 and 53 bits, and of 11, 11, 11 and 24 bits. */
const HALF_PI = {
  f64: [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21],
  f32: [1.5703125, 0.0004837512969970703, 7.549533620476723e-8, 2.5633440682570896e-12],
} as const;
/** The products k * part are exact up to these arguments. */
const LARGEST = { f64: 2 ** 17, f32: 2 ** 13 } as const;
/** Below it sin x and tan x are x to a small fraction of an ulp of the function's format. */
const TINY = { f32: 2 ** -13, f64: 2 ** -27 } as const;

const INTERVAL = '(0,pi/4]';

function slot(id: 'sin' | 'tan'): KernelSlot {
  return {
    title: `${id} x up to pi/4`,
    forms: [
      { function: catalogue(id), interval: INTERVAL, norm: 'relative' },
      {
        function: id === 'sin' ? catalogue('sinc') : expression('tan(x)/x'),
        interval: '[0,pi/4]',
        norm: 'relative',
      },
    ],
  };
}

interface Octant {
  /** x - k pi/2 */
  readonly r: Value;
  /** k as an integer. */
  readonly k: Value;
}

function reduce(b: DataflowBuilder, x: Value): Octant {
  const factor = b.constant(TWO_OVER_PI, b.compute, 'two_over_pi');
  const { asFloat, asInteger } = roundToInteger(b, b.mul(x, factor));
  let r = x;
  HALF_PI[b.compute].forEach((part, i) => {
    r = b.kept(b.sub(r, b.mul(asFloat, b.constant(part, b.compute, `half_pi_${i + 1}`))));
  });
  return { r: b.named('r', r), k: asInteger };
}

/** The kernel's function at t >= 0. Kernels need not have a value at 0, nor be accurate next to it. */
function atPositive(b: DataflowBuilder, t: Value, form: number): Value {
  const p = b.kernel(0, t);
  return form === 0 ? b.select(b.lt(t, TINY[b.format]), t, p) : b.mul(t, p);
}

function guardRange(b: DataflowBuilder, isOdd: boolean): void {
  b.guard(b.isNaN(b.x), b.x);
  const a = b.named('size', b.abs(b.x));
  b.guard(b.lt(LARGEST[b.compute], a), NaN);
  if (isOdd) b.guard(b.lt(a, TINY[b.format]), b.x);
}

function sineOrCosine(id: 'sin' | 'cos'): FullRangeTemplate {
  return {
    id,
    slots: () => [slot('sin')],
    method: (variant) => [
      'x = k pi/2 + r with an integer k and |r| <= pi/4; the kernel at |r| gives the sine, that at |r| / 2 the cosine ' +
        'as 1 - 2 sin^2(r/2), and k which of them it is and its sign.',
      rangeSentence(variant),
    ],
    largestArgument: ({ compute }) => LARGEST[compute],
    fastDomain,
    build: (b, [form = 0]) => {
      guardRange(b, id === 'sin');
      const { r, k } = reduce(b, b.named('y', b.toCompute(b.x)));
      const quadrant = id === 'sin' ? k : b.named('q', b.iadd(k, 1));
      const isCosine = b.named('is_cosine', b.nonzero(b.and(quadrant, 1)));
      const a = b.named('a', b.abs(r));
      const t = b.named('t', b.select(isCosine, b.mul(a, 0.5), a));
      const s = b.named('s', atPositive(b, t, form));
      const cosine = b.sub(1, b.mul(b.add(s, s), s));
      const sine = b.select(b.lt(r, 0), b.neg(s), s);
      const v = b.named('v', b.select(isCosine, cosine, sine));
      return b.toFormat(b.select(b.nonzero(b.and(quadrant, 2)), b.neg(v), v));
    },
  };
}

const tan: FullRangeTemplate = {
  id: 'tan',
  slots: () => [slot('tan')],
  method: (variant) => [
    'x = k pi/2 + r with an integer k and |r| <= pi/4; with the kernel t at |r| and the sign of r, the tangent is t ' +
      'for even and -1 / t for odd k.',
    rangeSentence(variant),
  ],
  largestArgument: ({ compute }) => LARGEST[compute],
  fastDomain,
  build: (b, [form = 0]) => {
    guardRange(b, true);
    const { r, k } = reduce(b, b.named('y', b.toCompute(b.x)));
    const a = b.named('a', b.abs(r));
    const p = b.named('p', atPositive(b, a, form));
    const t = b.named('t', b.select(b.lt(r, 0), b.neg(p), p));
    return b.toFormat(b.select(b.nonzero(b.and(k, 1)), b.div(-1, t), t));
  },
};

function rangeSentence({ compute }: Variant): string {
  return `For |x| <= ${LARGEST[compute]}; beyond it, where the parts of pi/2 no longer suffice, the value is NaN.`;
}

function fastDomain({ compute }: Variant): ReturnType<FullRangeTemplate['fastDomain']> {
  const bound = LARGEST[compute];
  return { text: `a number of at most ${bound} in absolute value`, interval: closed(-bound, bound) };
}

export const TRIGONOMETRIC: readonly FullRangeTemplate[] = [sineOrCosine('sin'), sineOrCosine('cos'), tan];
