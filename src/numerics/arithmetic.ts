/** In which arithmetic programs run: the format of their arguments and results, and what else decides their values. */

import { FORMAT_PARAMETERS, type FiniteFormat } from './format';
import { powerOfTwo } from './bits';

export interface Arithmetic {
  /** Of x and of the result. */
  readonly format: FiniteFormat;
  /**
   * Every operation is one of binary32, with constants of binary32, and only the result is rounded to the format: f16
   * and bf16 as most GPUs have them, where they are formats of storage. Absent: every operation rounds to the format.
   */
  readonly compute?: 'f32';
  /**
   * Subnormal numbers of the format that it computes in count as zeros of their sign: x, constants, and the value of every
   * instruction. Absent: gradual underflow, as IEEE 754 has it.
   */
  readonly flush?: true;
}

/** The format of constants and of the value of every instruction. */
export function computeFormat({ format, compute }: Arithmetic): FiniteFormat {
  return compute ?? format;
}

/** Whether all that counts is the format. */
export function isPlain({ format, compute, flush }: Arithmetic): boolean {
  return (compute === undefined || compute === format) && flush !== true;
}

/** The smallest normal number: what is smaller is flushed, where anything is. */
export function leastNormal(format: FiniteFormat): number {
  return powerOfTwo(FORMAT_PARAMETERS[format].minExponent);
}
