import {
  fromInteger,
  fromRational,
  multiply,
  scaleByPowerOfTwo,
  toNumber,
  divide,
} from '../../src/numerics/ball/ball';
import { constantBall, ln10, ln2 } from '../../src/numerics/ball/constants';
import { exp2 } from '../../src/numerics/ball/exponential';
import { BITS, constant, constantParts, parts, shortParts, table } from './numbers';

/** Steps of an octave. */
const STEPS_LOG2 = 9;
const STEPS = 2 ** STEPS_LOG2;

export function exponentialTables(): string {
  const natural = constantBall(ln2, BITS);
  const ten = constantBall(ln10, BITS);
  const steps = fromInteger(STEPS);
  const step = scaleByPowerOfTwo(natural, -STEPS_LOG2);
  const powers = Array.from({ length: STEPS }, (_, i) =>
    parts(exp2(fromRational(BigInt(i), BigInt(STEPS), BITS), BITS), 2),
  );
  return [
    `export const STEPS_LOG2: i64 = ${STEPS_LOG2};\nexport const STEP_MASK: usize = ${STEPS - 1};\n`,
    constant('STEPS', STEPS),
    constant('STEP', 1 / STEPS),
    constant('STEPS_PER_UNIT', toNumber(divide(steps, natural, BITS)), `${STEPS} / ln 2`),
    constant(
      'STEPS_PER_DECADE',
      toNumber(divide(multiply(steps, ten, BITS), natural, BITS)),
      `${STEPS} log2(10)`,
    ),
    constantParts(
      'NATURAL_STEP',
      shortParts(step, [34, 34]),
      `ln 2 / ${STEPS}: two parts of 34 bits, and the rest`,
    ),
    constantParts('LN2', shortParts(natural, [29, 29]), 'ln 2: two parts of 29 bits, and the rest'),
    constantParts('LN10', shortParts(ten, [29, 29]), 'ln 10: two parts of 29 bits, and the rest'),
    table('POWERS', powers, `2^(i/${STEPS}), 0 <= i < ${STEPS}`),
  ].join('\n');
}
