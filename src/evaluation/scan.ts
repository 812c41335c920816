/** Which scan a format takes. */

import type { Program } from '../program/program';
import { chooseCpuEngine } from './cpu-engine';
import { CompiledScan } from './compiled-scan';
import { LawScan } from './law-scan';
import type { Scan } from './scan-result';
import type { ScanTarget } from './scan-target';

/**
 * A scan of the program against the target's function. One that the reference kernel does not have is compared with the
 * oracle itself, some thousand times as slowly.
 * @throws OracleError for a target without a function
 * @throws ProgramError for what is no valid program
 * @throws CpuEngineError where WebAssembly has no SIMD: nothing else is fast enough
 */
export function createScan(program: Program, target: ScanTarget): Scan {
  chooseCpuEngine('wasm');
  return target.format === 'f32' ? new CompiledScan(program, target) : new LawScan(program, target);
}
