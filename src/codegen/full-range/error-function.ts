/**
 * erf by one, two or three kernels up to where it is 1, and gelu by two: the scaled tail of the normal distribution and
 * e^x.
 */

import type { DataflowBuilder, Value } from './builder';
import { EXP_SLOT, exponentialOf, NATURAL } from './exponential';
import { scale } from './reduction';
import { catalogue, closed, expression, type FullRangeTemplate, type KernelSlot } from './template';

const TWO_OVER_ROOT_PI = 1.1283791670955126;

/** With more than one kernel the first serves up to here. */
const ERF_BREAK = 1.25;

/** From here on erf x rounds to 1, and kernels must reach so far. */
const ERF_END = { f32: { one: 3.9375, end: 4 }, f64: { one: 5.9375, end: 6 } } as const;

/** Below it erf x is 2 / sqrt(pi) x to a small fraction of an ulp. */
const ERF_TINY = { f32: 2 ** -16, f64: 2 ** -29 } as const;

function erfSlot(lower: string, upper: number, title: string): KernelSlot {
  return {
    title,
    forms: [{ function: catalogue('erf'), interval: `${lower},${upper}]`, norm: 'relative' }],
  };
}

/** erf t for t > 0 by as many kernels as there are forms. */
function erfAt(b: DataflowBuilder, t: Value, forms: readonly number[]): Value {
  const low = b.kernel(0, t);
  if (forms.length === 1) return low;
  const isLow = b.named('low', b.lt(t, ERF_BREAK));
  if (forms.length === 2) return b.select(isLow, low, b.kernel(1, t));
  // t^2 of a t below the break serves as well, and leads to no division by 0 in the kernels.
  const { p, k } = exponentialOf(b, 2, forms[2] ?? 0, b.named('u', b.neg(b.mul(t, t))), NATURAL);
  const tail = b.named('tail', scale(b, b.mul(b.kernel(1, t), p), k));
  return b.select(isLow, low, b.sub(1, tail));
}

const erf: FullRangeTemplate = {
  id: 'erf',
  counts: [3, 2, 1],
  slots: ({ format }, kernels = 1) => {
    const { end } = ERF_END[format];
    if (kernels === 1) return [erfSlot('(0', end, `erf x up to ${end}`)];
    const low = erfSlot('(0', ERF_BREAK, `erf x up to ${ERF_BREAK}`);
    if (kernels === 2) return [low, erfSlot(`[${ERF_BREAK}`, end, `erf x from ${ERF_BREAK} to ${end}`)];
    return [
      low,
      {
        title: `e^(x^2) erfc x from ${ERF_BREAK} to ${end}`,
        forms: [
          { function: expression('exp(x^2)*erfc(x)'), interval: `[${ERF_BREAK},${end}]`, norm: 'relative' },
        ],
      },
      EXP_SLOT,
    ];
  },
  method: ({ format }, kernels) => [
    kernels === 1
      ? 'The kernel at |x|, with the sign of x.'
      : kernels === 2
        ? `The first kernel at |x| below ${ERF_BREAK}, the second from there on, with the sign of x.`
        : `The first kernel at |x| below ${ERF_BREAK}; from there on 1 - Q(|x|) e^(-x^2), where the second kernel Q(t) ` +
          'stands for e^(t^2) erfc t, and -x^2 = k ln 2 + r with an integer k, so that its exponential is 2^k times the ' +
          'third kernel at r. The sign is that of x.',
    `It is 1 from ${ERF_END[format].one} on, where erf x rounds to it, and 2 / sqrt(pi) x next to 0.`,
  ],
  fastDomain: ({ format }) => {
    const [least, largest] = [ERF_TINY[format], ERF_END[format].one];
    return {
      text: `a number from ${least} to ${largest} or the negative of one`,
      interval: closed(least, largest),
    };
  },
  build: (b, forms) => {
    const a = b.named('a', b.abs(b.x));
    const negative = b.named('negative', b.lt(b.x, 0));
    b.guard(b.isNaN(b.x), b.x);
    b.guard(b.le(ERF_END[b.format].one, a), b.select(negative, b.constant(-1, b.format), 1));
    const slope = b.constant(TWO_OVER_ROOT_PI, b.compute, 'two_over_root_pi');
    b.guard(b.lt(a, ERF_TINY[b.format]), b.toFormat(b.mul(b.toCompute(b.x), slope)));
    const t = b.named('t', b.toCompute(a));
    const v = b.named('v', erfAt(b, t, forms));
    return b.toFormat(b.select(negative, b.neg(v), v));
  },
};

const gelu: FullRangeTemplate = {
  id: 'gelu',
  slots: ({ format }) => [
    {
      title: 'the scaled tail of the normal distribution',
      forms: [
        {
          function: expression('exp(x^2/2)*normcdf(-x)'),
          interval: `[0,${format === 'f32' ? 14.5 : 39}]`,
          norm: 'relative',
        },
      ],
    },
    EXP_SLOT,
  ],
  method: () => [
    'The tail t = Phi(-|x|) is Q(|x|) e^(-x^2/2), where the kernel Q stands for e^(x^2/2) Phi(-x); the value is x t for ' +
      'x < 0, and x - x t for x > 0.',
    '-x^2/2 = k ln 2 + r with an integer k; its exponential is 2^k times the second kernel at r.',
  ],
  fastDomain: ({ format }) => {
    const bound = format === 'f32' ? 12.5 : 37;
    return { text: `a number of at most ${bound} in absolute value`, interval: closed(-bound, bound) };
  },
  build: (b, [, form = 0]) => {
    const end = b.format === 'f32' ? 14.5 : 39;
    b.guard(b.isNaN(b.x), b.x);
    b.guard(b.lt(end, b.x), b.x);
    b.guard(b.lt(b.x, -end), -0);
    b.guard(b.eq(b.x, 0), b.x);
    const y = b.named('y', b.toCompute(b.x));
    const half = b.named('u', b.mul(b.mul(y, y), -0.5));
    const { p, k } = exponentialOf(b, 1, form, half, NATURAL);
    const q = b.mul(b.kernel(0, b.abs(y)), p);
    const scaled = b.named('t', scale(b, b.mul(y, q), k));
    return b.toFormat(b.select(b.lt(b.x, 0), scaled, b.sub(y, scaled)));
  },
};

export const ERROR_FUNCTIONS: readonly FullRangeTemplate[] = [erf, gelu];
