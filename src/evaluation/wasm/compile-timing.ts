/** Programs compiled to WebAssembly to be timed: as a loop over independent values, and as a chain of dependent ones. */

import type { Program } from '../../program/program';
import { FunctionWriter, ModuleWriter } from './binary-writer';
import { ProgramEmitter, type CompiledFormat, type FmaForm } from './emit-program';
import { Emitter } from './simd-instructions';

/**
 * What a module exports. Rows hold `count` numbers of the format, a positive multiple of the numbers in a vector, at
 * addresses that are multiples of 16; they are gone through `passes` times, 1 or more.
 */
export interface TimingExports {
  /** Writes the program's values at the numbers of the row `from` to the row `to`. */
  sweep(from: number, to: number, count: number, passes: number): void;
  /**
   * The same values, one vector after the other: none begins before the last has ended, for each argument is joined with
   * the last value by bits of which none is kept. The last vector of values goes to `to`.
   * @param kept 0
   */
  chain(from: number, to: number, count: number, passes: number, kept: number): void;
}

const VECTOR_BYTES = 16;

/** A module with the functions of TimingExports; it imports its memory. */
export function emitTiming(
  program: Program,
  format: CompiledFormat,
  form: FmaForm = 'software',
): Uint8Array<ArrayBuffer> {
  const module = new ModuleWriter();
  module.addFunction('sweep', sweepFunction(program, format, form));
  module.addFunction('chain', chainFunction(program, format, form));
  return module.finish();
}

function sweepFunction(program: Program, format: CompiledFormat, form: FmaForm): FunctionWriter {
  const body = new FunctionWriter(['i32', 'i32', 'i32', 'i32'], null);
  const [from, to, count, passes] = [0, 1, 2, 3];
  const emitter = new Emitter(body);
  const x = body.local('v128');
  const target = body.local('i32');
  const emission = new ProgramEmitter(emitter, program, format, false, form);
  rows(emitter, { from, count, passes }, format, {
    before: () => emitter.get(to).set(target),
    step: (source) => {
      emitter.get(target).get(source).load().set(x);
      emission.evaluate(x);
      emitter.store();
      emitter.get(target).integer(VECTOR_BYTES).scalar('i32.add').set(target);
    },
  });
  return body;
}

function chainFunction(program: Program, format: CompiledFormat, form: FmaForm): FunctionWriter {
  const body = new FunctionWriter(['i32', 'i32', 'i32', 'i32', 'i32'], null);
  const [from, to, count, passes, kept] = [0, 1, 2, 3, 4];
  const emitter = new Emitter(body);
  const x = body.local('v128');
  const value = body.local('v128');
  const mask = body.local('v128');
  const emission = new ProgramEmitter(emitter, program, format, false, form);
  emitter.get(kept).vector('i32x4.splat').set(mask);
  rows(emitter, { from, count, passes }, format, {
    before: () => undefined,
    step: (source) => {
      emitter.get(source).load().get(value, mask).vector('v128.and', 'v128.or').set(x);
      emission.evaluate(x);
      emitter.set(value);
    },
  });
  emitter.get(to).get(value).store();
  return body;
}

/** Goes through the row `from` again and again, a vector at a time: `step` is given the address of each. */
function rows(
  emitter: Emitter,
  { from, count, passes }: { readonly from: number; readonly count: number; readonly passes: number },
  format: CompiledFormat,
  parts: { readonly before: () => void; readonly step: (source: number) => void },
): void {
  const { target: body } = emitter;
  const source = body.local('i32');
  const end = body.local('i32');
  emitter
    .get(from, count)
    .integer(format === 'f32' ? 4 : 8)
    .scalar('i32.mul', 'i32.add')
    .set(end);
  emitter.loop(() => {
    emitter.get(from).set(source);
    parts.before();
    emitter.loop(() => {
      parts.step(source);
      emitter.get(source).integer(VECTOR_BYTES).scalar('i32.add').tee(source);
      emitter.get(end).scalar('i32.lt_s');
    });
    emitter.integer(0).get(passes).integer(1).scalar('i32.sub').tee(passes).scalar('i32.lt_s');
  });
}
