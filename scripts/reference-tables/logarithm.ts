import { divide, fromNumber, negate, ONE } from '../../src/numerics/ball/ball';
import { constantBall, ln10, ln2 } from '../../src/numerics/ball/constants';
import { log } from '../../src/numerics/ball/logarithm';
import { binary64Bits, fromBinary64Bits } from '../../src/numerics/bits';
import { atResolution, BITS, constantParts, parts, table } from './numbers';

const CELLS = 512;
/** Bits of the fraction inside a cell. */
const CELL_BITS = 43n;
/** 1 lies in the middle of this cell. */
const UNIT_CELL = 299n;
/** All sums of multiples of ln 2 and table entries are exact at this resolution. */
const RESOLUTION = -42;
/** The reciprocals are multiples of 2^-13. */
const RECIPROCAL_SCALE = 8192;

export function logarithmTables(): string {
  const origin = binary64Bits(1) - (UNIT_CELL << CELL_BITS) - (1n << (CELL_BITS - 1n));
  const rows = Array.from({ length: CELLS }, (_, i) => {
    const lower = fromBinary64Bits(origin + (BigInt(i) << CELL_BITS));
    const upper = fromBinary64Bits(origin + (BigInt(i + 1) << CELL_BITS));
    // The reciprocal that makes |z c - 1| as small as possible over the cell.
    const c =
      i === Number(UNIT_CELL) ? 1 : Math.round((2 / (lower + upper)) * RECIPROCAL_SCALE) / RECIPROCAL_SCALE;
    return [c, ...(c === 1 ? [0, 0] : atResolution(negate(log(fromNumber(c), BITS)), RESOLUTION)), 0];
  });
  return [
    '/** The bits of the least number of the first cell; cells divide an octave of bit patterns evenly. */',
    `export const ORIGIN: i64 = ${origin};`,
    `export const CELL_BITS: i64 = ${CELL_BITS};`,
    `export const CELL_MASK: usize = ${CELLS - 1};`,
    '',
    constantParts(
      'LN2',
      atResolution(constantBall(ln2, BITS), RESOLUTION),
      `ln 2: a multiple of 2^${RESOLUTION}, and the rest`,
    ),
    constantParts('LOG2_E', parts(divide(ONE, constantBall(ln2, BITS), BITS), 2), '1 / ln 2'),
    constantParts('LOG10_E', parts(divide(ONE, constantBall(ln10, BITS), BITS), 2), '1 / ln 10'),
    table(
      'RECIPROCALS',
      rows,
      `c, about the reciprocal of the cell's middle; -ln c as a multiple of 2^${RESOLUTION} and the rest; 0`,
    ),
  ].join('\n');
}
