/** Which CPU engine to use: SIMD in WebAssembly, or plain TypeScript where a browser lacks it. The results agree. */

import type { FitEngine } from './fit-engine';
import { PortableFit } from './portable/portable-fit';
import { FitKernel } from './wasm/fit-kernel';
import { hasWasmSimd } from './wasm/simd';

export type CpuEngine = 'wasm-simd' | 'typescript';
/** `auto`: SIMD where there is any. */
export type CpuPreference = 'auto' | 'wasm' | 'typescript';

/** SIMD was asked for and is not there. */
export class CpuEngineError extends Error {
  override readonly name = 'CpuEngineError';
}

/** @throws CpuEngineError where SIMD is asked for and missing */
export function chooseCpuEngine(preference: CpuPreference = 'auto'): CpuEngine {
  if (preference === 'typescript') return 'typescript';
  if (hasWasmSimd()) return 'wasm-simd';
  if (preference === 'wasm') throw new CpuEngineError('WebAssembly SIMD is not available here');
  return 'typescript';
}

export function createFitEngine(engine: CpuEngine = chooseCpuEngine()): FitEngine {
  return engine === 'wasm-simd' ? new FitKernel() : new PortableFit();
}
