/**
 * Values of expressions that are known exactly: r + s pi with rational r and s. Such a value decides roundings that no
 * enclosure can (a tie between two numbers of a format), and tells a zero from a very small number.
 *
 * What is known: sums, products, quotients and powers of rational values; what the catalogue states of its functions;
 * sin, cos and tan at multiples of pi (Niven's theorem) and their inverses there; a function of its own inverse;
 * whole powers of other powers. Values of more than MAX_SIZE bits are given up.
 */

import { bitLength } from '../../numerics/bits';
import type { ExactNumber } from '../../numerics/number-text';
import type { Interval } from '../target';
import { exactInteger, integerValue, isZero, rationalCubeRoot, rationalSquareRoot } from '../rational-values';
import { rationalSineOfPi } from '../turns';
import type { Binary, Call, Expression, Power } from './tree';
import { MAX_INTEGER_EXPONENT } from './tree';

/** r + s pi. */
interface Exact {
  readonly r: ExactNumber;
  readonly s: ExactNumber;
}

const MAX_SIZE = 200_000;
/** Fractions are reduced where their parts have more bits than this. */
const REDUCE_ABOVE = 4096;

const ZERO = exactInteger(0n);
const ONE = exactInteger(1n);

/** f(g(u)) = u wherever g(u) has a value, for u in the domain of g and in the range named, if any. */
const INVERSES: Readonly<Record<string, string>> = {
  exp: 'log',
  exp2: 'log2',
  exp10: 'log10',
  expm1: 'log1p',
  log: 'exp',
  log2: 'exp2',
  log10: 'exp10',
  log1p: 'expm1',
  sin: 'asin',
  cos: 'acos',
  tan: 'atan',
  sinh: 'asinh',
  asinh: 'sinh',
  cosh: 'acosh',
  tanh: 'atanh',
  atanh: 'tanh',
};

/** The rational value of the expression at the rational x, where it is known; undefined else. */
export function exactValue(expression: Expression, x: ExactNumber): ExactNumber | undefined {
  const value = evaluate(expression, x);
  return value !== undefined && isZero(value.s) ? value.r : undefined;
}

/** The rational value of an expression in which x does not occur. */
export function exactConstant(expression: Expression): ExactNumber | undefined {
  const value = evaluate(expression, undefined);
  return value !== undefined && isZero(value.s) ? value.r : undefined;
}

/** sin, cos or another function of the catalogue at the value of `argument`, where it is known to be rational. */
export function exactCall(id: string, argument: Expression, x: ExactNumber): ExactNumber | undefined {
  const value = evaluate(argument, x);
  return value === undefined ? undefined : sineLike(id, value);
}

function evaluate(e: Expression, x: ExactNumber | undefined): Exact | undefined {
  switch (e.kind) {
    case 'x':
      return x === undefined ? undefined : rational(x);
    case 'number':
      return rational(e.value);
    case 'constant':
      return e.id === 'pi' ? { r: ZERO, s: ONE } : undefined;
    case 'negate': {
      const value = evaluate(e.of, x);
      return value === undefined ? undefined : { r: negative(value.r), s: negative(value.s) };
    }
    case 'abs': {
      const value = evaluate(e.of, x);
      if (value === undefined || !isZero(value.s)) return undefined;
      return rational({ ...value.r, sign: 1 });
    }
    case 'power':
      return power(e, x);
    case 'call':
      return call(e, x);
    default:
      return binary(e, x);
  }
}

function binary({ kind, left, right }: Binary, x: ExactNumber | undefined): Exact | undefined {
  const a = evaluate(left, x);
  if (a === undefined) return undefined;
  const b = evaluate(right, x);
  if (b === undefined) return undefined;
  switch (kind) {
    case 'add':
      return bounded({ r: sum(a.r, b.r), s: sum(a.s, b.s) });
    case 'subtract':
      return bounded({ r: sum(a.r, negative(b.r)), s: sum(a.s, negative(b.s)) });
    case 'multiply':
      if (isZero(a.s)) return bounded({ r: product(a.r, b.r), s: product(a.r, b.s) });
      return isZero(b.s) ? bounded({ r: product(a.r, b.r), s: product(a.s, b.r) }) : undefined;
    case 'divide': {
      if (isZero(b.s)) {
        if (isZero(b.r)) return undefined;
        const inverse = inverted(b.r);
        return bounded({ r: product(a.r, inverse), s: product(a.s, inverse) });
      }
      // (s pi) / (t pi)
      return isZero(a.r) && isZero(b.r) ? bounded(rational(product(a.s, inverted(b.s)))) : undefined;
    }
    default: {
      if (!isZero(a.s) || !isZero(b.s)) return undefined;
      const aIsLess = compare(a.r, b.r) < 0;
      return aIsLess === (kind === 'min') ? a : b;
    }
  }
}

