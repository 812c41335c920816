/** Whether this engine has an instruction that rounds a b + c once: WebAssembly leaves that to the machine. */

import { constantFromNumber } from '../../program/constant';
import { constantOperand, INPUT, type Program } from '../../program/program';
import { emitTiming, type TimingExports } from './compile-timing';
import type { CompiledFormat } from './emit-program';

/** Where a b + c is 0 if the product is rounded, and 2^-2k if it is not: (1 + 2^-k)^2 - (1 + 2^(1-k)). */
const PLACES: Readonly<Record<CompiledFormat, number>> = { f32: 20, f64: 40 };

const known = new Map<CompiledFormat, boolean>();

/** Asked of the engine once; false where it does not know the instruction, or rounds twice. */
export function hasFusedInstruction(format: CompiledFormat): boolean {
  let fused = known.get(format);
  if (fused === undefined) {
    fused = probe(format);
    known.set(format, fused);
  }
  return fused;
}

function probe(format: CompiledFormat): boolean {
  const k = PLACES[format];
  const factor = 1 + 2 ** -k;
  const constants = [factor, -(1 + 2 ** (1 - k))].map(constantFromNumber);
  const operands = [INPUT, constantOperand(0), constantOperand(1)];
  const program: Program = {
    instructions: [{ opcode: 'fma', operands }],
    constantCount: 2,
    result: 0,
    constants,
  };
  let module: WebAssembly.Module;
  try {
    module = new WebAssembly.Module(emitTiming(program, format, 'relaxed'));
  } catch {
    return false;
  }
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  const instance = new WebAssembly.Instance(module, { environment: { memory } });
  const lanes = format === 'f32' ? 4 : 2;
  const row = format === 'f32' ? new Float32Array(memory.buffer) : new Float64Array(memory.buffer);
  row.fill(factor, 0, lanes);
  (instance.exports as object as TimingExports).sweep(0, 16, lanes, 1);
  return row[lanes] === 2 ** (-2 * k);
}
