/** The values of a program at many points: compiled where that is possible and worth it, else by the law itself. */

import type { FiniteFormat } from '../numerics/format';
import { interpretAll } from '../program/interpret';
import type { Program } from '../program/program';
import { COMPILED_BLOCK, CompiledProgram } from './wasm/compiled-program';
import { canCompile } from './wasm/emit-program';
import { hasWasmSimd } from './wasm/simd';

/** Fewer points take less time than compiling does. */
const WORTH_COMPILING = 4096;

/** The law's values at numbers of the format, in their order; a NaN may be another NaN than the law's. */
export function valuesAt(program: Program, xs: Float64Array, format: FiniteFormat): Float64Array {
  if (format !== 'f32' && format !== 'f64') return interpretAll(program, xs, format);
  if (xs.length < WORTH_COMPILING || !canCompile(program, format) || !hasWasmSimd())
    return interpretAll(program, xs, format);
  const compiled = new CompiledProgram(program, format);
  const values = new Float64Array(xs.length);
  for (let from = 0; from < xs.length; from += COMPILED_BLOCK) {
    const block = xs.subarray(from, from + COMPILED_BLOCK);
    compiled.x.set(block);
    compiled.evaluate(block.length);
    values.set(compiled.values.subarray(0, block.length), from);
  }
  return values;
}
