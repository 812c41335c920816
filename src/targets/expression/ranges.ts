/**
 * Enclosures of expressions over whole intervals, in binary64 rounded outwards: to show that a function has values
 * everywhere on an interval. Wider than the range, by as much as x occurs repeatedly, and narrow for narrow x.
 */

import { fromNumber, toNumber } from '../../numerics/ball/ball';
import { exactToFormat } from '../../numerics/number-text';
import { nextDown, nextUp } from '../../numerics/ordinals';
import type { CatalogueFunction } from '../catalogue-function';
import { exactConstant } from './exact';
import type { Binary, Call, Expression, Power } from './tree';

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Bits of the enclosures at end points, more than binary64 has. */
const BITS = 64;
const PI = 3.141592653589793;
const E = 2.718281828459045;

/** How a function bounds its values between end points. */
type Growth =
  | { readonly kind: 'increasing' }
  | { readonly kind: 'decreasing' }
  /** Decreasing up to `at`, where it has a value above `least`, increasing after it. */
  | { readonly kind: 'valley'; readonly at: number; readonly least: number; readonly from: number }
  /** |f'| <= slope(largest |x|); all values lie within `within`. */
  | { readonly kind: 'lipschitz'; readonly slope: (size: number) => number; readonly within?: Range };

const INCREASING: Growth = { kind: 'increasing' };
const DECREASING: Growth = { kind: 'decreasing' };
const UNIT: Range = { low: -1, high: 1 };

/**
 * A function that is missing here is bounded nowhere: then only its values at points are looked at. The slopes: gelu' =
 * Phi + x phi < 1.13; silu' < 1.1; |sinc'| < 1/2; |J0'| = |J1| < 0.6; Ai'^2 <= 0.07 + 0.3 |x| for x < 0, because
 * (Ai'^2 - x Ai^2)' = -Ai^2 and |Ai| < 0.54.
 */
const GROWTH: Readonly<Record<string, Growth>> = {
  exp: INCREASING,
  exp2: INCREASING,
  exp10: INCREASING,
  expm1: INCREASING,
  log: INCREASING,
  log2: INCREASING,
  log10: INCREASING,
  log1p: INCREASING,
  tan: INCREASING,
  sinh: INCREASING,
  tanh: INCREASING,
  asin: INCREASING,
  atan: INCREASING,
  asinh: INCREASING,
  acosh: INCREASING,
  atanh: INCREASING,
  sqrt: INCREASING,
  cbrt: INCREASING,
  erf: INCREASING,
  normcdf: INCREASING,
  sigmoid: INCREASING,
  softplus: INCREASING,
  besselIHalf: INCREASING,
  acos: DECREASING,
  erfc: DECREASING,
  rsqrt: DECREASING,
  recip: DECREASING,
  cosh: { kind: 'valley', at: 0, least: 1, from: -Infinity },
  besselI0: { kind: 'valley', at: 0, least: 1, from: -Infinity },
  gamma: { kind: 'valley', at: 1.4616321449683623, least: 0.885603194, from: 0 },
  lgamma: { kind: 'valley', at: 1.4616321449683623, least: -0.121486291, from: 0 },
  sin: { kind: 'lipschitz', slope: () => 1, within: UNIT },
  cos: { kind: 'lipschitz', slope: () => 1, within: UNIT },
  sinpi: { kind: 'lipschitz', slope: () => 3.15, within: UNIT },
  cospi: { kind: 'lipschitz', slope: () => 3.15, within: UNIT },
  sinc: { kind: 'lipschitz', slope: () => 0.5, within: UNIT },
  besselJ0: { kind: 'lipschitz', slope: () => 0.6, within: UNIT },
  airyAi: { kind: 'lipschitz', slope: (size) => 1 + size, within: { low: -0.42, high: 0.54 } },
  gelu: { kind: 'lipschitz', slope: () => 1.13 },
  silu: { kind: 'lipschitz', slope: () => 1.1 },
};

/** The operation that stands in the way of an enclosure. */
export type Obstacle = Binary | Power | Call;

