/** A program compiled for evaluation at many points: the values of the law, bit for bit (but for which NaN it is). */

import type { Program } from '../../program/program';
import { validateProgram } from '../../program/validate';
import { emitEvaluation } from './compile-scan';
import type { CompiledFormat } from './emit-program';

/** Points of a block: input and output together stay in the L1 cache. */
export const COMPILED_BLOCK = 1024;
const ROW_BYTES = 8 * COMPILED_BLOCK;

interface EvaluationExports {
  evaluate(from: number, to: number, count: number): void;
}

export class CompiledProgram {
  /** Arguments of a block, to be filled before `evaluate`: numbers of the format. */
  readonly x: Float32Array | Float64Array;
  /** The values, after `evaluate`. */
  readonly values: Float32Array | Float64Array;
  private readonly compiled: EvaluationExports;

  /**
   * @throws ProgramError for what is no valid program
   * @throws RangeError for a binary64 program with fma (see canCompile)
   */
  constructor(program: Program, format: CompiledFormat) {
    const module = new WebAssembly.Module(emitEvaluation(validateProgram(program), format));
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
    const instance = new WebAssembly.Instance(module, { environment: { memory } });
    this.compiled = instance.exports as object as EvaluationExports;
    const row = (at: number): Float32Array | Float64Array =>
      format === 'f32'
        ? new Float32Array(memory.buffer, at, COMPILED_BLOCK)
        : new Float64Array(memory.buffer, at, COMPILED_BLOCK);
    this.x = row(0);
    this.values = row(ROW_BYTES);
  }

  /** Evaluates at the first `count` numbers of x: 1 to COMPILED_BLOCK. */
  evaluate(count: number): void {
    if (!(count >= 1 && count <= COMPILED_BLOCK))
      throw new RangeError(`a block holds 1 to ${COMPILED_BLOCK} points, not ${count}`);
    this.compiled.evaluate(0, ROW_BYTES, count);
  }
}
