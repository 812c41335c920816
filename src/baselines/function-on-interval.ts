/**
 * The target's function as the exchange needs it: in decimal arithmetic, on a closed interval, continuous, and in the
 * relative norm without zeros.
 */

import {
  decimalArithmetic,
  exactFromDecimal,
  type Decimal,
  type DecimalConstructor,
} from '../oracle/decimal';
import { oracleDecimal, OracleError } from '../oracle/oracle';
import type { Target, TargetFunction } from '../targets/target';
import { BaselineError } from './baseline-error';
import { findRoots, largestValue, type Evaluate, type Point } from './roots';

export interface FunctionOnInterval {
  readonly lower: Decimal;
  readonly upper: Decimal;
  /** f(x), divided by x - r for each of the roots r. */
  readonly value: Evaluate;
  /** Points spread evenly over the interval, ends included, with their values to SCAN_DIGITS digits. */
  readonly scan: readonly Point[];
  /** The zeros of f, as often as their multiplicity: polynomials without them have no finite relative error. */
  readonly roots: readonly Decimal[];
}

interface DividedFunction extends FunctionOnInterval {
  /** value, to SCAN_DIGITS digits. */
  readonly rough: Evaluate;
}

/** Which zeros of f the polynomial may be made to share. */
export type SharedRoots = 'at 0 or an open end' | 'any';

const SCAN_INTERVALS = 96;
const SCAN_DIGITS = 25;
/** More zeros, counted with multiplicity, are not divided out. */
const MAX_ROOTS = 8;
/** A limit is f this far beside the point, in widths of the interval; at the square root of that it has settled. */
const NEAR = '1e-200';
const NEARLY_NEAR = '1e-100';
const SETTLED = '1e-15';
const NEAR_DIGITS = 600;

/**
 * f on the closure of the target's interval, to `digits` digits, as numbers of the arithmetic D.
 *
 * An open end at which f has no value but a limit gets the limit. In the relative norm the zeros of f are divided out,
 * if the polynomial can share them. BaselineError where it cannot, and where f has no finite value.
 */
export function functionOnInterval(
  target: Target,
  D: DecimalConstructor,
  digits: number,
  shared: SharedRoots,
): FunctionOnInterval {
  const exact = evaluator(target.function, D, digits);
  const rough = evaluator(target.function, D, SCAN_DIGITS);
  let roots: readonly Decimal[] = [];
  for (;;) {
    const divided = divideOut(target, D, exact, rough, roots);
    if (target.norm !== 'relative') return divided;
    const found = findRoots(divided.scan, divided.rough);
    if (found.length === 0) return divided;
    for (const root of found) refuseUnshared(root, target, shared);
    roots = [...roots, ...found];
    if (roots.length > MAX_ROOTS) {
      throw new BaselineError(
        `in the relative norm the polynomial would have to share more than ${String(MAX_ROOTS)} zeros of the function`,
      );
    }
  }
}

function divideOut(
  { interval }: Target,
  D: DecimalConstructor,
  exact: Evaluate,
  rough: Evaluate,
  roots: readonly Decimal[],
): DividedFunction {
  const [lower, upper] = [new D(interval.lower), new D(interval.upper)];
  const width = upper.minus(lower);
  const isRoot = (x: Decimal): boolean => roots.some((root) => root.eq(x));
  const quotient = (f: Evaluate, x: Decimal): Decimal => roots.reduce((v, r) => v.div(x.minus(r)), f(x));
  const inner = Array.from({ length: SCAN_INTERVALS - 1 }, (_, k) =>
    lower.plus(width.times(k + 1).div(SCAN_INTERVALS)),
  );
  const plain = inner.filter((x) => !isRoot(x)).map((x) => ({ x, value: quotient(rough, x) }));
  const size = largestValue(plain);

  const limits = [...roots];
  if (interval.lowerOpen && !hasValue(rough, lower)) limits.push(lower);
  if (interval.upperOpen && !hasValue(rough, upper)) limits.push(upper);
  const filled = limits.map((x) => ({
    x,
    value: limitAt(exact, roots, x, x.eq(upper) ? width.neg() : width, size, D),
  }));

  const value =
    (f: Evaluate): Evaluate =>
    (x) =>
      filled.find((point) => point.x.eq(x))?.value ?? quotient(f, x);
  const at = (x: Decimal): Point => ({
    x,
    value: value(rough)(x),
    isLimit: limits.some((limit) => limit.eq(x)),
  });
  const scan = [lower, ...inner, upper].map(at);
  return { lower, upper, value: value(exact), rough: value(rough), scan, roots };
}

function hasValue(f: Evaluate, x: Decimal): boolean {
  try {
    f(x);
    return true;
  } catch (error) {
    if (error instanceof BaselineError) return false;
    throw error;
  }
}

/** The limit of f / product of (x - root) at a point, from the side that `inwards` leads to. */
function limitAt(
  f: Evaluate,
  roots: readonly Decimal[],
  point: Decimal,
  inwards: Decimal,
  size: Decimal,
  D: DecimalConstructor,
): Decimal {
  const Wide = decimalArithmetic(NEAR_DIGITS);
  const beside = (distance: string): Decimal => {
    const x = new Wide(point).plus(new Wide(inwards).times(distance));
    return roots.reduce((v, r) => v.div(x.minus(r)), new Wide(f(x)));
  };
  const limit = beside(NEAR);
  const change = limit.minus(beside(NEARLY_NEAR)).abs();
  if (!limit.isFinite() || change.gt(size.times(SETTLED))) {
    const isRoot = roots.some((root) => root.eq(point));
    throw new BaselineError(
      isRoot
        ? `in the relative norm no polynomial has a finite error: no polynomial vanishes at x = ${shown(point)} as the function does`
        : `the function has no finite limit at the open end x = ${shown(point)}`,
    );
  }
  return new D(limit).times(1);
}

function refuseUnshared(root: Decimal, { interval }: Target, shared: SharedRoots): void {
  const { lower, upper, lowerOpen, upperOpen } = interval;
  const isOpenEnd = (lowerOpen && root.eq(lower)) || (upperOpen && root.eq(upper));
  if (shared === 'any' || root.isZero() || isOpenEnd) return;
  throw new BaselineError(
    `in the relative norm no polynomial has a finite error: the function is zero at x = ${shown(root)}, where none with rounded coefficients is`,
  );
}

/** The function to `digits` digits; BaselineError where it has no value. */
export function evaluator(fn: TargetFunction, D: DecimalConstructor, digits: number): Evaluate {
  return (x) => {
    try {
      return new D(oracleDecimal(fn, exactFromDecimal(x), digits));
    } catch (error) {
      if (!(error instanceof OracleError)) throw error;
      throw new BaselineError(`the function has no value at x = ${shown(x)} (${error.message})`);
    }
  };
}

function shown(x: Decimal): string {
  return x.toSignificantDigits(6).toString();
}
