/**
 * log2, log, log10 and log1p: x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2) from the encoding of x, and then
 * k c + f K(f), where the kernel K(f) stands for log(1 + f) / f: near x = 1, where the logarithm is 0, that keeps the
 * relative accuracy.
 */

import type { DataflowBuilder, Value } from './builder';
import { LN2, LOG10_2 } from './exponential';
import { decomposeAroundOne, normalise, type SplitConstant } from './reduction';
import { closed, expression, type FullRangeTemplate, type KernelSlot } from './template';

const INTERVAL = '[-0.2929,0.4143]';

function slot(text: string): KernelSlot {
  return {
    title: `${text} around 0`,
    forms: [{ function: expression(text), interval: INTERVAL, norm: 'relative' }],
  };
}

/** k c + value, for c = 1 where there is no constant. */
function addMultiple(
  b: DataflowBuilder,
  value: Value,
  k: Value,
  constant: SplitConstant | undefined,
  name: string,
): Value {
  if (constant === undefined) return b.add(k, value);
  const { high, low } = constant[b.compute];
  if (b.compute !== b.format) return b.add(b.mul(k, b.constant(high + low, b.compute, name)), value);
  const small = b.kept(b.add(value, b.mul(k, b.constant(low, b.compute, `${name}_low`))));
  return b.add(b.mul(k, b.constant(high, b.compute, `${name}_high`)), small);
}

function logarithm(
  id: 'log2' | 'log' | 'log10',
  kernel: string,
  constant: SplitConstant | undefined,
  name: string,
): FullRangeTemplate {
  const product = constant === undefined ? 'k' : `k ${name === 'ln2' ? 'ln 2' : 'log10(2)'}`;
  return {
    id,
    slots: () => [slot(kernel)],
    method: () => [
      'x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2), by the encoding of x; ' +
        `${id} x = ${product} + f K(f), where the kernel K(f) stands for ${kernel.replaceAll('x', 'f')}.`,
    ],
    fastDomain: ({ format }) => {
      const [least, largest] = format === 'f32' ? [2 ** -126, 2 ** 127] : [2 ** -1022, 2 ** 1023];
      return { text: 'a positive normal number', interval: closed(least, largest) };
    },
    build: (b) => {
      b.guard(b.isNaN(b.x), b.x);
      b.guard(b.lt(b.x, 0), NaN);
      b.guard(b.eq(b.x, 0), -Infinity);
      b.guard(b.eq(b.x, Infinity), Infinity);
      const { value, lift } = normalise(b, b.x);
      const { exponent, significand } = decomposeAroundOne(b, b.named('y', value));
      const k = b.named('k', b.toFloat(lift === undefined ? exponent : b.isub(exponent, lift)));
      const f = b.named('f', b.sub(significand, 1));
      return b.toFormat(addMultiple(b, b.mul(f, b.kernel(0, f)), k, constant, name));
    },
  };
}

/** Below it log1p x is x to a small fraction of an ulp. */
const TINY = { f32: 2 ** -26, f64: 2 ** -54 } as const;

const log1p: FullRangeTemplate = {
  id: 'log1p',
  slots: () => [slot('log1p(x)/x')],
  method: ({ format, compute }) => [
    '1 + x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2); log1p x = k ln 2 + f K(f), where the kernel K(f) ' +
      'stands for log1p(f) / f.',
    compute === format
      ? 'Where k = 0, f is x; else what the rounding of 1 + x loses comes back as a correction of the first order.'
      : 'Where k = 0, f is x; else 1 + x in binary64 is as exact as it needs to be.',
  ],
  fastDomain: () => ({ text: 'a number from -0.99 to 2^100', interval: closed(-0.99, 2 ** 100) }),
  build: (b) => {
    b.guard(b.isNaN(b.x), b.x);
    b.guard(b.lt(b.x, -1), NaN);
    b.guard(b.eq(b.x, -1), -Infinity);
    b.guard(b.eq(b.x, Infinity), Infinity);
    b.guard(b.lt(b.abs(b.x), TINY[b.format]), b.x);
    const y = b.named('y', b.toCompute(b.x));
    const u = b.named('u', b.kept(b.add(y, 1)));
    const { exponent, significand } = decomposeAroundOne(b, u);
    const k = b.named('k', b.toFloat(exponent));
    // Where 1 + x keeps its exponent, x itself is f, to all its bits.
    const whole = b.named('whole', b.eq(k, 0));
    const f = b.named('f', b.select(whole, y, b.sub(significand, 1)));
    if (b.compute !== b.format) return b.toFormat(addMultiple(b, b.mul(f, b.kernel(0, f)), k, LN2, 'ln2'));
    // Of 1 + x and its larger part: what was lost is exact.
    const lost = b.select(b.lt(y, 1), b.sub(y, b.kept(b.sub(u, 1))), b.sub(1, b.kept(b.sub(u, y))));
    const correction = b.named('c', b.select(whole, b.constant(0), b.div(lost, u)));
    return addMultiple(b, b.add(b.mul(f, b.kernel(0, f)), correction), k, LN2, 'ln2');
  },
};

export const LOGARITHMS: readonly FullRangeTemplate[] = [
  logarithm('log2', 'log2(1+x)/x', undefined, ''),
  logarithm('log', 'log1p(x)/x', LN2, 'ln2'),
  logarithm('log10', 'log10(1+x)/x', LOG10_2, 'log10_2'),
  log1p,
];
