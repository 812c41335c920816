import { fromRational, scaleByPowerOfTwo } from '../../src/numerics/ball/ball';
import { constantBall, pi } from '../../src/numerics/ball/constants';
import { roundDyadic } from '../../src/numerics/rounding';
import { sineOfPi } from '../../src/targets/turns';
import { BITS, constant, constantParts, parts, table } from './numbers';

/** Steps of half a turn. */
const STEPS_LOG2 = 8;
const STEPS = 2 ** STEPS_LOG2;
/** Below 2^this the argument is its own remainder. */
const LEAST_EXPONENT = -8;
const GREATEST_EXPONENT = 127;
/** Fraction bits of 1/pi. */
const FRACTION_BITS = 512;
/** Bits of the parts whose products with a significand of 24 bits are exact. */
const PART_BITS = 29;

/**
 * 2^exponent STEPS/pi modulo 2 STEPS for a significand in [1,2) of 24 bits: four parts of 29 bits, the
 * rest as binary64.
 */
function reductionRow(exponent: number): number[] {
  const inversePi = (1n << BigInt(2 * FRACTION_BITS)) / pi(FRACTION_BITS);
  // In units of the significand's last place the product with an integer is taken modulo whole turns.
  const shift = exponent - 23 + STEPS_LOG2;
  const scaled = shift >= 0 ? inversePi << BigInt(shift) : inversePi >> BigInt(-shift);
  let rest = BigInt.asUintN(FRACTION_BITS + STEPS_LOG2 + 1, scaled);
  let resolution = STEPS_LOG2 + 1;
  const row: number[] = [];
  for (let i = 0; i < 4; i++) {
    resolution -= PART_BITS;
    const drop = BigInt(FRACTION_BITS + resolution);
    const part = rest >> drop;
    row.push(roundDyadic(part, resolution + 23, 'f64'));
    rest -= part << drop;
  }
  return [...row, roundDyadic(rest, 23 - FRACTION_BITS, 'f64'), 0, 0, 0];
}

export function trigonometricTables(): string {
  const sines = Array.from({ length: 2 * STEPS }, (_, i) =>
    parts(sineOfPi(fromRational(BigInt(i), BigInt(STEPS), BITS), 0, BITS), 2),
  );
  const rows = Array.from({ length: GREATEST_EXPONENT - LEAST_EXPONENT + 1 }, (_, i) =>
    reductionRow(LEAST_EXPONENT + i),
  );
  return [
    constant('STEPS', STEPS),
    `export const TURN_MASK: usize = ${2 * STEPS - 1};`,
    `export const QUARTER_TURN: usize = ${STEPS / 2};`,
    `export const LEAST_EXPONENT: i64 = ${LEAST_EXPONENT};`,
    `export const GREATEST_EXPONENT: i64 = ${GREATEST_EXPONENT};`,
    '',
    constantParts(
      'ANGLE_STEP',
      parts(scaleByPowerOfTwo(constantBall(pi, BITS), -STEPS_LOG2), 2),
      `pi / ${STEPS}`,
    ),
    table('SINES', sines, `sin(pi i / ${STEPS}), 0 <= i < ${2 * STEPS}`),
    table(
      'REDUCTION',
      rows,
      `2^e ${STEPS}/pi modulo ${2 * STEPS} for significands in [1,2): four parts of ${PART_BITS} bits, the rest, three zeros`,
    ),
  ].join('\n');
}
