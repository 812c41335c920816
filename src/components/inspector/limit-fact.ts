import { constantToNumber } from '../../program/constant';
import type { Program } from '../../program/program';
import { isDefinedAt } from '../../run/defined-at';
import type { Interval } from '../../targets/target';

/** The ends of the interval at which a program of finite error divides by zero on the way, as text; null without one. */
export function limitText({ lower, upper, lowerOpen, upperOpen }: Interval, program: Program): string | null {
  const ends = [...(lowerOpen ? [] : [lower]), ...(upperOpen ? [] : [upper])];
  const constants = Float64Array.from(program.constants, constantToNumber);
  const limits = ends.filter((x) => !isDefinedAt(program, constants, x));
  return limits.length === 0 ? null : limits.join(' and ');
}
