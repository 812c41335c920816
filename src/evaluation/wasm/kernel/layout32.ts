// AssemblyScript. Memory of the binary32 evaluator: rows of BLOCK_32 points, four points to a vector.

/** Points of one pass; the points of any are a multiple of 16, so that every loop runs over whole cache lines. */
export const BLOCK_32: i32 = 256;
export const MAX_POINTS_32: i32 = 65536;

/** One f32 per constant. */
export const CONSTANTS_32: usize = memory.data(4 * 32, 16);
/** Value rows, slots as in the binary64 evaluator. */
export const VALUES_32: usize = memory.data(97 * 1024, 64);
/** The score table: x, scaled value, first scale, second scale, tail, MAX_POINTS_32 each. */
export const SCORE_TABLE: usize = memory.data(5 * 4 * 65536, 64);
/** Errors of a block, one f32 per point. */
export const ERRORS_32: usize = memory.data(1024, 64);

@inline
export function constantAddress32(k: i32): usize {
  return CONSTANTS_32 + (<usize>k << 2);
}

@inline
export function valueRow32(slot: i32, stride: usize): usize {
  return VALUES_32 + <usize>slot * stride;
}
