/** Asymptotic series whose remainder is bounded by the first neglected term. */

import {
  add,
  type Ball,
  divide,
  fromInteger,
  magnitude,
  multiply,
  ONE,
  squareRoot,
  subtract,
  widened,
  ZERO,
} from './ball';
import { cos, sin } from './trigonometric';

/** a(k) / a(k-1) of the coefficients, for k >= 1, as numerator / denominator; positive integers. */
export type CoefficientRatio = (k: number) => readonly [numerator: bigint, denominator: bigint];

/** Fewest terms, so that sums of every second one keep one and know the next. */
const FEWEST_TERMS = 4;

/** Bits that an expansion whose smallest term is about e^(-2t) gives. */
export function reachesBits(t: number, bits: number): boolean {
  return 2.885 * t >= bits + 30;
}

/** The terms a(k) / t^k, a(0) = 1, until two are below 2^-bits or they grow. The last two are there as bounds. */
function expansionTerms(t: Ball, ratio: CoefficientRatio, bits: number): Ball[] {
  const terms: Ball[] = [ONE];
  let previous = ONE;
  let term = ONE;
  for (let k = 1; k < FEWEST_TERMS || magnitude(previous) >= -bits; k++) {
    const [numerator, denominator] = ratio(k);
    const factor = multiply(t, fromInteger(denominator), bits);
    const next = divide(multiply(term, fromInteger(numerator), bits), factor, bits);
    if (k >= FEWEST_TERMS && magnitude(next) > magnitude(term)) break;
    previous = term;
    term = next;
    terms.push(term);
  }
  return terms;
}

/** Every `step`-th term from `first` on with alternating signs, widened by its first neglected term. */
function alternatingSum(terms: readonly Ball[], first: number, step: number, bits: number): Ball {
  let sum = ZERO;
  let position = first;
  let plus = true;
  // One whole stride before the end, so that what is neglected begins with a known term.
  for (; position + step < terms.length; position += step) {
    const term = terms[position] ?? ZERO;
    sum = plus ? add(sum, term, bits) : subtract(sum, term, bits);
    plus = !plus;
  }
  return widened(sum, magnitude(terms[position] ?? ONE), bits);
}

/**
 * sum of (-1)^k a(k) / t^k for t > 0. The caller knows that the remainder is at most the first neglected term,
 * whenever at least one term is kept.
 */
export function alternatingExpansion(t: Ball, ratio: CoefficientRatio, bits: number): Ball {
  return alternatingSum(expansionTerms(t, ratio, bits), 0, 1, bits);
}

/**
 * cos(t - pi/4) P + sin(t - pi/4) Q for t > 0, with P the sum of (-1)^k a(2k) / t^(2k) and Q that of
 * (-1)^k a(2k+1) / t^(2k+1); the same is known of the remainders of both. Absolute error about 2^-bits when t has it.
 */
export function waveExpansion(t: Ball, ratio: CoefficientRatio, bits: number): Ball {
  const terms = expansionTerms(t, ratio, bits);
  const p = alternatingSum(terms, 0, 2, bits);
  const q = alternatingSum(terms, 1, 2, bits);
  const sine = sin(t, bits);
  const cosine = cos(t, bits);
  // sqrt 2 cos(t - pi/4) = cos t + sin t, sqrt 2 sin(t - pi/4) = sin t - cos t.
  const wave = add(
    multiply(add(cosine, sine, bits), p, bits),
    multiply(subtract(sine, cosine, bits), q, bits),
    bits,
  );
  return divide(wave, squareRoot(fromInteger(2), bits), bits);
}
