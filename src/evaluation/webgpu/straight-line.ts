/**
 * What the adapter's compiler does to a program that stands in WGSL as such, as an exported one does. The batch
 * kernel hides its programs from the compiler; exported code has no such shelter.
 */

import { binary32Bits } from '../../numerics/bits';
import { compileLaw } from '../../program/interpret';
import { parseProgram } from '../../program/parse';
import type { GpuConnection } from './device';
import { GpuError } from './errors';
import { runSnippet } from './run-snippet';

/**
 * The same program twice. A product fused into a sum, (x + a) - a taken for x, or c * x + d * x taken for
 * (c + d) * x: each gives other values at some points.
 */
const PROGRAM = `
  p = x * 0x1.8f5c28p-1 + 0x1.99999ap-2
  q = (x + 0x1.8p+5) - 0x1.8p+5
  r = x * 0x1.47ae14p+0 + x * 0x1.a3d70ap-3
  y = p + (q + r)`;
const SNIPPET = `
fn ulpforge_straight_line(x: f32) -> f32 {
  let p = x * 0x1.8f5c28p-1f + 0x1.99999ap-2f;
  let q = (x + 0x1.8p+5f) - 0x1.8p+5f;
  let r = x * 0x1.47ae14p+0f + x * 0x1.a3d70ap-3f;
  return p + (q + r);
}`;

/** `as written`, or `fused or reordered` where some value differs from the law's. @throws GpuError */
export async function straightLineVerdict(connection: GpuConnection, points: Float32Array): Promise<string> {
  const outcome = await runSnippet(connection, SNIPPET, 'ulpforge_straight_line', points);
  if (outcome.kind !== 'values') throw new GpuError('internal', 'the straight-line test did not run');
  const law = compileLaw(parseProgram(PROGRAM, 'f32'), 'f32');
  const asWritten = points.every((x, i) => binary32Bits(law(x)) === binary32Bits(outcome.values[i]!));
  return asWritten ? 'as written' : 'fused or reordered';
}