function power({ left, right, integer }: Power, x: ExactNumber | undefined): Exact | undefined {
  if (integer === 0) return rational(ONE);
  if (integer !== undefined && integer % 2 === 0 && left.kind === 'call' && left.entry.id === 'sqrt') {
    const inner = evaluate(left.of, x);
    if (inner === undefined || !isZero(inner.s) || inner.r.sign < 0) return undefined;
    return wholePower(inner.r, integer / 2);
  }
  if (integer !== undefined && left.kind === 'power' && left.integer === undefined) {
    // (u^c)^n = u^(c n)
    const constant = exactConstant(left.right);
    const inner = constant === undefined ? undefined : evaluate(left.left, x);
    if (constant === undefined || inner === undefined || !isZero(inner.s) || inner.r.sign < 0)
      return undefined;
    return rationalPower(inner.r, product(constant, exactInteger(BigInt(integer))));
  }
  const base = evaluate(left, x);
  if (base === undefined || !isZero(base.s)) return undefined;
  if (integer !== undefined) return wholePower(base.r, integer);
  const exponent = evaluate(right, x);
  if (exponent === undefined || !isZero(exponent.s)) return undefined;
  return base.r.sign < 0 && !isZero(base.r) ? undefined : rationalPower(base.r, exponent.r);
}

/** base^exponent for base >= 0 where it is rational; of roots only the square and the cube root are tried. */
function rationalPower(base: ExactNumber, exponent: ExactNumber): Exact | undefined {
  if (sizeOf(exponent) > REDUCE_ABOVE) return undefined;
  const { sign, numerator, denominator } = lowest(exponent);
  if (numerator > BigInt(MAX_INTEGER_EXPONENT)) return undefined;
  const n = Number(numerator) * sign;
  if (isZero(base)) return n > 0 ? rational(ZERO) : undefined;
  if (denominator === 1n) return wholePower(base, n);
  const root =
    denominator === 2n ? rationalSquareRoot(base) : denominator === 3n ? rationalCubeRoot(base) : undefined;
  return root === undefined ? undefined : wholePower(root, n);
}

function wholePower(base: ExactNumber, n: number): Exact | undefined {
  if (isZero(base)) return n > 0 ? rational(ZERO) : undefined;
  const size = Math.abs(n);
  const reduced = sizeOf(base) > REDUCE_ABOVE ? base : lowest(base);
  if (sizeOf(reduced) * size > MAX_SIZE) return undefined;
  const value: ExactNumber = {
    sign: size % 2 === 1 ? base.sign : 1,
    numerator: reduced.numerator ** BigInt(size),
    denominator: reduced.denominator ** BigInt(size),
  };
  return rational(n < 0 ? inverted(value) : value);
}

function call({ entry, of }: Call, x: ExactNumber | undefined): Exact | undefined {
  if (of.kind === 'call' && INVERSES[entry.id] === of.entry.id) {
    const inner = evaluate(of.of, x);
    if (inner !== undefined && isZero(inner.s) && holds(of.entry.domain, inner.r)) return inner;
  }
  const argument = evaluate(of, x);
  if (argument === undefined) return undefined;
  const angle = isZero(argument.s) ? knownAngle(entry.id, argument.r) : undefined;
  if (angle !== undefined) return { r: ZERO, s: angle };
  const value = sineLike(entry.id, argument) ?? (isZero(argument.s) ? entry.exact(argument.r) : undefined);
  return value === undefined ? undefined : bounded(rational(value));
}

