// AssemblyScript. Binary64 arithmetic on the points that one step of a loop works on: two, in a SIMD vector. The build
// puts scalar-lanes.ts in this file's place for machines without SIMD.

export type Lanes = v128;

/** Bytes of a step. */
export const WIDTH: usize = 16;

@inline
export function splat(x: f64): Lanes {
  return f64x2.splat(x);
}

@inline
export function get(address: usize): Lanes {
  return v128.load(address);
}

@inline
export function put(address: usize, a: Lanes): void {
  v128.store(address, a);
}

@inline
export function plus(a: Lanes, b: Lanes): Lanes {
  return f64x2.add(a, b);
}

@inline
export function minus(a: Lanes, b: Lanes): Lanes {
  return f64x2.sub(a, b);
}

@inline
export function times(a: Lanes, b: Lanes): Lanes {
  return f64x2.mul(a, b);
}

@inline
export function over(a: Lanes, b: Lanes): Lanes {
  return f64x2.div(a, b);
}

@inline
export function negative(a: Lanes): Lanes {
  return f64x2.neg(a);
}

@inline
export function root(a: Lanes): Lanes {
  return f64x2.sqrt(a);
}

/** a where `test` is not zero, else zero. */
@inline
export function unlessZero(test: Lanes, a: Lanes): Lanes {
  return v128.andnot(a, f64x2.eq(test, f64x2.splat(0)));
}
