/**
 * Adapted coefficients (preconditioning): a polynomial of degree n by about n / 2 multiplications.
 *
 * With y = x + c, w = y^2 and z = u y + b (n odd) or z = (u y + a) y + b (n even),
 *   p(x) = (...(z (w - alpha_1) + beta_1) ...) (w - alpha_m) + beta_m,   m = ceil(n / 2) - 1.
 * In powers of y, the odd part of p is y g(w), and the alphas are the zeros of g: the scheme is real when all of them
 * are. That holds for every c to the right or left of all zeros of p but one. If c is chosen so that two zeros of p
 * become opposite numbers in y, p is divisible by a w - alpha_m, and beta_m is 0: n + floor(n / 2) + 1 or 2 operations.
 *
 * Source: D. E. Knuth, The Art of Computer Programming 2, section 4.6.4, theorem E (J. Eve, Numer. Math. 6, 1964).
 */

import { decimalArithmetic, type Decimal } from '../oracle/decimal';
import { polynomialZeros, type ComplexZero } from './polynomial-zeros';

export interface AdaptedCoefficients {
  /** y = x + shift. */
  readonly shift: string;
  /** z by powers of y: two or three numbers, the constant one first. */
  readonly core: readonly string[];
  /** Applied to z in this order; the last beta is '0' where that could be had. */
  readonly stages: readonly { readonly alpha: string; readonly beta: string }[];
}

const WORKING_DIGITS = 150;
const LEAST_DIGITS = 36;
const MOST_DIGITS = 130;
const DIGITS_STEP = 8;
/** What is left of the odd part after a division, relative to the coefficients, when alpha was a zero indeed. */
const DIVIDES = '1e-90';
/** Shifts that are tried, those that need the fewest digits win. */
const MAX_SHIFTS = 16;
/** Coefficients with fewer digits are taken to be exact. */
const EXACT_DIGITS = 30;

/**
 * The parameters for a polynomial given by its coefficients of 1, x, x^2, ... (decimal text, the last not 0), of
 * degree 5 or more. They have as many digits as it takes for the expanded scheme to agree with the polynomial, as it
 * is written, to one unit of its last digit at |x| <= reach. Null where no real parameters were found.
 */
export function adaptedCoefficients(coefficients: readonly string[], reach = 1): AdaptedCoefficients | null {
  const D = decimalArithmetic(WORKING_DIGITS);
  const p = coefficients.map((text) => new D(text));
  if (p.length < 6) return null;
  const tolerances = tolerancesOf(p, reach);
  const least = Math.max(LEAST_DIGITS, ...p.map((c) => c.precision()));
  let best: { readonly found: AdaptedCoefficients; readonly digits: number } | null = null;
  for (const shift of opposingShifts(polynomialZeros(p))) {
    const exact = split(p, shift);
    if (exact === null) continue;
    const limit = (best?.digits ?? MOST_DIGITS + DIGITS_STEP) - DIGITS_STEP;
    for (let digits = least; digits <= limit; digits += DIGITS_STEP) {
      const found = rounded(exact, digits);
      if (!agrees(found, p, tolerances)) continue;
      best = { found, digits };
      break;
    }
    if (best !== null && best.digits <= least + DIGITS_STEP) break;
  }
  return best?.found ?? null;
}

/** One unit in the last digit of what is written, at the end of the reach: the largest of all, for every coefficient. */
function tolerancesOf(p: readonly Decimal[], reach: number): Decimal[] {
  const one = p[0]!.times(0).plus(1);
  const powers = [one];
  while (powers.length < p.length) powers.push(powers.at(-1)!.times(reach === 0 ? 1 : reach));
  const units = p
    .map((c, k) => ({ c, k }))
    .filter(({ c }) => !c.isZero() && c.precision() >= EXACT_DIGITS)
    .map(({ c, k }) => one.times(`1e${String(c.e - c.precision() + 1)}`).times(powers[k]!));
  const largest = p.map((c, k) => c.abs().times(powers[k]!)).reduce((a, b) => (b.gt(a) ? b : a));
  const unit = units.length === 0 ? largest.times('1e-36') : units.reduce((a, b) => (b.gt(a) ? b : a));
  return powers.map((power) => unit.div(power));
}

