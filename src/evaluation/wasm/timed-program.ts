/** A program compiled to be timed, with its arguments. */

import type { Program } from '../../program/program';
import { validateProgram } from '../../program/validate';
import { emitTiming, type TimingExports } from './compile-timing';
import type { CompiledFormat, FmaForm } from './emit-program';

/** Arguments: with the values they stay in the L1 cache. */
export const TIMED_POINTS = 1024;
/** Numbers of a vector. */
export const LANES: Readonly<Record<CompiledFormat, number>> = { f32: 4, f64: 2 };

export class TimedProgram {
  /** The values of the last sweep. */
  readonly values: Float32Array | Float64Array;
  private readonly from: number;
  private readonly to: number;
  private readonly compiled: TimingExports;

  /**
   * @param xs TIMED_POINTS numbers
   * @throws ProgramError for what is no valid program
   * @throws RangeError for a binary64 program with fma in its software form
   */
  constructor(program: Program, format: CompiledFormat, form: FmaForm, xs: Float64Array) {
    const module = new WebAssembly.Module(emitTiming(validateProgram(program), format, form));
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
    const instance = new WebAssembly.Instance(module, { environment: { memory } });
    this.compiled = instance.exports as object as TimingExports;
    const row = (at: number): Float32Array | Float64Array =>
      format === 'f32'
        ? new Float32Array(memory.buffer, at, TIMED_POINTS)
        : new Float64Array(memory.buffer, at, TIMED_POINTS);
    const x = row(0);
    x.set(xs);
    this.values = row(x.byteLength);
    this.from = x.byteOffset;
    this.to = this.values.byteOffset;
  }

  /** Evaluates at all arguments, independently, so many times. */
  sweep(passes: number): void {
    this.compiled.sweep(this.from, this.to, TIMED_POINTS, passes);
  }

  /** The same, each vector after the one before. */
  chain(passes: number): void {
    this.compiled.chain(this.from, this.to, TIMED_POINTS, passes, 0);
  }
}
