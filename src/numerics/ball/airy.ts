/** The Airy function Ai on balls. */

import { bitLength } from '../bits';
import {
  absolute,
  type Ball,
  divide,
  ExponentOutOfRange,
  fromInteger,
  isExact,
  magnitude,
  multiply,
  negate,
  scaleByPowerOfTwo,
  squareRoot,
  subtract,
  toNumber,
  widened,
} from './ball';
import { alternatingExpansion, type CoefficientRatio, reachesBits, waveExpansion } from './asymptotic';
import { constantBall, pi } from './constants';
import { exp, MAX_ARGUMENT_EXPONENT } from './exponential';
import { factorialSeries } from './factorial-series';
import { gammaOfFraction } from './gamma';
import { log } from './logarithm';

interface ValuesAtZero {
  /** Ai(0). */
  readonly value: Ball;
  /** -Ai'(0). */
  readonly slope: Ball;
}

const GRAIN = 128;
const atZero = new Map<number, ValuesAtZero>();

/**
 * Ai(0) = 3^(-2/3) / gamma(2/3) and -Ai'(0) = 3^(-1/3) / gamma(1/3) (DLMF 9.2.3, 9.2.4), with
 * gamma(1/3) = 3 gamma(4/3) and gamma(1/3) gamma(2/3) = 2 pi / sqrt 3.
 */
function valuesAtZero(bits: number): ValuesAtZero {
  const step = Math.ceil(bits / GRAIN) * GRAIN;
  let values = atZero.get(step);
  if (values === undefined) {
    const wp = step + 16;
    const three = fromInteger(3);
    const third = multiply(three, gammaOfFraction(4n, 3n, wp), wp);
    const sixthRoot = exp(divide(log(three, wp), fromInteger(6), wp), wp);
    const twoPi = scaleByPowerOfTwo(constantBall(pi, wp), 1);
    values = {
      value: divide(third, multiply(twoPi, sixthRoot, wp), step),
      slope: divide(fromInteger(1), multiply(multiply(sixthRoot, sixthRoot, wp), third, wp), step),
    };
    if (atZero.size >= 64) atZero.clear();
    atZero.set(step, values);
  }
  return values;
}

/** u(k) / u(k-1) of DLMF 9.7.2. */
const airyRatio: CoefficientRatio = (k) => [
  BigInt(6 * k - 5) * BigInt(6 * k - 3) * BigInt(6 * k - 1),
  BigInt(216 * k) * BigInt(2 * k - 1),
];

/** (2/3) |x|^(3/2) to about the last bit of binary64. */
function zetaNumber(x: number): number {
  return (2 / 3) * Math.abs(x) * Math.sqrt(Math.abs(x));
}

/**
 * Ai(x), with an error of about 2^-bits relative to the result for x > 0, relative to |x|^(-1/4) for x < 0: there it
 * has zeros. ExponentOutOfRange where the result is below e^(-2^43).
 */
export function airyAi(x: Ball, bits: number): Ball {
  const zeta = zetaNumber(toNumber(x));
  if (!reachesBits(zeta, bits)) return maclaurin(x, zeta, bits);
  return x.mid > 0n ? decaying(x, bits) : oscillating(x, bits);
}

/**
 * Ai(x) = Ai(0) f(x) + Ai'(0) g(x) at the midpoint (DLMF 9.4.1): f = sum of x^(3k) / (2 3 5 6 ... (3k-1) 3k),
 * g = x sum of x^(3k) / (3 4 6 7 ... 3k (3k+1)). No term of f, nor one of g / x, exceeds e^zeta with zeta =
 * 2/3 |x|^(3/2): f(|x|) solves f'' = x f, f(0) = 1, f'(0) = 0, and e^zeta starts alike with (e^zeta)'' > x e^zeta.
 */
