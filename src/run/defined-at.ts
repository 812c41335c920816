import { constantFromNumber } from '../program/constant';
import { interpretInstructions } from '../program/interpret';
import type { Structure } from '../program/program';

/**
 * Whether every instruction has a finite value at x. A binary64 evaluation may pass through infinity to a finite result
 * where exact arithmetic divides by zero, as d / (c / x + e) does at 0.
 */
export function isDefinedAt(structure: Structure, constants: Float64Array, x: number): boolean {
  const program = { ...structure, constants: Array.from(constants, constantFromNumber) };
  return interpretInstructions(program, x, 'f64').every(Number.isFinite);
}
