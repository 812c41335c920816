/**
 * ln x and ln(1 + x) on balls. x = 2^k y, y brought near 1 by a tabulated factor, then 2 atanh(z / (2 + z)).
 */

import { bitLength } from '../bits';
import {
  add,
  type Ball,
  isZero,
  magnitude,
  multiply,
  ONE,
  rounded,
  scaleByPowerOfTwo,
  signOf,
  subtract,
  toFixedPoint,
  UndefinedValue,
  widened,
  ZERO,
} from './ball';
import { ln2 } from './constants';

/** y is multiplied by c / 2^FACTOR_BITS, which leaves |z| < 2^-(FACTOR_BITS - 1). */
const FACTOR_BITS = 8;
const FACTOR_ONE = 1 << FACTOR_BITS;
const GRAIN = 64;

const factorLogs = new Map<string, bigint>();

/**
 * ln(c / 2^FACTOR_BITS) in fixed point, error below 2 units: 2 atanh((c - 256) / (c + 256)), argument at most
 * 1/5. Computed with 24 guard bits, which cover one unit and a half for each of the terms.
 */
function factorLog(c: number, bits: number): bigint {
  if (c === FACTOR_ONE) return 0n;
  const step = Math.ceil(bits / GRAIN) * GRAIN;
  const key = `${c}:${step}`;
  let value = factorLogs.get(key);
  if (value === undefined) {
    const p = BigInt(c - FACTOR_ONE);
    const q = BigInt(c + FACTOR_ONE);
    let power = ((p << BigInt(step + 24)) / q) * 2n;
    let sum = power;
    for (let k = 3n; power !== 0n; k += 2n) {
      power = (power * p * p) / (q * q);
      sum += power / k;
    }
    value = sum >> 24n;
    if (factorLogs.size >= 4096) factorLogs.clear();
    factorLogs.set(key, value);
  }
  return value >> BigInt(step - bits);
}

/**
 * ln x for x > 0, of about `bits` bits relative to the result, near x = 1 too.
 *
 * Error in units of 2^-wp: y has the error Ey; z = y c - 1 carries c/256 Ey + 1; w = z / (2 + z) at most that and
 * one; each term of the series 2 units at most, the tail less than the last term; the logarithms of c and of 2
 * add 2 and 2 |k|.
 */
export function log(x: Ball, bits: number): Ball {
  if (signOf(x) <= 0) throw new UndefinedValue('logarithm of a number that is not positive');
  const length = bitLength(x.mid);
  // x = 2^k y with y in [3/4, 3/2).
  const leading = x.mid >> BigInt(Math.max(0, length - 3));
  const lead = length >= 3 ? leading : leading << BigInt(3 - length);
  const k = x.exp + length - (lead < 6n ? 1 : 0);
  const y = scaleByPowerOfTwo(x, -k);
  let nearness = 0;
  if (k === 0) {
    const distance = subtract(y, ONE, bits + 8);
    if (isZero(distance)) return ZERO;
    const size = magnitude(distance);
    if (size < -bits / 2) return nearOne(distance, bits);
    nearness = Math.max(0, -size);
  }
  const wp = bits + nearness + 24;
  const scale = BigInt(wp);
  const one = 1n << scale;
  const { value: yFixed, error: yError } = toFixedPoint(y, wp);
  let c = FACTOR_ONE;
  if (nearness < FACTOR_BITS) {
    // The reciprocal of y to FACTOR_BITS bits.
    const head = Number(yFixed >> BigInt(wp - 20)) / 2 ** 20;
    c = Math.round(FACTOR_ONE / head);
  }
  const z = ((yFixed * BigInt(c)) >> BigInt(FACTOR_BITS)) - one;
  const zError = 2n * yError + 1n;
  const w = (z << scale) / (2n * one + z);
  const square = (w * w) >> scale;
  let power = 2n * w;
  let sum = power;
  let index = 1n;
  while (power !== 0n) {
    power = (power * square) >> scale;
    if (power === -1n) power = 0n;
    index += 2n;
    sum += power / index;
  }
  const error = 2n * zError + 2n * index + 8n + 2n * BigInt(Math.abs(k));
  return rounded(sum - factorLog(c, wp) + BigInt(k) * ln2(wp), error, -wp, bits);
}

/** ln(1 + d) for |d| < 2^(-bits / 2): d - d^2 / 2, the rest at most |d|^3. */
function nearOne(d: Ball, bits: number): Ball {
  const size = magnitude(d);
  const series = multiply(d, subtract(ONE, scaleByPowerOfTwo(d, -1), bits + 4), bits + 4);
  return widened(series, 3 * size, bits);
}

/** ln(1 + x) for x > -1, of about `bits` bits relative to the result. */
export function log1p(x: Ball, bits: number): Ball {
  if (isZero(x)) return ZERO;
  const size = magnitude(x);
  if (size < -bits / 2) return nearOne(x, bits);
  return log(add(ONE, x, bits + Math.max(0, -size, size) + 8), bits);
}
