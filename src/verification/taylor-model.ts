/**
 * Taylor models with relative remainder: enclosures of a function over a whole interval by a polynomial with a remainder
 * that keeps its order, so that differences of functions that agree to twenty digits keep their digits, and common
 * zeros of a dividend and a divisor cancel (M. Joldes, "Rigorous polynomial approximations and applications", thesis,
 * ENS Lyon, 2011, chapter 2; M. Berz and G. Hoffstaetter, "Computation and application of Taylor polynomials with interval
 * remainder bounds", Reliable Computing 4, 1998).
 *
 * A model stands for the functions g with, at each t of the domain but t = 0 where the valuation is negative,
 *
 *   g(t) = t^valuation (a_0 + a_1 t + ... + a_(n-1) t^(n-1) + r t^n),  a_k and r some numbers of their balls.
 *
 * The valuation is a whole number, or half of an odd one where t > 0, as that of sqrt x at 0; both do not add up.
 *
 * The numbers may differ from one t to the next. Nothing depends on that but this: a coefficient that is the exact zero
 * is zero for all t, and only such coefficients are ever taken for zero.
 */

import {
  add,
  type Ball,
  divide as divideBalls,
  isZero,
  multiply as multiplyBalls,
  negate as negateBall,
  ONE,
  rounded,
  scaleByPowerOfTwo,
  squareRoot,
  subtract as subtractBalls,
  ZERO,
} from '../numerics/ball/ball';
import { holdsZero, lowerEnd, upperEnd } from '../numerics/ball/interval';

export interface TaylorModel {
  readonly valuation: number;
  readonly coefficients: readonly Ball[];
  readonly remainder: Ball;
}

/** Bits of remainders and ranges, which need not be sharp. */
export const COARSE_BITS = 64;

/** Where models live: t = x - center over a domain, with so many coefficients of so many bits. */
export interface ModelSetting {
  readonly center: Ball;
  readonly domain: Ball;
  readonly order: number;
  readonly bits: number;
  /** Enclosures of t^k, k = 0, 1, ... */
  readonly powers: Ball[];
}

/** Why a function has no model: what it divides by may be zero, or it leaves the domain of what is applied to it. */
export type Obstruction =
  'division by zero' | 'root of a negative number' | 'pole' | 'overflow' | 'outside the domain';

/** There is no model over this domain; over parts of it there may be. */
export class NoModel extends Error {
  override readonly name = 'NoModel';
  readonly obstruction: Obstruction;

  constructor(obstruction: Obstruction) {
    super(obstruction);
    this.obstruction = obstruction;
  }
}

/** @param x the piece of the line that the models are for; the center lies in it */
export function createSetting(x: Ball, center: Ball, order: number, bits: number): ModelSetting {
  const domain = subtractBalls(x, center, Infinity);
  return { center, domain: coarse(domain), order, bits, powers: [ONE] };
}

function coarse({ mid, rad, exp }: Ball): Ball {
  return rounded(mid, rad, exp, COARSE_BITS);
}

/** t^k over the domain, which for even k is not negative. */
export function powerOfDomain(k: number, { domain, powers }: ModelSetting): Ball {
  for (let i = powers.length; i <= k; i++) {
    const product = multiplyBalls(powers[i - 1]!, domain, COARSE_BITS);
    powers.push(i % 2 === 0 && holdsZero(product) ? notNegative(product) : product);
  }
  return powers[k]!;
}

/** [0, the upper end]. */
function notNegative({ mid, rad, exp }: Ball): Ball {
  const upper = mid + rad;
  return { mid: upper, rad: upper, exp: exp - 1 };
}

export function constantModel(value: Ball): TaylorModel {
  return { valuation: 0, coefficients: [value], remainder: ZERO };
}

/** x itself. */
export function identityModel({ center }: ModelSetting): TaylorModel {
  return { valuation: 0, coefficients: [center, ONE], remainder: ZERO };
}

/** Whether the model is a polynomial, of which further coefficients are zero. */
function isPolynomial({ remainder }: TaylorModel): boolean {
  return isZero(remainder);
}

/** The model without coefficients known to be zero in front. */
export function withoutLeadingZeros(a: TaylorModel): TaylorModel {
  let zeros = 0;
  while (zeros < a.coefficients.length && isZero(a.coefficients[zeros]!)) zeros++;
  if (zeros === 0) return a;
  return {
    valuation: a.valuation + zeros,
    coefficients: a.coefficients.slice(zeros),
    remainder: a.remainder,
  };
}

/**
 * Enclosures of the tails sum over j >= m of a_j t^(j-m), the remainder counted as the last coefficient, for
 * m = 0 ... length.
 */
