import {
  add,
  type Ball,
  divide,
  fromInteger,
  fromRational,
  multiply,
  negate,
  scaleByPowerOfTwo,
  squareRoot,
  subtract,
} from '../../src/numerics/ball/ball';
import { constantBall, pi } from '../../src/numerics/ball/constants';
import { exp } from '../../src/numerics/ball/exponential';
import { findFunction } from '../../src/targets/catalogue';
import { constant, constantParts, parts, table } from './numbers';

/** The recurrence of the coefficients loses some of them. */
const BITS = 1200;
/** Expansion points are multiples of 1/4, up to this many. */
const LAST_POINT = 68;
const PAIRED_TERMS = 8;
const TERMS = 21;
/** Doubles of a row: pairs, single coefficients, zeros. */
const ROW_LENGTH = 32;

const SMALL_PAIRED_TERMS = 6;
const SMALL_TERMS = 14;

/** M(c) = Phi(-c) exp(c^2/2), the ratio of Mills divided by sqrt(2 pi). */
function mills(c: Ball): Ball {
  const normal = findFunction('normcdf');
  if (normal === undefined) throw new Error('the catalogue has no normcdf');
  const square = scaleByPowerOfTwo(multiply(c, c, BITS), -1);
  return multiply(normal.enclose(negate(c), BITS), exp(square, BITS), BITS);
}

/** Taylor coefficients of M at c: M' = c M - 1/sqrt(2 pi), and (n + 1) a_(n+1) = c a_n + a_(n-1). */
function expansion(c: Ball): Ball[] {
  const root = squareRoot(scaleByPowerOfTwo(constantBall(pi, BITS), 1), BITS);
  const coefficients = [mills(c)];
  for (let n = 0; n + 1 < TERMS; n++) {
    const product = multiply(c, coefficients[n]!, BITS);
    const before = coefficients[n - 1];
    const sum =
      before === undefined
        ? subtract(product, divide(fromInteger(1), root, BITS), BITS)
        : add(product, before, BITS);
    coefficients.push(divide(sum, fromInteger(n + 1), BITS));
  }
  return coefficients;
}

export function errorFunctionTables(): string {
  const rows = Array.from({ length: LAST_POINT + 1 }, (_, i) => {
    const coefficients = expansion(fromRational(BigInt(i), 4n, BITS));
    const row = coefficients.flatMap((a, n) => parts(a, n < PAIRED_TERMS ? 2 : 1));
    return [...row, ...Array<number>(ROW_LENGTH - row.length).fill(0)];
  });
  const scale = divide(fromInteger(2), squareRoot(constantBall(pi, BITS), BITS), BITS);
  let factorial = 1n;
  const series = Array.from({ length: SMALL_TERMS }, (_, n) => {
    if (n > 0) factorial *= BigInt(-n);
    const sign = factorial < 0n ? -1n : 1n;
    const ball = multiply(scale, fromRational(sign, sign * factorial * BigInt(2 * n + 1), BITS), BITS);
    return parts(ball, n < SMALL_PAIRED_TERMS ? 2 : 1);
  });
  return [
    constant('LARGEST', LAST_POINT / 4, 'The last expansion point.'),
    constantParts('ROOT_2', parts(squareRoot(fromInteger(2), BITS), 2), 'sqrt(2)'),
    `/** Coefficients that are pairs, the first ones; and all. */\nexport const PAIRED_TERMS: i32 = ${PAIRED_TERMS};\nexport const TERMS: i32 = ${TERMS};\n`,
    table(
      'EXPANSIONS',
      rows,
      `Taylor coefficients of Phi(-c) exp(c^2/2) at c = i/4: ${PAIRED_TERMS} pairs, ${TERMS - PAIRED_TERMS} numbers, zeros`,
    ),
    `export const SMALL_PAIRED_TERMS: i32 = ${SMALL_PAIRED_TERMS};\nexport const SMALL_TERMS: i32 = ${SMALL_TERMS};\n`,
    table(
      'SMALL_PAIRS',
      series.slice(0, SMALL_PAIRED_TERMS),
      'erf x = x (p_0 + p_1 x^2 + ...): the leading p',
    ),
    table('SMALL_REST', series.slice(SMALL_PAIRED_TERMS), 'The p that follow.'),
  ].join('\n');
}
