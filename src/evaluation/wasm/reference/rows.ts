// AssemblyScript. Memory of the reference kernel: fixed rows of one binary64 per point, one instance per worker.
//
// A function is a few passes over rows that stay in the L1 cache; each pass takes two points at a time.

/** Points of a block. */
export const BLOCK: i32 = 256;

/** The arguments. */
export const X: usize = memory.data(2048, 64);
/** The values: double-doubles HI + LO. */
export const HI: usize = memory.data(2048, 64);
export const LO: usize = memory.data(2048, 64);
/** Operands and intermediate values of the passes. */
export const A_HI: usize = memory.data(2048, 64);
export const A_LO: usize = memory.data(2048, 64);
export const B_HI: usize = memory.data(2048, 64);
export const B_LO: usize = memory.data(2048, 64);