/** Shifts for which two zeros become opposite numbers, the outermost zeros first: by the theorem they will do. */
function opposingShifts(zeros: readonly ComplexZero[]): Decimal[] {
  const real = zeros.filter(({ im }) => im.isZero()).map(({ re }) => re);
  const shifts = zeros.filter(({ im }) => !im.isZero()).map(({ re }) => re.neg());
  real.forEach((a, i) => real.slice(0, i).forEach((b) => shifts.push(a.plus(b).div(-2))));
  return shifts.sort((a, b) => a.abs().comparedTo(b.abs())).slice(0, MAX_SHIFTS);
}

interface Split {
  readonly shift: Decimal;
  readonly core: readonly Decimal[];
  readonly stages: readonly { readonly alpha: Decimal; readonly beta: Decimal }[];
}

function split(p: readonly Decimal[], shift: Decimal): Split | null {
  let u = shifted(p, shift.neg());
  const size = u.map((c) => c.abs()).reduce((a, b) => (b.gt(a) ? b : a));
  const odd = u.filter((_, k) => k % 2 === 1);
  const m = Math.ceil((p.length - 1) / 2) - 1;
  if (odd.length !== m + 1 || odd[m]!.abs().lte(size.times(DIVIDES))) return null;
  const alphas = polynomialZeros(odd);
  if (alphas.length !== m || alphas.some(({ im }) => !im.isZero())) return null;
  const stages: { alpha: Decimal; beta: Decimal }[] = [];
  // The zero that leaves no remainder at all goes first: its beta is the outermost.
  const rest = alphas.map(({ re }) => re).sort((a, b) => a.abs().comparedTo(b.abs()));
  const isShared = (alpha: Decimal): boolean => divided(u, alpha).even.abs().lte(size.times(DIVIDES));
  const shared = rest.findIndex(isShared);
  if (shared > 0) rest.unshift(...rest.splice(shared, 1));
  for (const alpha of rest) {
    const { quotient, even, odd: left } = divided(u, alpha);
    if (left.abs().gt(size.times(DIVIDES))) return null;
    const vanishes = stages.length === 0 && even.abs().lte(size.times(DIVIDES));
    stages.unshift({ alpha, beta: vanishes ? even.times(0) : even });
    u = quotient;
  }
  return { shift, core: u, stages };
}

/** The coefficients of p(y + by) in powers of y. */
function shifted(p: readonly Decimal[], by: Decimal): Decimal[] {
  const u = [...p];
  for (let from = 0; from < u.length - 1; from++) {
    for (let k = u.length - 2; k >= from; k--) u[k] = u[k]!.plus(u[k + 1]!.times(by));
  }
  return u;
}

/** u = quotient (y^2 - alpha) + odd y + even. */
function divided(u: readonly Decimal[], alpha: Decimal) {
  const rest = [...u];
  const quotient: Decimal[] = [];
  for (let k = u.length - 1; k >= 2; k--) {
    const c = rest[k]!;
    quotient.unshift(c);
    rest[k - 2] = rest[k - 2]!.plus(c.times(alpha));
  }
  return { quotient, even: rest[0]!, odd: rest[1]! };
}

function rounded({ shift, core, stages }: Split, digits: number): AdaptedCoefficients {
  const text = (value: Decimal): string => value.toSignificantDigits(digits).toString();
  return {
    shift: text(shift),
    core: core.map(text),
    stages: stages.map(({ alpha, beta }) => ({ alpha: text(alpha), beta: text(beta) })),
  };
}

/** Whether the scheme as written, multiplied out, is the polynomial. */
function agrees(found: AdaptedCoefficients, p: readonly Decimal[], tolerances: readonly Decimal[]): boolean {
  const D = decimalArithmetic(WORKING_DIGITS);
  let u = found.core.map((text) => new D(text));
  for (const { alpha, beta } of found.stages) {
    const [a, b] = [new D(alpha), new D(beta)];
    const product = Array.from({ length: u.length + 2 }, (_, k) =>
      (u[k - 2] ?? new D(0)).minus((u[k] ?? new D(0)).times(a)),
    );
    product[0] = product[0]!.plus(b);
    u = product;
  }
  const expanded = shifted(u, new D(found.shift));
  return expanded.length === p.length && expanded.every((c, k) => c.minus(p[k]!).abs().lte(tolerances[k]!));
}
