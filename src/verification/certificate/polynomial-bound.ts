/**
 * The largest absolute value of a polynomial on an interval, from above and below, in binary64 with all rounding errors
 * accounted for: expansions about the middles of ever smaller parts, of which the first three terms are bounded exactly.
 */

/** Half the distance from 1 to the next binary64. */
const ROUNDOFF = 2 ** -53;
const MAX_PARTS = 4096;

export interface PolynomialBound {
  /** max |q| <= upper. */
  readonly upper: number;
  /** |q(at)| >= lower. */
  readonly lower: number;
  readonly at: number;
}

interface Part {
  readonly middle: number;
  readonly radius: number;
  readonly upper: number;
}

/**
 * max |q(s)| over low <= s <= high, where |low|, |high| <= 1, to the relative tolerance or as far as a few thousand parts
 * go; the parts that cannot exceed `enough` are left alone.
 */
export function boundPolynomial(
  coefficients: Float64Array,
  low: number,
  high: number,
  tolerance: number,
  enough = 0,
): PolynomialBound {
  let sum = 0;
  for (const c of coefficients) sum += Math.abs(c);
  // Synthetic division makes n^2 / 2 multiplications and additions on numbers bounded by binomial sums that, weighted
  // with the powers of the radius, never exceed sum |c_k| (|middle| + radius)^k <= sum |c_k|.
  const n = coefficients.length + 2;
  const slack = 16 * n * n * ROUNDOFF * sum;
  let lower = 0;
  let at = (low + high) / 2;
  const examine = (from: number, to: number): Part => {
    const middle = (from + to) / 2;
    const radius = Math.max(middle - from, to - middle);
    const shifted = taylorShift(coefficients, middle);
    const value = Math.abs(shifted[0] ?? 0) - slack;
    if (value > lower) {
      lower = value;
      at = middle;
    }
    return { middle, radius, upper: boundAround(shifted, radius) + slack };
  };
  let open: Part[] = [];
  const STEPS = 8;
  for (let i = 0; i < STEPS; i++)
    open.push(examine(low + ((high - low) * i) / STEPS, low + ((high - low) * (i + 1)) / STEPS));
  let parts = STEPS;
  let settled = 0;
  for (;;) {
    const threshold = Math.max(lower * (1 + tolerance), enough);
    const next: Part[] = [];
    for (const part of open) {
      if (part.upper <= threshold || parts > MAX_PARTS || part.radius < ROUNDOFF) {
        settled = Math.max(settled, part.upper);
        continue;
      }
      next.push(
        examine(part.middle - part.radius, part.middle),
        examine(part.middle, part.middle + part.radius),
      );
      parts += 2;
    }
    if (next.length === 0) return { upper: settled, lower: Math.max(0, lower), at };
    open = next;
  }
}

/** Coefficients of q(middle + s). */
function taylorShift(coefficients: Float64Array, middle: number): Float64Array {
  const shifted = coefficients.slice();
  const last = shifted.length - 1;
  for (let i = 0; i < last; i++) {
    for (let k = last - 1; k >= i; k--) shifted[k]! += middle * shifted[k + 1]!;
  }
  return shifted;
}

/** A bound of |b_0 + b_1 s + ...| for |s| <= radius, before roundings. */
function boundAround(b: Float64Array, radius: number): number {
  const [b0 = 0, b1 = 0, b2 = 0] = b;
  const up = b0 + radius * (b1 + radius * b2);
  const down = b0 - radius * (b1 - radius * b2);
  let bound = Math.max(Math.abs(up), Math.abs(down));
  const vertex = -b1 / (2 * b2);
  if (Math.abs(vertex) < 1.0000001 * radius) bound = Math.max(bound, Math.abs(b0 - (b1 * b1) / (4 * b2)));
  let power = radius * radius;
  let rest = 0;
  for (let k = 3; k < b.length; k++) {
    power *= radius;
    rest += Math.abs(b[k]!) * power;
  }
  return bound + rest;
}
