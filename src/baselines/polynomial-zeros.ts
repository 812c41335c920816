/** All zeros of a real polynomial in the complex plane: found in binary64, refined in decimal arithmetic. */

import type { Decimal } from '../oracle/decimal';

export interface ComplexZero {
  readonly re: Decimal;
  /** Exactly 0 for a real zero. */
  readonly im: Decimal;
}

interface Complex {
  readonly re: number;
  readonly im: number;
}

const MAX_ITERATIONS = 200;
const CONVERGED = 1e-13;
/** An imaginary part below this part of the modulus is taken for the rounding of a real zero. */
const REAL = 1e-9;

/**
 * The zeros of the polynomial with these coefficients (of 1, x, x^2, ..., the last not 0), each as often as its
 * multiplicity; complex ones come in conjugate pairs, the upper half alone is listed with `pairs`. To the precision of
 * the coefficients' arithmetic where the zeros are simple and well enough apart for binary64 to tell; others are less
 * accurate, which the caller must check. Aberth's iteration (O. Aberth, Math. Comp. 27, 1973), then Newton's.
 */
export function polynomialZeros(coefficients: readonly Decimal[]): ComplexZero[] {
  const degree = coefficients.length - 1;
  if (degree < 1) return [];
  const scale = scaleOf(coefficients);
  return aberth(scaled(coefficients, scale))
    .filter(({ re, im }) => im >= 0 || Math.abs(im) <= REAL * Math.hypot(re, im))
    .map(({ re, im }) => {
      const one = coefficients[0]!.times(0).plus(1);
      const isReal = Math.abs(im) <= REAL * Math.hypot(re, im);
      const start = { re: one.times(re).times(scale), im: one.times(isReal ? 0 : im).times(scale) };
      return newton(coefficients, start);
    });
}

/** |a_0 / a_n|^(1/n) as a power of two: zeros of the scaled polynomial are around 1. */
function scaleOf(coefficients: readonly Decimal[]): Decimal {
  const first = coefficients.findIndex((c) => !c.isZero());
  const last = coefficients.length - 1;
  const one = coefficients[0]!.times(0).plus(1);
  if (first < 0 || first === last) return one;
  const ratio = coefficients[first]!.div(coefficients[last]!).abs();
  const [mantissa = '1', exponent = '0'] = ratio.toExponential(6).split('e');
  const log2 = (Math.log2(Number(mantissa)) + Number(exponent) * Math.log2(10)) / (last - first);
  let scale = one;
  const factor = log2 < 0 ? one.div(2) : one.times(2);
  for (let k = 0; k < Math.round(Math.abs(log2)); k++) scale = scale.times(factor);
  return scale;
}

function scaled(coefficients: readonly Decimal[], scale: Decimal): number[] {
  let power = coefficients[0]!.times(0).plus(1);
  const terms = coefficients.map((c) => {
    const term = c.times(power);
    power = power.times(scale);
    return term;
  });
  const largest = terms.map((t) => t.abs()).reduce((a, b) => (b.gt(a) ? b : a));
  return terms.map((t) => t.div(largest).toNumber());
}

function aberth(a: readonly number[]): Complex[] {
  const n = a.length - 1;
  let z: Complex[] = Array.from({ length: n }, (_, k) => {
    const angle = (2 * Math.PI * k) / n + 0.7;
    return { re: Math.cos(angle), im: Math.sin(angle) };
  });
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    let change = 0;
    const next = [...z];
    for (let i = 0; i < n; i++) {
      const zi = next[i]!;
      const newtonStep = ratioAt(a, zi);
      let repulsion: Complex = { re: 0, im: 0 };
      for (let j = 0; j < n; j++) {
        if (j === i) continue;
        const d = divide({ re: 1, im: 0 }, subtract(zi, next[j]!));
        repulsion = { re: repulsion.re + d.re, im: repulsion.im + d.im };
      }
      const product = multiply(newtonStep, repulsion);
      const step = divide(newtonStep, { re: 1 - product.re, im: -product.im });
      if (!Number.isFinite(step.re) || !Number.isFinite(step.im)) continue;
      next[i] = subtract(zi, step);
      change = Math.max(change, Math.hypot(step.re, step.im) / (Math.hypot(zi.re, zi.im) || 1));
    }
    z = next;
    if (change < CONVERGED) break;
  }
  return z;
}

/** p(z) / p'(z); by the reversed polynomial outside the unit circle, where powers would overflow. */
function ratioAt(a: readonly number[], z: Complex): Complex {
  const n = a.length - 1;
  const outside = Math.hypot(z.re, z.im) > 1;
  const at = outside ? divide({ re: 1, im: 0 }, z) : z;
  let p: Complex = { re: 0, im: 0 };
  let d: Complex = { re: 0, im: 0 };
  for (let k = n; k >= 0; k--) {
    d = add(multiply(d, at), p);
    p = add(multiply(p, at), { re: a[outside ? n - k : k]!, im: 0 });
  }
  if (!outside) return divide(p, d);
  // p(z) = z^n q(1/z), so p'/p = (n - q'/q / z) / z.
  const logarithmic = multiply(divide(d, p), at);
  return divide(z, { re: n - logarithmic.re, im: -logarithmic.im });
}

function add(a: Complex, b: Complex): Complex {
  return { re: a.re + b.re, im: a.im + b.im };
}

function subtract(a: Complex, b: Complex): Complex {
  return { re: a.re - b.re, im: a.im - b.im };
}

function multiply(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

function divide(a: Complex, b: Complex): Complex {
  const size = b.re * b.re + b.im * b.im;
  return { re: (a.re * b.re + a.im * b.im) / size, im: (a.im * b.re - a.re * b.im) / size };
}

const NEWTON_STEPS = 12;
/** A step this small, relative to the zero, was the last but rounding. */
const HALF_THE_DIGITS = '1e-75';

/** A few steps of Newton's iteration: each doubles the digits of a simple zero. */
function newton(coefficients: readonly Decimal[], start: ComplexZero): ComplexZero {
  let { re, im } = start;
  const zero = re.times(0);
  let last: Decimal | null = null;
  for (let step = 0; step < NEWTON_STEPS; step++) {
    let [pr, pi, dr, di] = [zero, zero, zero, zero];
    for (let k = coefficients.length - 1; k >= 0; k--) {
      [dr, di] = [dr.times(re).minus(di.times(im)).plus(pr), dr.times(im).plus(di.times(re)).plus(pi)];
      [pr, pi] = [pr.times(re).minus(pi.times(im)).plus(coefficients[k]!), pr.times(im).plus(pi.times(re))];
    }
    const size = dr.times(dr).plus(di.times(di));
    if (size.isZero()) break;
    const stepRe = pr.times(dr).plus(pi.times(di)).div(size);
    const stepIm = pi.times(dr).minus(pr.times(di)).div(size);
    const change = stepRe.abs().plus(stepIm.abs());
    // Rounding has the last word: steps that no longer shrink tell nothing.
    if (last !== null && change.gte(last)) break;
    last = change;
    re = re.minus(stepRe);
    im = im.minus(stepIm);
    if (change.lte(re.abs().plus(im.abs()).times(HALF_THE_DIGITS))) break;
  }
  return { re, im };
}
