/**
 * What the adapter's compiler does to a program that stands in WGSL as such, as an exported one does. The project's own
 * kernels hide their operations from the compiler; exported code has no such shelter.
 */

import { binary32Bits } from '../../numerics/bits';
import { compileLaw } from '../../program/interpret';
import { parseProgram } from '../../program/parse';
import type { GpuConnection } from './device';
import { GpuError } from './errors';
import { runSnippet } from './run-snippet';

/** The same function as a program and as WGSL, and what the compiler has done where the values differ. */
const TRAPS = [
  {
    liberty: 'fused',
    program: 'y = x * 0x1.8f5c28p-1 + 0x1.99999ap-2',
    expression: 'x * 0x1.8f5c28p-1f + 0x1.99999ap-2f',
  },
  {
    // (x + a) - a taken for x.
    liberty: 'reordered',
    program: 'y = (x + 0x1.8p+5) - 0x1.8p+5',
    expression: '(x + 0x1.8p+5f) - 0x1.8p+5f',
  },
] as const;

/** `as written`, `fused`, `reordered` or `fused and reordered`. @throws GpuError */
export async function straightLineVerdict(connection: GpuConnection, points: Float32Array): Promise<string> {
  const taken = new Set<string>();
  for (const { liberty, program, expression } of TRAPS) {
    const code = `fn ulpforge_straight_line(x: f32) -> f32 {\n  return ${expression};\n}`;
    const outcome = await runSnippet(connection, code, 'ulpforge_straight_line', points);
    if (outcome.kind !== 'values') throw new GpuError('internal', 'the straight-line test did not run');
    const law = compileLaw(parseProgram(program, 'f32'), 'f32');
    if (points.some((x, i) => binary32Bits(law(x)) !== binary32Bits(outcome.values[i]!))) taken.add(liberty);
  }
  if (taken.size === 0) return 'as written';
  return [...taken].join(' and ');
}