/** Encloses expressions; counts the work and remembers the first obstacle met. */
export class RangeEvaluator {
  private obstacle: Obstacle | undefined = undefined;
  /** Evaluations of catalogue functions so far. */
  work = 0;

  /** The first operation that keeps the expression from being enclosed over the range; undefined when none does. */
  obstacleOn(e: Expression, x: Range): Obstacle | undefined {
    this.obstacle = undefined;
    this.evaluate(e, x);
    return this.obstacle;
  }

  /** The values over the range of x; undefined, and an obstacle noted, where some x may have none. */
  evaluate(e: Expression, x: Range): Range | undefined {
    switch (e.kind) {
      case 'x':
        return x;
      case 'number': {
        const value = exactToFormat(e.value, 'f64');
        return outwards(value, value);
      }
      case 'constant':
        return e.id === 'pi' ? outwards(PI, PI) : outwards(E, E);
      case 'negate': {
        const a = this.evaluate(e.of, x);
        return a === undefined ? undefined : { low: -a.high, high: -a.low };
      }
      case 'abs': {
        const a = this.evaluate(e.of, x);
        if (a === undefined) return undefined;
        const high = Math.max(-a.low, a.high);
        return { low: a.low <= 0 && a.high >= 0 ? 0 : Math.min(Math.abs(a.low), Math.abs(a.high)), high };
      }
      case 'power':
        return this.power(e, x);
      case 'call': {
        const a = this.evaluate(e.of, x);
        return a === undefined ? undefined : this.call(e, a);
      }
      default:
        return this.binary(e, x);
    }
  }

  private stop(at: Obstacle): Range | undefined {
    this.obstacle ??= at;
    return undefined;
  }

  private binary(e: Binary, x: Range): Range | undefined {
    const a = this.evaluate(e.left, x);
    if (a === undefined) return undefined;
    const b = this.evaluate(e.right, x);
    if (b === undefined) return undefined;
    switch (e.kind) {
      case 'add':
        return outwards(a.low + b.low, a.high + b.high);
      case 'subtract':
        return outwards(a.low - b.high, a.high - b.low);
      case 'multiply':
        return hull(a, b, (u, v) => (u === 0 || v === 0 ? 0 : u * v));
      case 'divide':
        if (b.low <= 0 && b.high >= 0) return this.stop(e);
        return hull(a, b, (u, v) => u / v);
      case 'min':
        return { low: Math.min(a.low, b.low), high: Math.min(a.high, b.high) };
      case 'max':
        return { low: Math.max(a.low, b.low), high: Math.max(a.high, b.high) };
    }
  }

  private power(e: Power, x: Range): Range | undefined {
    const base = this.evaluate(e.left, x);
    if (base === undefined) return undefined;
    if (e.integer !== undefined) {
      if (e.integer < 0 && base.low <= 0 && base.high >= 0) {
        return this.stop(e);
      }
      return wholePower(base, e.integer);
    }
    const constant = exactConstant(e.right);
    const positive = constant !== undefined && constant.sign > 0;
    if (positive ? base.low < 0 : base.low <= 0) return this.stop(e);
    const exponent = this.evaluate(e.right, x);
    if (exponent === undefined) return undefined;
    // Of its size only a rough idea: the sign of a power is what matters.
    return { low: 0, high: Infinity };
  }

  private call(e: Call, a: Range): Range | undefined {
    const { entry } = e;
    const { lower, upper, lowerOpen, upperOpen } = entry.domain;
    const below = lowerOpen ? a.low <= lower : a.low < lower;
    const above = upperOpen ? a.high >= upper : a.high > upper;
    if ((Number.isFinite(lower) && below) || (Number.isFinite(upper) && above)) {
      return this.stop(e);
    }
    const growth = GROWTH[entry.id];
    if (!(a.low > -Infinity && a.high < Infinity)) {
      const within = growth?.kind === 'lipschitz' ? growth.within : undefined;
      return entry.poleIn === undefined ? (within ?? { low: -Infinity, high: Infinity }) : this.stop(e);
    }
    if (
      a.low < a.high &&
      entry.poleIn?.({ lower: a.low, upper: a.high, lowerOpen: false, upperOpen: false })
    ) {
      return this.stop(e);
    }
    if (growth === undefined) return this.stop(e);
    return this.between(entry, growth, a) ?? { low: -Infinity, high: Infinity };
  }

