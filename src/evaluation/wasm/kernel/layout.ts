// AssemblyScript. Memory of the kernel: fixed regions, one instance per worker.
//
// A value row holds one binary64 per point. Slot 0 is the input x, slots 1..C the constants (broadcast over their row
// where an instruction wants them so), slots C+1.. the instructions. Adjoint rows use the same slots. The number of
// points of a pass is a multiple of 8, so that every loop runs over whole cache lines.

export const MAX_INSTRUCTIONS: i32 = 64;
export const MAX_CONSTANTS: i32 = 32;
export const MAX_SLOTS: i32 = 1 + MAX_CONSTANTS + MAX_INSTRUCTIONS;
/** Points of one pass; longer tables are walked in blocks of this length, which stay in the L1 cache. */
export const BLOCK: i32 = 128;
export const MAX_TABLE_POINTS: i32 = 8192;
export const ROW_BYTES: i32 = BLOCK * 8;

/** Four i32 per instruction: opcode, and the slots of its operands. */
export const CODE: usize = memory.data(4 * 4 * 64, 16);
export const CONSTANTS: usize = memory.data(8 * 32, 16);
/** Which constant stands in which column of the Jacobian: those in which the result is affine come first. */
export const ORDER: usize = memory.data(4 * 32, 16);
export const VALUES: usize = memory.data(97 * 1024, 64);
export const ADJOINTS: usize = memory.data(97 * 1024, 64);

/** The training table (at most BLOCK points): x, hi, lo, scale, one row each. */
export const TRAINING: usize = memory.data(4 * 1024, 64);
export const LABELS: usize = TRAINING + ROW_BYTES;
export const LABEL_TAILS: usize = TRAINING + 2 * ROW_BYTES;
export const SCALES: usize = TRAINING + 3 * ROW_BYTES;
/** The validation table: x, hi, lo, scale, MAX_TABLE_POINTS each. */
export const VALIDATION: usize = memory.data(4 * 8 * 8192, 64);

/** Rows of the fit: unweighted errors, square roots of the Lawson weights, and scales times these. */
export const ERRORS: usize = memory.data(1024, 64);
export const ROOT_WEIGHTS: usize = memory.data(1024, 64);
export const WEIGHTED_SCALES: usize = memory.data(1024, 64);
/** A row that stays zero: the derivative by a constant on which nothing depends. */
export const ZEROS: usize = memory.data(1024, 64);

@inline
export function valueRow(slot: i32, stride: usize): usize {
  return VALUES + <usize>slot * stride;
}

@inline
export function adjointRow(slot: i32, stride: usize): usize {
  return ADJOINTS + <usize>slot * stride;
}

@inline
export function constantAddress(k: i32): usize {
  return CONSTANTS + (<usize>k << 3);
}
