import fc from 'fast-check';
import { expect } from 'vitest';
import type { Ball } from '../../src/numerics/ball/ball';
import { findFunction } from '../../src/targets/catalogue';

/** Working precisions in bits, from below binary64 to 450 digits. */
export const precision = fc.integer({ min: 48, max: 1500 });

export function finite(min: number, max: number): fc.Arbitrary<number> {
  return fc.double({ min, max, noNaN: true });
}

/** Positive and negative numbers of all sizes from 2^lowest up to 2^highest. */
export function sized(lowest: number, highest: number): fc.Arbitrary<number> {
  return fc
    .tuple(finite(1, 2), fc.integer({ min: lowest, max: highest - 1 }), fc.boolean())
    .map(([m, e, negative]) => (negative ? -m : m) * 2 ** e);
}

/** The enclosure of a function of the catalogue. */
export function enclose(id: string, x: Ball, bits: number): Ball {
  const entry = findFunction(id);
  if (entry === undefined) throw new Error(`${id} is not in the catalogue`);
  return entry.enclose(x, bits);
}

/** Fails unless the two balls have a common point, as enclosures of the same number do. */
export function expectOverlap(a: Ball, b: Ball): void {
  const exponent = Math.min(a.exp, b.exp);
  const ends = ({ mid, rad, exp }: Ball): [bigint, bigint] => {
    const lift = BigInt(exp - exponent);
    return [(mid - rad) << lift, (mid + rad) << lift];
  };
  const [lowA, highA] = ends(a);
  const [lowB, highB] = ends(b);
  const common = lowA <= highB && lowB <= highA;
  expect(common, `${a.mid} +- ${a.rad} at ${a.exp}, ${b.mid} +- ${b.rad} at ${b.exp}`).toBe(true);
}
