// AssemblyScript. Memory of the kernel: fixed regions, one instance per worker.
//
// A row holds one binary64 per point; a double-double has a row of heads and one of tails. Slot 0 is the input x, slots
// 1..C the constants (each repeated over its row), slots C+1.. the instructions. The number of points is a multiple
// of 8.

export const MAX_CONSTANTS: i32 = 32;
/** A row holds 128 points. */
export const ROW_BYTES: usize = 1024;
/** Bytes of one binary64 for each constant. */
export const VECTOR_BYTES: usize = 8 * 32;

/** Four i32 per instruction: opcode, and the slots of its operands. */
export const CODE: usize = memory.data(4 * 4 * 64, 16);
/** Heads of the constants, then their tails. */
export const CONSTANTS: usize = memory.data(2 * 8 * 32, 16);
export const CONSTANT_TAILS: usize = CONSTANTS + VECTOR_BYTES;

const VALUES: usize = memory.data(97 * 1024, 64);
const VALUE_TAILS: usize = memory.data(97 * 1024, 64);
const ADJOINTS: usize = memory.data(97 * 1024, 64);
const ADJOINT_TAILS: usize = memory.data(97 * 1024, 64);

/** The training table: x, hi, lo, scale, one row each. */
export const TRAINING: usize = memory.data(4 * 1024, 64);

/** Weighted residuals. */
export const RESIDUALS: usize = memory.data(1024, 64);
export const RESIDUAL_TAILS: usize = memory.data(1024, 64);
/** Errors in the norm's unit, in binary64. */
export const ERRORS: usize = memory.data(1024, 64);
/** Square roots of Lawson's weights. */
export const ROOT_WEIGHTS: usize = memory.data(1024, 64);

@inline
export function valueRow(slot: i32): usize {
  return VALUES + <usize>slot * ROW_BYTES;
}

@inline
export function valueTailRow(slot: i32): usize {
  return VALUE_TAILS + <usize>slot * ROW_BYTES;
}

@inline
export function adjointRow(slot: i32): usize {
  return ADJOINTS + <usize>slot * ROW_BYTES;
}

@inline
export function adjointTailRow(slot: i32): usize {
  return ADJOINT_TAILS + <usize>slot * ROW_BYTES;
}