  private between(entry: CatalogueFunction, growth: Growth, { low, high }: Range): Range | undefined {
    if (growth.kind === 'lipschitz') {
      const middle = low / 2 + high / 2;
      const value = this.valueAt(entry, middle);
      if (value === undefined) return growth.within;
      const spread = growth.slope(Math.max(-low, high)) * (high - low) * 0.5000001;
      const range = outwards(value - spread, value + spread);
      const { within } = growth;
      return within === undefined
        ? range
        : { low: Math.max(range.low, within.low), high: Math.min(range.high, within.high) };
    }
    const first = this.valueAt(entry, low);
    const last = low === high ? first : this.valueAt(entry, high);
    if (growth.kind === 'increasing') return outwards(first ?? -Infinity, last ?? Infinity);
    if (growth.kind === 'decreasing') return outwards(last ?? -Infinity, first ?? Infinity);
    if (low < growth.from) return undefined;
    const largest = Math.max(first ?? Infinity, last ?? Infinity);
    const least = low <= growth.at && high >= growth.at;
    return outwards(least ? growth.least : Math.min(first ?? growth.least, last ?? growth.least), largest);
  }

  /** The nearest binary64 or one beside it; undefined where there is none. */
  private valueAt(entry: CatalogueFunction, x: number): number | undefined {
    this.work++;
    try {
      const value = toNumber(entry.enclose(fromNumber(x), BITS));
      return Number.isFinite(value) ? value : undefined;
    } catch {
      // Too large, too small or not resolved at this precision: no bound is known.
      return undefined;
    }
  }
}

/** Two steps outwards, because values from functions may be one off. */
function outwards(low: number, high: number): Range {
  return { low: down(low), high: up(high) };
}

function down(x: number): number {
  if (Number.isNaN(x)) return -Infinity;
  return Number.isFinite(x) ? nextDown(nextDown(x, 'f64'), 'f64') : x;
}

function up(x: number): number {
  if (Number.isNaN(x)) return Infinity;
  return Number.isFinite(x) ? nextUp(nextUp(x, 'f64'), 'f64') : x;
}

function hull(a: Range, b: Range, operation: (u: number, v: number) => number): Range {
  const values = [
    operation(a.low, b.low),
    operation(a.low, b.high),
    operation(a.high, b.low),
    operation(a.high, b.high),
  ];
  if (values.some(Number.isNaN)) return { low: -Infinity, high: Infinity };
  return outwards(Math.min(...values), Math.max(...values));
}

function wholePower(base: Range, n: number): Range {
  if (n === 0) return { low: 1, high: 1 };
  const size = Math.abs(n);
  const even = size % 2 === 0;
  const spansZero = base.low <= 0 && base.high >= 0;
  const [first, last] = [powerBounds(base.low, size), powerBounds(base.high, size)];
  const low = even && spansZero ? 0 : Math.min(first.low, last.low);
  const high = Math.max(first.high, last.high);
  return n > 0 ? { low, high } : hull({ low: 1, high: 1 }, { low, high }, (u, v) => u / v);
}

/** x^n for n > 0 by repeated squaring, rounded outwards. */
function powerBounds(x: number, n: number): Range {
  let result: Range = { low: 1, high: 1 };
  let square: Range = { low: Math.abs(x), high: Math.abs(x) };
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1)
      result = { low: Math.max(0, down(result.low * square.low)), high: up(result.high * square.high) };
    square = { low: Math.max(0, down(square.low * square.low)), high: up(square.high * square.high) };
  }
  return x < 0 && n % 2 === 1 ? { low: -result.high, high: -result.low } : result;
}
