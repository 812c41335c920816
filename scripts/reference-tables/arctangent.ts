import {
  add,
  type Ball,
  divide,
  fromNumber,
  fromRational,
  multiply,
  scaleByPowerOfTwo,
  subtract,
} from '../../src/numerics/ball/ball';
import { constantBall, pi } from '../../src/numerics/ball/constants';
import { cos, sin } from '../../src/numerics/ball/trigonometric';
import { BITS, constant, constantParts, parts, table } from './numbers';

const STEPS = 64;

/**
 * atan(c) to about 150 bits: tan(atan(c) - a) = (c cos a - sin a) / (cos a + c sin a), where a is atan(c) in binary64 and
 * the angle left, below 2^-52, differs from its tangent by its third power.
 */
function arctangent(c: Ball, approximate: number): Ball {
  const a = fromNumber(approximate);
  const sine = sin(a, BITS);
  const cosine = cos(a, BITS);
  const tangent = divide(
    subtract(multiply(c, cosine, BITS), sine, BITS),
    add(cosine, multiply(c, sine, BITS), BITS),
    BITS,
  );
  return add(a, tangent, BITS);
}

export function arctangentTables(): string {
  const rows = Array.from({ length: STEPS + 1 }, (_, i) =>
    i === 0
      ? [0, 0]
      : parts(arctangent(fromRational(BigInt(i), BigInt(STEPS), BITS), Math.atan(i / STEPS)), 2),
  );
  const half = scaleByPowerOfTwo(constantBall(pi, BITS), -1);
  return [
    constant('STEPS', STEPS),
    constant('STEP', 1 / STEPS),
    constantParts('PI', parts(constantBall(pi, BITS), 2), 'pi'),
    constantParts('HALF_PI', parts(half, 2), 'pi / 2'),
    table('ARCTANGENTS', rows, `atan(i / ${STEPS}), 0 <= i <= ${STEPS}`),
  ].join('\n');
}
