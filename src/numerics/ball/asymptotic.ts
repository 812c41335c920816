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
export type CoefficientRatio = (k: number) => readonly [numerator: number, denominator: number];

/**
 * The terms a(k) / t^k, a(0) = 1, for k = 0, 1, ... up to the first below 2^-bits or the first that is no smaller than
 * half a unit of those before: the smallest, beyond which they grow. The last one is to be taken as the bound.
 */
export function expansionTerms(t: Ball, ratio: CoefficientRatio, bits: number): Ball[] {
  const terms: Ball[] = [ONE];
  let term = ONE;
  for (let k = 1; magnitude(term) >= -bits; k++) {
    const [numerator, denominator] = ratio(k);
    const next = divide(
      multiply(term, fromInteger(numerator), bits),
      multiply(t, fromInteger(denominator), bits),
      bits,
    );
    if (k > 2 && magnitude(next) > magnitude(term)) break;
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