function tails({ coefficients, remainder }: TaylorModel, { domain }: ModelSetting): Ball[] {
  const result: Ball[] = [];
  let tail = coarse(remainder);
  result[coefficients.length] = tail;
  for (let m = coefficients.length - 1; m >= 0; m--) {
    tail = add(coarse(coefficients[m]!), multiplyBalls(tail, domain, COARSE_BITS), COARSE_BITS);
    result[m] = tail;
  }
  return result;
}

/** An enclosure of all values over the domain; NoModel where there is a pole at t = 0. */
export function rangeOf(model: TaylorModel, setting: ModelSetting): Ball {
  const a = model.valuation < 0 ? withoutLeadingZeros(model) : model;
  const [values = ZERO] = tails(a, setting);
  if (!Number.isInteger(a.valuation)) return rangeOfHalf(a, values, setting);
  if (a.valuation >= 0) return multiplyBalls(values, powerOfDomain(a.valuation, setting), COARSE_BITS);
  if (isZero(values)) return ZERO;
  if (holdsZero(setting.domain)) throw new NoModel('pole');
  return divideBalls(values, powerOfDomain(-a.valuation, setting), COARSE_BITS);
}

/** t^(k + 1/2) times the values, for t >= 0. */
function rangeOfHalf({ valuation }: TaylorModel, values: Ball, setting: ModelSetting): Ball {
  const whole = Math.floor(valuation);
  if (whole < 0) throw new NoModel('pole');
  const root = squareRoot(upperEnd(setting.domain), COARSE_BITS);
  const factor = multiplyBalls(notNegative(root), powerOfDomain(whole, setting), COARSE_BITS);
  return multiplyBalls(values, factor, COARSE_BITS);
}

export function negateModel(a: TaylorModel): TaylorModel {
  return { ...a, coefficients: a.coefficients.map(negateBall), remainder: negateBall(a.remainder) };
}

export function addModels(a: TaylorModel, b: TaylorModel, setting: ModelSetting): TaylorModel {
  const valuation = Math.min(a.valuation, b.valuation);
  if (!Number.isInteger(a.valuation - b.valuation)) throw new NoModel('outside the domain');
  const length = Math.min(
    setting.order,
    ...[a, b].map((m) => (isPolynomial(m) ? Infinity : m.valuation - valuation + m.coefficients.length)),
  );
  const coefficients: Ball[] = [];
  let remainder = ZERO;
  for (const { valuation: own, coefficients: terms, remainder: rest } of [a, b]) {
    const shift = own - valuation;
    [...terms, rest].forEach((term, k) => {
      if (isZero(term)) return;
      const place = shift + k;
      if (place < length && k < terms.length) {
        while (coefficients.length <= place) coefficients.push(ZERO);
        coefficients[place] = add(coefficients[place]!, term, setting.bits);
      } else {
        const weight = powerOfDomain(place - length, setting);
        remainder = add(remainder, multiplyBalls(coarse(term), weight, COARSE_BITS), COARSE_BITS);
      }
    });
  }
  return { valuation, ...padded(coefficients, remainder, length) };
}

/** Coefficients up to the remainder's place; a polynomial keeps its length. */
function padded(coefficients: Ball[], remainder: Ball, length: number): Omit<TaylorModel, 'valuation'> {
  if (!isZero(remainder)) while (coefficients.length < length) coefficients.push(ZERO);
  return { coefficients, remainder };
}

export function subtractModels(a: TaylorModel, b: TaylorModel, setting: ModelSetting): TaylorModel {
  return addModels(a, negateModel(b), setting);
}

/** sum of a_i b_(k-i) over from <= i <= to. */
function convolve(a: readonly Ball[], b: readonly Ball[], k: number, from: number, bits: number): Ball {
  let total = ZERO;
  for (let i = Math.max(from, k - b.length + 1); i <= k && i < a.length; i++) {
    const left = a[i]!;
    const right = b[k - i]!;
    if (!isZero(left) && !isZero(right)) total = add(total, multiplyBalls(left, right, bits), bits);
  }
  return total;
}

export function multiplyModels(a: TaylorModel, b: TaylorModel, setting: ModelSetting): TaylorModel {
  const valuation = a.valuation + b.valuation;
  const degree = a.coefficients.length + b.coefficients.length - 1;
  const length = Math.min(
    setting.order,
    ...[a, b].map((m) => (isPolynomial(m) ? Infinity : m.coefficients.length)),
  );
  if (a.coefficients.length === 0 || b.coefficients.length === 0) {
    const product = multiplyBalls(tails(a, setting)[0]!, tails(b, setting)[0]!, COARSE_BITS);
    return { valuation, coefficients: [], remainder: product };
  }
  const coefficients: Ball[] = [];
  for (let k = 0; k < Math.min(length, degree); k++)
    coefficients.push(convolve(a.coefficients, b.coefficients, k, 0, setting.bits));
  let remainder = ZERO;
  if (degree > length || !isPolynomial(a) || !isPolynomial(b)) {
    const [tailsA, tailsB] = [tails(a, setting), tails(b, setting)];
    remainder = multiplyBalls(tailsA[length] ?? ZERO, tailsB[0]!, COARSE_BITS);
    for (let i = 0; i < length && i < a.coefficients.length; i++) {
      const tail = tailsB[length - i] ?? ZERO;
      if (!isZero(tail))
        remainder = add(remainder, multiplyBalls(coarse(a.coefficients[i]!), tail, COARSE_BITS), COARSE_BITS);
    }
  }
  return { valuation, ...padded(coefficients, remainder, length) };
}

