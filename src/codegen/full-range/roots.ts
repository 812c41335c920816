/** rsqrt and cbrt: x = 2^(n e) m with n = 2 or 3, from the encoding, and the kernel at m times a power of two. */

import type { DataflowBuilder, Value } from './builder';
import { biasedExponent, biasOf, divideByPower, normalise, powerOfTwo } from './reduction';
import { catalogue, closed, type FullRangeTemplate, type Variant } from './template';

function normalNumbers({ format }: Variant): ReturnType<FullRangeTemplate['fastDomain']> {
  const [least, largest] = format === 'f32' ? [2 ** -126, 2 ** 127] : [2 ** -1022, 2 ** 1023];
  return { text: 'a positive normal number', interval: closed(least, largest) };
}

const SIGN = -0x80000000;
const INFINITY_BITS = 0x7f800000;

/** Infinity with the sign of the argument, by its encoding: shaders need not divide by 0. */
function infinityLike(b: DataflowBuilder): Value {
  return b.fromBits32(b.iadd(b.and(b.bits32(b.x), SIGN), INFINITY_BITS));
}

const rsqrt: FullRangeTemplate = {
  id: 'rsqrt',
  slots: () => [
    {
      title: '1 / sqrt x on [1, 4)',
      forms: [{ function: catalogue('rsqrt'), interval: '[1,4)', norm: 'relative' }],
    },
  ],
  method: () => [
    'x = 4^e m with m in [1, 4), by the encoding of x; the value is 2^-e times the kernel at m.',
  ],
  fastDomain: normalNumbers,
  build: (b) => {
    b.guard(b.isNaN(b.x), b.x);
    // 1 / -0 is -Infinity, as IEEE 754-2019, 9.2.1, has it for rSqrt.
    b.guard(b.eq(b.x, 0), b.forShaders ? infinityLike(b) : b.div(1, b.x));
    b.guard(b.lt(b.x, 0), NaN);
    b.guard(b.eq(b.x, Infinity), 0);
    const { value, lift } = normalise(b, b.x);
    const y = b.named('y', value);
    const exponent = b.named('n', b.isub(biasedExponent(b, y), biasOf(b)));
    const e = b.named('e', b.shr(exponent, 1));
    const m = b.named('m', divideByPower(b, y, b.shl(e, 1)));
    // The lift is an even power of two.
    const e0 = lift === undefined ? e : b.isub(e, b.shr(lift, 1));
    return b.toFormat(b.mul(b.kernel(0, m), powerOfTwo(b, b.isub(0, e0))));
  },
};

const cbrt: FullRangeTemplate = {
  id: 'cbrt',
  slots: () => [
    {
      title: 'the cube root on [1, 8)',
      forms: [{ function: catalogue('cbrt'), interval: '[1,8)', norm: 'relative' }],
    },
  ],
  method: () => [
    '|x| = 8^e m with m in [1, 8), by the encoding of x; the value is 2^e times the kernel at m, with the sign of x.',
  ],
  fastDomain: normalNumbers,
  build: (b) => {
    b.guard(b.isNaN(b.x), b.x);
    const a = b.named('a', b.abs(b.x));
    b.guard(b.eq(a, 0), b.x);
    b.guard(b.eq(a, Infinity), b.x);
    const { value, lift } = normalise(b, a);
    const y = b.named('y', value);
    // Biased exponents are made multiples of 3 above 0, and divided by 3 as a product with 21846 / 2^16.
    const bias = biasOf(b);
    const offset = (3 - (bias % 3)) % 3;
    const third = b.named('third', b.shr(b.imul(b.iadd(biasedExponent(b, y), offset), 21846), 16));
    const e = b.named('e', b.isub(third, (bias + offset) / 3));
    const m = b.named('m', divideByPower(b, y, b.imul(e, 3)));
    // The lift is the power of a multiple of 3.
    const lifted = lift === undefined ? e : b.isub(e, b.shr(b.imul(lift, 21846), 16));
    const root = b.named('root', b.mul(b.kernel(0, m), powerOfTwo(b, lifted)));
    return b.toFormat(b.select(b.lt(b.x, 0), b.neg(root), root));
  },
};

export const ROOTS: readonly FullRangeTemplate[] = [rsqrt, cbrt];
