/** Which scan a format takes. */

import type { Program } from '../program/program';
import { chooseCpuEngine } from './cpu-engine';
import { CompiledScan } from './compiled-scan';
import { LawScan } from './law-scan';
import type { Scan } from './scan-result';
import type { ShortFormat } from './wasm/reference-kernel';

/**
 * A scan of the program against a catalogue function.
 * @param ulpAt errors in ulps of this value instead of the exact one's own
 * @throws RangeError for a function that the reference kernel does not have
 * @throws ProgramError for what is no valid program
 * @throws CpuEngineError where WebAssembly has no SIMD: nothing else is fast enough
 */
export function createScan(program: Program, functionId: string, format: ShortFormat, ulpAt?: number): Scan {
  chooseCpuEngine('wasm');
  return format === 'f32'
    ? new CompiledScan(program, functionId, ulpAt)
    : new LawScan(program, functionId, format, ulpAt);
}
