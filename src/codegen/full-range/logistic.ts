/** expm1, and what is made of it or of the exponential: tanh and sigmoid. */

import type { DataflowBuilder, Value } from './builder';
import { EXP_SLOT, exponentialOf, LEAST, NATURAL, reduceToNearest } from './exponential';
import { powerOfTwo, scale } from './reduction';
import { closed, expression, type FullRangeTemplate, type KernelSlot } from './template';

const EXPM1_SLOT: KernelSlot = {
  title: '(e^x - 1) / x on the reduced interval',
  forms: [{ function: expression('expm1(x)/x'), interval: '[-0.3466,0.3466]', norm: 'relative' }],
};

const REDUCTION = 'x = k ln 2 + r with an integer k and |r| <= ln 2 / 2';

/**
 * e^x - 1 = 2^k r K(r) + (2^k - 1), half of it where 2^k itself could overflow; the kernel is K(r) = (e^r - 1) / r, so
 * that small values keep their relative accuracy.
 */
function halfOfExpm1(b: DataflowBuilder, x: Value): Value {
  const { k, r } = reduceToNearest(b, x, NATURAL);
  const power = b.named('s', powerOfTwo(b, b.isub(k, 1)));
  const p = b.named('p', b.mul(r, b.kernel(0, r)));
  return b.add(b.mul(power, p), b.kept(b.sub(power, 0.5)));
}

/** Below it f(x) is x to a small fraction of an ulp; results keep the sign of zero and subnormal numbers. */
const TINY = { f32: 2 ** -26, f64: 2 ** -54 } as const;

const expm1: FullRangeTemplate = {
  id: 'expm1',
  slots: () => [EXPM1_SLOT],
  method: () => [
    `${REDUCTION}; e^x - 1 = 2^k r K(r) + (2^k - 1), where the kernel K(r) stands for (e^r - 1) / r.`,
  ],
  fastDomain: ({ format }) => {
    const bound = format === 'f32' ? 85 : 700;
    return { text: `a number of at most ${bound} in absolute value`, interval: closed(-bound, bound) };
  },
  build: (b) => {
    const { overflow, saturated } =
      b.format === 'f32' ? { overflow: 89, saturated: -18 } : { overflow: 710, saturated: -38 };
    b.guard(b.isNaN(b.x), b.x);
    b.guard(b.lt(overflow, b.x), Infinity);
    b.guard(b.lt(b.x, saturated), -1);
    b.guard(b.lt(b.abs(b.x), TINY[b.format]), b.x);
    return b.toFormat(b.mul(halfOfExpm1(b, b.named('y', b.toCompute(b.x))), 2));
  },
};

const tanh: FullRangeTemplate = {
  id: 'tanh',
  slots: () => [EXPM1_SLOT],
  method: () => [
    'tanh x = m / (m + 2) with m = e^(2|x|) - 1, and the sign of x.',
    '2|x| = k ln 2 + r with an integer k and |r| <= ln 2 / 2; m = 2^k r K(r) + (2^k - 1), where the kernel K(r) stands ' +
      'for (e^r - 1) / r.',
  ],
  fastDomain: ({ format }) => {
    const bound = format === 'f32' ? 40 : 350;
    return { text: `a number of at most ${bound} in absolute value`, interval: closed(-bound, bound) };
  },
  build: (b) => {
    const { tiny, saturated } =
      b.format === 'f32' ? { tiny: 2 ** -13, saturated: 9.02 } : { tiny: 2 ** -27, saturated: 19.1 };
    const a = b.named('a', b.abs(b.x));
    const negative = b.named('negative', b.lt(b.x, 0));
    b.guard(b.isNaN(b.x), b.x);
    b.guard(b.lt(saturated, a), b.select(negative, b.constant(-1, b.format), 1));
    b.guard(b.lt(a, tiny), b.x);
    const y = b.toCompute(a);
    // m / (m + 2) with half of m above and below.
    const h = b.named('h', halfOfExpm1(b, b.named('y', b.add(y, y))));
    const t = b.named('t', b.div(h, b.add(h, 1)));
    return b.toFormat(b.select(negative, b.neg(t), t));
  },
};

const sigmoid: FullRangeTemplate = {
  id: 'sigmoid',
  slots: () => [EXP_SLOT],
  method: () => [
    'With e = e^(-|x|) the value is 1 / (1 + e) for x >= 0 and e / (1 + e) for x < 0.',
    '-|x| = k ln 2 + r with an integer k; e = 2^k e^r, with the kernel at r.',
  ],
  fastDomain: ({ format }) => {
    const bound = format === 'f32' ? 86 : 700;
    return { text: `a number of at most ${bound} in absolute value`, interval: closed(-bound, bound) };
  },
  build: (b, [form = 0]) => {
    const { zero, one } = b.format === 'f32' ? { zero: -104, one: 18 } : { zero: -746, one: 38 };
    b.guard(b.isNaN(b.x), b.x);
    b.guard(b.lt(one, b.x), 1);
    b.guard(b.lt(b.x, zero), 0);
    b.guard(b.lt(b.abs(b.x), LEAST[b.format]), 0.5);
    const y = b.named('y', b.toCompute(b.neg(b.abs(b.x))));
    const { p, k } = exponentialOf(b, 0, form, y, NATURAL);
    const e = b.named('e', scale(b, p, k));
    return b.toFormat(b.div(b.select(b.lt(b.x, 0), e, 1), b.add(e, 1)));
  },
};

export const LOGISTIC: readonly FullRangeTemplate[] = [expm1, tanh, sigmoid];
