// AssemblyScript. Written by scripts/make-reference-tables.mjs (scripts/reference-tables/series.ts) from the project's
// multiple-precision arithmetic; not edited by hand. _HI and _LO are the two parts of a double-double.

/** 1/3 */
export const THIRD_HI: f64 = 0.3333333333333333;
export const THIRD_LO: f64 = 1.850371707708594e-17;

/** 1/6 */
export const SIXTH_HI: f64 = 0.16666666666666666;
export const SIXTH_LO: f64 = 9.25185853854297e-18;
