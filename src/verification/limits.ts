import { fromNumber, PrecisionTooLow, UndefinedValue } from '../numerics/ball/ball';
import type { Program } from '../program/program';
import type { Target } from '../targets/target';
import { compileExactLimit, compileExactProgram } from './exact-program';

const BITS = 256;

/**
 * The ends of the interval that belong to it and at which a program divides by zero on the way to a finite value,
 * which is its limit there, as 1 / (1 / x) does at 0. Arithmetic with infinities (IEEE 754) gives that value too.
 */
export function limitsOf({ interval }: Target, program: Program): number[] {
  const { lower, upper, lowerOpen, upperOpen } = interval;
  const ends = [...(lowerOpen ? [] : [lower]), ...(upperOpen || upper === lower ? [] : [upper])];
  const inside = compileExactProgram(program);
  const limit = compileExactLimit(program);
  return ends.filter((x) => !hasValue(inside, x) && hasValue(limit, x));
}

function hasValue(program: ReturnType<typeof compileExactProgram>, x: number): boolean {
  try {
    program(fromNumber(x), BITS);
    return true;
  } catch (error) {
    if (error instanceof UndefinedValue) return false;
    if (error instanceof PrecisionTooLow) return true;
    throw error;
  }
}
