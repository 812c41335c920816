/**
 * exp2, exp and exp10: x = k c + r with an integer k and c = 1, ln 2 or log10 2, and then 2^k times the kernel at r
 * (W. J. Cody and W. Waite, Software Manual for the Elementary Functions, 1980).
 */

import type { DataflowBuilder, Value } from './builder';
import { roundToInteger, scale, type SplitConstant, subtractMultiple } from './reduction';
import { catalogue, closed, type FullRangeTemplate, type KernelSlot } from './template';

export const LN2: SplitConstant = {
  f64: { high: 0.6931471805601177, low: -1.7239444525614835e-13 },
  f32: { high: 0.693145751953125, low: 0.000001428606765330187 },
};
export const LOG10_2: SplitConstant = {
  f64: { high: 0.3010299956640665, low: -8.532344317057107e-14 },
  f32: { high: 0.301025390625, low: 0.000004605039066518657 },
};

/** The base of an exponential: c is the logarithm of 2 to it. */
export interface Base {
  /** Of c in emitted code. */
  readonly name: string;
  /** 1 / c, and its name. */
  readonly perOctave: number;
  readonly perOctaveName: string;
  /** c; absent where it is 1. */
  readonly constant?: SplitConstant;
}

export const NATURAL: Base = {
  name: 'ln2',
  perOctave: 1.4426950408889634,
  perOctaveName: 'log2_e',
  constant: LN2,
};
const BINARY: Base = { name: 'one', perOctave: 1, perOctaveName: 'one' };
const DECIMAL: Base = {
  name: 'log10_2',
  perOctave: 3.321928094887362,
  perOctaveName: 'log2_10',
  constant: LOG10_2,
};

/** x as k c + r. */
export interface Reduced {
  readonly k: Value;
  readonly r: Value;
}

/** x - k c */
function rest(b: DataflowBuilder, x: Value, k: Value, { constant, name }: Base): Value {
  return constant === undefined ? b.sub(x, k) : subtractMultiple(b, x, k, constant, name);
}

function octaves(b: DataflowBuilder, x: Value, { constant, perOctave, perOctaveName }: Base): Value {
  return constant === undefined ? x : b.mul(x, b.constant(perOctave, b.compute, perOctaveName));
}

/** k nearest to x / c, and |r| at most c/2 and a little. */
export function reduceToNearest(b: DataflowBuilder, x: Value, base: Base): Reduced {
  const { asFloat, asInteger } = roundToInteger(b, octaves(b, x, base));
  return { k: asInteger, r: b.named('r', rest(b, x, asFloat, base)) };
}

/** Smaller r count as this one, which changes an exponential by a small fraction of an ulp. */
export const LEAST = { f32: 2 ** -28, f64: 2 ** -57 } as const;

/** 0 < r <= c and a little: for kernels that have no value at 0, nor perhaps too close to it. */
function reduceUpwards(b: DataflowBuilder, x: Value, base: Base): Reduced {
  const { asFloat, asInteger } = roundToInteger(b, b.sub(octaves(b, x, base), 0.5));
  const difference = b.named('rest', rest(b, x, asFloat, base));
  const inside = b.named('inside', b.lt(0, difference));
  const { high, low } = base.constant?.[b.compute] ?? { high: 1, low: 0 };
  const above = b.named('above', b.select(inside, difference, b.add(difference, high + low)));
  return {
    k: b.named('k_below', b.select(inside, asInteger, b.isub(asInteger, 1))),
    r: b.named('r', b.select(b.lt(above, LEAST[b.format]), LEAST[b.format], above)),
  };
}

function slotOf(id: 'exp2' | 'exp' | 'exp10', title: string, upwards: string, nearest: string): KernelSlot {
  return {
    title: `${title} on the reduced interval`,
    forms: [upwards, nearest].map((interval) => ({ function: catalogue(id), interval, norm: 'relative' })),
  };
}

/** The kernel slot of e^r; also of functions that are made of it. */
export const EXP_SLOT: KernelSlot = slotOf('exp', 'e^x', '(0,0.6932]', '[-0.3466,0.3466]');

/** The base to the power x as kernel(r) and k, for a form of a slot of this kind. */
export function exponentialOf(
  b: DataflowBuilder,
  kernel: number,
  form: number,
  x: Value,
  base: Base,
): { readonly p: Value; readonly k: Value } {
  const { k, r } = form === 0 ? reduceUpwards(b, x, base) : reduceToNearest(b, x, base);
  return { p: b.named('p', b.kernel(kernel, r)), k };
}

interface Exponential {
  readonly id: 'exp2' | 'exp' | 'exp10';
  readonly slot: KernelSlot;
  readonly base: Base;
  /** Above `overflow` the value is infinite, below `underflow` 0: integers just beyond the exact bounds. */
  readonly bounds: Readonly<Record<'f32' | 'f64', { readonly overflow: number; readonly underflow: number }>>;
  /** Up to this size of x the value is a normal number. */
  readonly normal: Readonly<Record<'f32' | 'f64', number>>;
  readonly method: string;
}

function exponential({ id, slot, base, bounds, normal, method }: Exponential): FullRangeTemplate {
  return {
    id,
    slots: () => [slot],
    method: () => [method, 'The factor 2^k is made from its encoding.'],
    fastDomain: ({ format }) => {
      const bound = normal[format];
      return { text: `a number of at most ${bound} in absolute value`, interval: closed(-bound, bound) };
    },
    build: (b, [form = 0]) => {
      const { overflow, underflow } = bounds[b.format];
      b.guard(b.isNaN(b.x), b.x);
      b.guard(b.lt(overflow, b.x), Infinity);
      b.guard(b.lt(b.x, underflow), 0);
      b.guard(b.lt(b.abs(b.x), LEAST[b.format]), 1);
      const { p, k } = exponentialOf(b, 0, form, b.named('y', b.toCompute(b.x)), base);
      return b.toFormat(scale(b, p, k));
    },
  };
}

export const EXPONENTIALS: readonly FullRangeTemplate[] = [
  exponential({
    id: 'exp2',
    slot: slotOf('exp2', '2^x', '(0,1]', '[-0.5,0.5]'),
    base: BINARY,
    bounds: { f32: { overflow: 128, underflow: -150 }, f64: { overflow: 1024, underflow: -1075 } },
    normal: { f32: 125, f64: 1021 },
    method: 'x = k + r with an integer k; 2^x = 2^k 2^r, with the kernel at r.',
  }),
  exponential({
    id: 'exp',
    slot: EXP_SLOT,
    base: NATURAL,
    bounds: { f32: { overflow: 89, underflow: -104 }, f64: { overflow: 710, underflow: -746 } },
    normal: { f32: 87, f64: 707 },
    method: 'x = k ln 2 + r with an integer k; e^x = 2^k e^r, with the kernel at r.',
  }),
  exponential({
    id: 'exp10',
    slot: slotOf('exp10', '10^x', '(0,0.3011]', '[-0.1506,0.1506]'),
    base: DECIMAL,
    bounds: { f32: { overflow: 39, underflow: -46 }, f64: { overflow: 309, underflow: -324 } },
    normal: { f32: 37, f64: 307 },
    method: 'x = k log10(2) + r with an integer k; 10^x = 2^k 10^r, with the kernel at r.',
  }),
];
