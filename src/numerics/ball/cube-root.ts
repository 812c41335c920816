/** The real cube root on balls, from the integer cube root. */

import { bitLength } from '../bits';
import { type Ball, negate, rounded, signOf, ZERO } from './ball';

/** Bits of the integer root beyond those asked for. */
const GUARD = 6;

/** floor(n^(1/3)) for n >= 0, by Newton's iteration from a starting value above the root. */
export function integerCubeRoot(n: bigint): bigint {
  if (n < 0n) throw new RangeError('integerCubeRoot of a negative integer');
  if (n === 0n) return 0n;
  const length = bitLength(n);
  // As for the square root: the root of the leading half is right in half of its bits, and one lies above it.
  const drop = BigInt(Math.floor(length / 6));
  let root =
    length <= 48 ? 1n << BigInt(Math.ceil(length / 3)) : (integerCubeRoot(n >> (3n * drop)) + 1n) << drop;
  for (;;) {
    // From above the root the iteration descends strictly (the means inequality), down to its floor.
    const next = (2n * root + n / (root * root)) / 3n;
    if (next >= root) return root;
    root = next;
  }
}

/** The real cube root, of about `bits` bits relative to the result; exact where the root of an exact x fits. */
export function cubeRoot(x: Ball, bits: number): Ball {
  const sign = signOf(x);
  if (sign === 0) return ZERO;
  if (sign < 0) return negate(cubeRoot(negate(x), bits));
  let shift = Math.max(0, 3 * (bits + GUARD) - bitLength(x.mid));
  while ((x.exp - shift) % 3 !== 0) shift += 1;
  const lift = BigInt(shift);
  const radicand = x.mid << lift;
  const root = integerCubeRoot(radicand);
  const exp = (x.exp - shift) / 3;
  const lost = root * root * root === radicand ? 0n : 1n;
  if (x.rad === 0n) return rounded(root, lost, exp, bits);
  // |A^(1/3) - a^(1/3)| = |A - a| / (A^(2/3) + (A a)^(1/3) + a^(2/3)) <= rad / a^(2/3) for positive A.
  return rounded(root, (x.rad << lift) / (root * root) + 1n + lost, exp, bits);
}
