// AssemblyScript. The row operations of a backward pass: d is the destination, s the adjoint that is passed on, p what the
// destination's adjoint holds already.

/** Words of an entry: operation, destination, s, v, p, second destination (addresses), divisor. */
export const ADJOINT_ENTRY_BYTES: usize = 32;

/** d = p + s */
export const A_ADD: i32 = 0;
/** d = p - s */
export const A_SUBTRACT: i32 = 1;
/** d = -s */
export const A_NEGATE: i32 = 2;
/** d = s v */
export const A_MULTIPLY: i32 = 3;
/** d = p + s v */
export const A_MULTIPLY_ADD: i32 = 4;
/** d = s v and d = p + s v with a constant v */
export const A_SCALE: i32 = 5;
export const A_SCALE_ADD: i32 = 6;
/** d = s / v */
export const A_DIVIDE: i32 = 7;
/** d = s / v with a constant v */
export const A_UNSCALE: i32 = 8;
/** d = -(s v) */
export const A_NEGATE_PRODUCT: i32 = 9;
/** d = p - s v */
export const A_MULTIPLY_SUBTRACT: i32 = 10;
/** d = 0.5 s / v */
export const A_ROOT: i32 = 11;
/** d = p + 0.5 s / v */
export const A_ROOT_ADD: i32 = 12;
/** d = s v + s v */
export const A_SQUARE: i32 = 13;
/** d = s / v, second = -(d p) */
export const A_QUOTIENT: i32 = 14;
/** d = s v, second = s p */
export const A_PRODUCT: i32 = 15;
/** d = s / divisor, told by the quotient v of the constant p and the divisor */
export const A_RATIO: i32 = 16;
/** The same, and second = -(d v) */
export const A_RATIO_BOTH: i32 = 17;
