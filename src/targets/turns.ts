/** Trigonometric functions of an angle in half turns. */

import {
  type Ball,
  isExact,
  isZero,
  multiply,
  negate,
  ONE,
  rounded,
  toFixedPoint,
  ZERO,
  magnitude,
} from '../numerics/ball/ball';
import { ExponentOutOfRange } from '../numerics/ball/ball';
import { constantBall, pi } from '../numerics/ball/constants';
import { cos, sin } from '../numerics/ball/trigonometric';
import type { ExactNumber } from '../numerics/number-text';

/** Beyond it the argument is refused: its integer part alone would fill that many bits. */
const MAX_ARGUMENT_EXPONENT = 100_000;

/** sin(pi x + shift pi/2). The reduction x - n/2 to at most 1/4 is exact. */
export function sineOfPi(x: Ball, shift: 0 | 1, bits: number): Ball {
  if (magnitude(x) > MAX_ARGUMENT_EXPONENT) throw new ExponentOutOfRange('an argument beyond 2^100000');
  const { value } = toFixedPoint(x, 2);
  const n = (value + 1n) >> 1n;
  const r = subtractHalves(x, n, bits + 8);
  const quadrant = Number(BigInt.asUintN(2, n + BigInt(shift)));
  const isSine = quadrant % 2 === 0;
  let result: Ball;
  if (isZero(r)) {
    result = isSine ? ZERO : ONE;
  } else {
    const angle = multiply(r, constantBall(pi, bits + 8), bits + 8);
    result = isSine ? sin(angle, bits) : cos(angle, bits);
  }
  return quadrant >= 2 ? negate(result) : result;
}

/** x - n/2, cut to `bits` bits only after the exact subtraction. */
function subtractHalves(x: Ball, n: bigint, bits: number): Ball {
  if (n === 0n) return isExact(x) ? x : rounded(x.mid, x.rad, x.exp, bits);
  const exp = Math.min(x.exp, -1);
  const mid = (x.mid << BigInt(x.exp - exp)) - (n << BigInt(-1 - exp));
  return rounded(mid, x.rad << BigInt(x.exp - exp), exp, bits);
}

/** sin(pi x + shift pi/2) where it is rational: -1, -1/2, 0, 1/2, 1 at multiples of 1/6 (Niven's theorem). */
export function rationalSineOfPi(x: ExactNumber, shift: bigint): ExactNumber | undefined {
  const sixths = 6n * x.numerator;
  if (sixths % x.denominator !== 0n) return undefined;
  const turn = BigInt(x.sign) * (sixths / x.denominator) + 3n * shift;
  const position = Number(((turn % 12n) + 12n) % 12n);
  const doubled = [0, 1, undefined, 2, undefined, 1, 0, -1, undefined, -2, undefined, -1][position];
  if (doubled === undefined) return undefined;
  return { sign: doubled < 0 ? -1 : 1, numerator: BigInt(Math.abs(doubled)), denominator: 2n };
}
