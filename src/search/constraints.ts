/**
 * What a search may be told that its programs must fulfil, beside the number of operations. Each that is given narrows the
 * search; one that is not given is no member.
 */

import type { Opcode } from '../program/opcode';

export const SYMMETRIES = ['odd', 'even'] as const;
export type Symmetry = (typeof SYMMETRIES)[number];

export interface SearchConstraints {
  /** Find the cheapest program whose error, in the norm's unit, is at most this: a number above 0. */
  readonly maxError?: number;
  /** Only programs that are odd or even by construction, in every format: see program/parity.ts. */
  readonly symmetry?: Symmetry;
  /**
   * Only programs that have exactly the function's value at these points: the value itself for `real`, which must be
   * rational; in a finite format the value rounded to it. One to MAX_EXACT_POINTS different numbers, in ascending order.
   */
  readonly exactAt?: readonly number[];
  /** Only programs that nowhere fall on the interval where the function rises, or nowhere rise where it falls. */
  readonly monotone?: true;
}

export const MAX_EXACT_POINTS = 4;
/** Of errors that are asked for. */
export const LARGEST_MAX_ERROR = 1e300;

export function hasConstraints(constraints: SearchConstraints | undefined): constraints is SearchConstraints {
  return constraints !== undefined && Object.keys(constraints).length > 0;
}

/** Why a search over these opcodes cannot respect the constraints, as a clause; null where it may. */
export function constraintConflict(
  { symmetry }: SearchConstraints,
  opcodes: readonly Opcode[],
): string | null {
  return symmetry !== undefined && !opcodes.includes('mul')
    ? `programs that are ${symmetry} by construction are made with mul, which the search may not use`
    : null;
}