/** asin, acos and atan where they are known multiples of pi, in units of pi. */
function knownAngle(id: string, x: ExactNumber): ExactNumber | undefined {
  if (id === 'atan') {
    const n = integerValue(x);
    return n === undefined || n > 1n || n < -1n ? undefined : fraction(n, 4n);
  }
  if (id !== 'asin' && id !== 'acos') return undefined;
  const halves = integerValue(product(exactInteger(2n), x));
  if (halves === undefined || halves > 2n || halves < -2n) return undefined;
  const sixths = [-3n, -1n, 0n, 1n, 3n][Number(halves) + 2] ?? 0n;
  return fraction(id === 'asin' ? sixths : 3n - sixths, 6n);
}

/** sin, cos and tan of multiples of pi. */
function sineLike(id: string, { r, s }: Exact): ExactNumber | undefined {
  if (!isZero(r)) return undefined;
  if (id === 'sin') return rationalSineOfPi(s, 0n);
  if (id === 'cos') return rationalSineOfPi(s, 1n);
  if (id !== 'tan') return undefined;
  const quarters = integerValue(product(exactInteger(4n), s));
  if (quarters === undefined || quarters % 4n === 2n || quarters % 4n === -2n) return undefined;
  return exactInteger([0n, 1n, 0n, -1n][Number(((quarters % 4n) + 4n) % 4n)] ?? 0n);
}

function holds({ lower, upper, lowerOpen, upperOpen }: Interval, value: ExactNumber): boolean {
  // Finite ends of domains are whole numbers.
  const below = lower === -Infinity ? 1 : compare(value, exactInteger(BigInt(lower)));
  const above = upper === Infinity ? -1 : compare(value, exactInteger(BigInt(upper)));
  return (lowerOpen ? below > 0 : below >= 0) && (upperOpen ? above < 0 : above <= 0);
}

function rational(r: ExactNumber): Exact {
  return { r, s: ZERO };
}

function signed({ sign, numerator }: ExactNumber): bigint {
  return sign < 0 ? -numerator : numerator;
}

function fraction(numerator: bigint, denominator: bigint): ExactNumber {
  return { sign: numerator < 0n ? -1 : 1, numerator: numerator < 0n ? -numerator : numerator, denominator };
}

function negative(a: ExactNumber): ExactNumber {
  return isZero(a) ? ZERO : { ...a, sign: a.sign < 0 ? 1 : -1 };
}

function sum(a: ExactNumber, b: ExactNumber): ExactNumber {
  if (isZero(a)) return b;
  if (isZero(b)) return a;
  if (a.denominator === b.denominator) return fraction(signed(a) + signed(b), a.denominator);
  return fraction(signed(a) * b.denominator + signed(b) * a.denominator, a.denominator * b.denominator);
}

function product(a: ExactNumber, b: ExactNumber): ExactNumber {
  if (isZero(a) || isZero(b)) return ZERO;
  return fraction(signed(a) * signed(b), a.denominator * b.denominator);
}

function inverted(a: ExactNumber): ExactNumber {
  return { sign: a.sign, numerator: a.denominator, denominator: a.numerator };
}

/** The sign of a - b. */
export function compare(a: ExactNumber, b: ExactNumber): number {
  const difference = signed(a) * b.denominator - signed(b) * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function bounded({ r, s }: Exact): Exact | undefined {
  const value = { r: reducedIfLong(r), s: reducedIfLong(s) };
  return sizeOf(value.r) > MAX_SIZE || sizeOf(value.s) > MAX_SIZE ? undefined : value;
}

function sizeOf({ numerator, denominator }: ExactNumber): number {
  return Math.max(bitLength(numerator), bitLength(denominator));
}

function reducedIfLong(a: ExactNumber): ExactNumber {
  // Euclid's algorithm on very long parts takes longer than what it saves.
  const size = sizeOf(a);
  return size > REDUCE_ABOVE && size < 8 * REDUCE_ABOVE ? lowest(a) : a;
}

/** In lowest terms. */
function lowest(a: ExactNumber): ExactNumber {
  let [u, v] = [a.numerator, a.denominator];
  while (v !== 0n) [u, v] = [v, u % v];
  return { sign: a.sign, numerator: a.numerator / u, denominator: a.denominator / u };
}
