/**
 * Polynomials in Newton's form: sum of divided[k] * product over j < k of (x - nodes[j]).
 *
 * Interpolation costs O(n^2) and needs no linear system; in Leja order it is stable on any interval.
 */

import type { Decimal } from '../oracle/decimal';

export interface NewtonPolynomial {
  readonly nodes: readonly Decimal[];
  /** As many as there are nodes; the last node is not used in evaluation. */
  readonly divided: readonly Decimal[];
}

/** f[x0], f[x0,x1], ..., f[x0..xn] for distinct nodes. */
export function dividedDifferences(nodes: readonly Decimal[], values: readonly Decimal[]): Decimal[] {
  const table = [...values];
  for (let order = 1; order < nodes.length; order++) {
    for (let k = nodes.length - 1; k >= order; k--) {
      table[k] = table[k]!.minus(table[k - 1]!).div(nodes[k]!.minus(nodes[k - order]!));
    }
  }
  return table;
}

export function evaluateNewton({ nodes, divided }: NewtonPolynomial, x: Decimal): Decimal {
  let value = divided[divided.length - 1]!;
  for (let k = divided.length - 2; k >= 0; k--) value = value.times(x.minus(nodes[k]!)).plus(divided[k]!);
  return value;
}

/** The coefficients of 1, x, x^2, ... */
export function monomialCoefficients({ nodes, divided }: NewtonPolynomial): Decimal[] {
  let coefficients = [divided[divided.length - 1]!];
  for (let k = divided.length - 2; k >= 0; k--) {
    const node = nodes[k]!;
    const last = coefficients.length - 1;
    const shifted = coefficients.map((c, i) =>
      i === 0 ? c.times(node).neg() : coefficients[i - 1]!.minus(c.times(node)),
    );
    shifted[0] = shifted[0]!.plus(divided[k]!);
    shifted.push(coefficients[last]!);
    coefficients = shifted;
  }
  return coefficients;
}

/**
 * A permutation of points in [-1, 1] in which each is as far as possible, in the product of distances, from those
 * before it: the order in which Newton's form loses no more digits than the interpolation problem itself.
 */
export function lejaOrder(points: readonly number[]): number[] {
  const rest = points.map((_, i) => i);
  const products = points.map((p) => Math.abs(p));
  const order: number[] = [];
  while (rest.length > 0) {
    let place = 0;
    for (let i = 1; i < rest.length; i++) if (products[rest[i]!]! > products[rest[place]!]!) place = i;
    const chosen = rest[place]!;
    rest.splice(place, 1);
    if (order.length === 0) products.fill(1);
    // Distances are doubled so that products over many points stay far from underflow.
    for (const i of rest) products[i] = products[i]! * 2 * Math.abs(points[i]! - points[chosen]!);
    order.push(chosen);
  }
  return order;
}