function maclaurin(x: Ball, zeta: number, bits: number): Ball {
  const lift = Math.floor(1.4427 * zeta) + 2;
  const negative = x.mid < 0n;
  const size = magnitude({ mid: x.mid, rad: 0n, exp: x.exp });
  // The number of terms stays below bits + 3 lift + 8.
  const guard = 2 * bitLength(BigInt(bits + 3 * lift)) + 8 + Math.max(0, size);
  const wp = bits + guard + (negative ? lift : 2 * lift);
  const exact: Ball = { mid: x.mid, rad: 0n, exp: x.exp };
  const q: Ball = { mid: negative ? -(x.mid ** 3n) : x.mid ** 3n, rad: 0n, exp: 3 * x.exp };
  const series = { q, alternating: negative, lift };
  const f = factorialSeries({ ...series, divisor: (k) => 3 * k * (3 * k - 1) }, wp);
  const g = factorialSeries({ ...series, divisor: (k) => 3 * k * (3 * k + 1) }, wp);
  const { value, slope } = valuesAtZero(wp + lift);
  const even = multiply(value, f, wp + lift);
  const odd = multiply(slope, multiply(g, exact, wp + lift), wp + lift);
  const result = subtract(even, odd, wp);
  return isExact(x) ? result : widened(result, errorExponent(x), wp);
}

/**
 * A k with |Ai'| rad <= 2^k on the ball. For y = Ai and x <= 0, E = y'^2 + |x| y^2 grows as x falls, at the rate
 * y^2 <= E / |x|; as E < 0.36 at -1, |y'| <= sqrt(E) <= 0.6 sqrt(max(1, |x|)). For x > 0 |y'| falls (y'' = x y > 0),
 * from 0.26 at 0; for x >= 1 it is at most x^(1/4) e^-zeta (1 + 7 / (72 zeta)) / (2 sqrt pi) < x^(1/4) e^-zeta / 3
 * (DLMF 9.7.6, whose second term bounds the remainder).
 */
function errorExponent(x: Ball): number {
  const error = magnitude({ mid: x.rad, rad: 0n, exp: x.exp });
  const size = Math.max(0, magnitude(x));
  const lowest = toNumber({ mid: x.mid - x.rad, rad: 0n, exp: x.exp });
  if (lowest < 1) return error + Math.ceil(size / 2);
  return error + Math.ceil(size / 4) - Math.floor(1.44 * zetaNumber(lowest)) - 1;
}

/** zeta = 2/3 x^(3/2) for x > 0, with an absolute error of about 2^-bits where x is known well enough, and sqrt(pi sqrt x). */
function phase(x: Ball, bits: number): { zeta: Ball; root: Ball } {
  const wp = bits + Math.max(0, Math.ceil(1.5 * magnitude(x))) + 4;
  const root = squareRoot(x, wp);
  const zeta = divide(scaleByPowerOfTwo(multiply(x, root, wp), 1), fromInteger(3), wp);
  return { zeta, root: squareRoot(multiply(root, constantBall(pi, wp), bits), bits) };
}

/**
 * x > 0: e^-zeta / (2 sqrt(pi) x^(1/4)) sum of (-1)^k u(k) / zeta^k, the remainder at most the first neglected term
 * (DLMF 9.7.5 and 9.7(iii); also 9.6.2 with 10.40(ii)).
 */
function decaying(x: Ball, bits: number): Ball {
  const wp = bits + 8 + 2 * bitLength(BigInt(bits));
  if (1.5 * magnitude(x) > MAX_ARGUMENT_EXPONENT) throw new ExponentOutOfRange('a value below e^(-2^43)');
  const { zeta, root } = phase(x, wp);
  const sum = alternatingExpansion(zeta, airyRatio, wp);
  const quotient = divide(multiply(exp(negate(zeta), wp), sum, wp), root, bits + 4);
  return scaleByPowerOfTwo(quotient, -1);
}

/**
 * x < 0, z = -x: (cos(zeta - pi/4) P + sin(zeta - pi/4) Q) / (sqrt(pi) z^(1/4)), the remainders of P and Q at most
 * their first neglected terms (DLMF 9.7.9 and 9.7(iii); also 9.6.6 with 10.17(iii)).
 */
function oscillating(x: Ball, bits: number): Ball {
  const wp = bits + 8 + 2 * bitLength(BigInt(bits));
  const { zeta, root } = phase(absolute(x), wp);
  return divide(waveExpansion(zeta, airyRatio, wp), root, bits + 4);
}
