// AssemblyScript. lanes.ts for machines without SIMD: one point a step.

export type Lanes = f64;

/** Bytes of a step. */
export const WIDTH: usize = 8;

@inline
export function splat(x: f64): Lanes {
  return x;
}

@inline
export function get(address: usize): Lanes {
  return load<f64>(address);
}

@inline
export function put(address: usize, a: Lanes): void {
  store<f64>(address, a);
}

@inline
export function plus(a: Lanes, b: Lanes): Lanes {
  return a + b;
}

@inline
export function minus(a: Lanes, b: Lanes): Lanes {
  return a - b;
}

@inline
export function times(a: Lanes, b: Lanes): Lanes {
  return a * b;
}

@inline
export function over(a: Lanes, b: Lanes): Lanes {
  return a / b;
}

@inline
export function negative(a: Lanes): Lanes {
  return -a;
}

@inline
export function root(a: Lanes): Lanes {
  return sqrt(a);
}

/** a where `test` is not zero, else zero. */
@inline
export function unlessZero(test: Lanes, a: Lanes): Lanes {
  return test == 0 ? 0 : a;
}