/** NoModel where the divisor may vanish, but at t = 0 where its first coefficients are known to be zero. */
export function divideModels(a: TaylorModel, divisor: TaylorModel, setting: ModelSetting): TaylorModel {
  const b = withoutLeadingZeros(divisor);
  const { bits } = setting;
  const tailsB = tails(b, setting);
  const [first] = b.coefficients;
  if (first === undefined || holdsZero(first) || holdsZero(tailsB[0]!)) throw new NoModel('division by zero');
  const exact = b.coefficients.length === 1 && isPolynomial(b);
  const length = Math.min(
    exact ? a.coefficients.length : setting.order,
    ...[a, b].map((m) => (isPolynomial(m) ? Infinity : m.coefficients.length)),
  );
  const quotient: Ball[] = [];
  for (let k = 0; k < length; k++) {
    // sum of q_i b_(k-i) for i < k
    const known = convolve(b.coefficients, quotient, k, 1, bits);
    const rest = subtractBalls(a.coefficients[k] ?? ZERO, known, bits);
    quotient.push(isZero(rest) ? ZERO : divideBalls(rest, first, bits));
  }
  let left = tails(a, setting)[length] ?? ZERO;
  for (let i = 0; i < length; i++) {
    const tail = tailsB[length - i] ?? ZERO;
    if (!isZero(tail))
      left = subtractBalls(left, multiplyBalls(coarse(quotient[i]!), tail, COARSE_BITS), COARSE_BITS);
  }
  return {
    valuation: a.valuation - b.valuation,
    coefficients: quotient,
    remainder: isZero(left) ? ZERO : divideBalls(left, tailsB[0]!, COARSE_BITS),
  };
}

/** Taylor coefficients of a function F at u_0, and an enclosure of the next one over a range that holds u_0. */
export interface Expansion {
  readonly coefficients: readonly Ball[];
  readonly remainder: Ball;
}

/** The value of g at t = 0 and g without it; NoModel where g has a pole there. */
export function splitConstant(g: TaylorModel): { readonly constant: Ball; readonly rest: TaylorModel } {
  const model = g.valuation < 0 ? withoutLeadingZeros(g) : g;
  if (model.valuation < 0) throw new NoModel('pole');
  if (model.valuation > 0) return { constant: ZERO, rest: model };
  const [constant = model.remainder, ...others] = model.coefficients;
  if (model.coefficients.length === 0)
    return { constant, rest: { valuation: 1, coefficients: [], remainder: ZERO } };
  return { constant, rest: { valuation: 1, coefficients: others, remainder: model.remainder } };
}

/** F(g) from the expansion of F at the value of g at t = 0; see splitConstant. */
export function compose(
  { coefficients, remainder }: Expansion,
  rest: TaylorModel,
  setting: ModelSetting,
): TaylorModel {
  if (isShift(rest)) return { valuation: 0, coefficients, remainder };
  let result = constantModel(remainder);
  for (let k = coefficients.length - 1; k >= 0; k--)
    result = addModels(constantModel(coefficients[k]!), multiplyModels(result, rest, setting), setting);
  return result;
}

/** Whether the model is that of t itself. */
export function isShift(a: TaylorModel): boolean {
  const [slope] = a.coefficients;
  return (
    a.valuation === 1 && a.coefficients.length === 1 && slope !== undefined && isOne(slope) && isPolynomial(a)
  );
}

function isOne({ mid, rad, exp }: Ball): boolean {
  return mid === 1n && rad === 0n && exp === 0;
}

/** The sign that t has all over the domain, 0 where it has both. */
export function signOfDomain({ domain }: ModelSetting): -1 | 0 | 1 {
  if (lowerEnd(domain).mid >= 0n) return 1;
  return upperEnd(domain).mid <= 0n ? -1 : 0;
}

/** The model times 2^k, exactly. */
export function scaleModel(a: TaylorModel, k: number): TaylorModel {
  return {
    ...a,
    coefficients: a.coefficients.map((c) => scaleByPowerOfTwo(c, k)),
    remainder: scaleByPowerOfTwo(a.remainder, k),
  };
}
