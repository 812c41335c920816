/**
 * Poles too narrow for any grid: c / (x - p) with a tiny c is seen at no sample point, and has no bound all the same.
 * They are looked for where a divisor changes its sign, and told from divisions whose result is harmless (as that of
 * 1 / (1 / x)) by the error ever nearer to the place. A divisor that changes its sign twice between two grid points
 * escapes: that takes an enclosure of the whole interval.
 */

import {
  add,
  type Ball,
  fromNumber,
  PrecisionTooLow,
  scaleByPowerOfTwo,
  signOf,
  UndefinedValue,
} from '../numerics/ball/ball';
import { compileLaw } from '../program/interpret';
import { INPUT, isConstantOperand, type Operand, type Program } from '../program/program';
import { compileExactProgram } from './exact-program';
import type { RealError } from './real-error';

const BITS = 1024;
/** Bisections of the interval between two grid points. */
const STEPS = 360;
/** Distances from the place, as powers of two of the grid's spacing: far enough apart for any power to show. */
const FAR = 100;
const NEAR = 300;
const GROWTH = 2 ** 40;
const ACCURACY = 16;

/**
 * The place of such a pole between points of the grid (ascending), or undefined.
 * @param top the largest error on the grid
 */
export function findHiddenPole(
  program: Program,
  error: RealError,
  xs: Float64Array,
  top: number,
): number | undefined {
  const divisors = new Set(
    program.instructions.filter(({ opcode }) => opcode === 'div').map(({ operands }) => operands[1]!),
  );
  for (const divisor of divisors) {
    if (divisor === INPUT || isConstantOperand(divisor)) continue;
    const values = xs.map(compileLaw({ ...program, result: divisor }, 'f64'));
    for (let i = 0; i + 1 < xs.length; i++) {
      if (!(values[i]! * values[i + 1]! < 0)) continue;
      const left = xs[i]!;
      const width = xs[i + 1]! - left;
      const place = signChange(program, divisor, left, width);
      if (place !== undefined && growsTowards(error, place, width, top)) return left + width / 2;
    }
  }
  return undefined;
}

/** Where the divisor changes sign between left and left + width, to 2^-STEPS of the width; undefined if that cannot be told. */
function signChange(program: Program, divisor: Operand, left: number, width: number): Ball | undefined {
  const exact = compileExactProgram({ ...program, result: divisor });
  try {
    let from = fromNumber(left);
    const sign = signOf(exact(from, BITS));
    for (let step = 1; step <= STEPS; step++) {
      const middle = add(from, scaleByPowerOfTwo(fromNumber(width), -step), BITS);
      const there = signOf(exact(middle, BITS));
      if (there === 0) return middle;
      if (there === sign) from = middle;
    }
    return from;
  } catch (thrown) {
    if (thrown instanceof PrecisionTooLow || thrown instanceof UndefinedValue) return undefined;
    throw thrown;
  }
}

function growsTowards(error: RealError, place: Ball, width: number, top: number): boolean {
  return ([1, -1] as const).some((side) => {
    const [far, near] = [FAR, NEAR].map((k) => {
      const offset = scaleByPowerOfTwo(fromNumber(side * width), -k);
      return Math.abs(error.at(add(place, offset, BITS), ACCURACY).value);
    }) as [number, number];
    return near === Infinity || (near > GROWTH * far && near > top);
  });
}
