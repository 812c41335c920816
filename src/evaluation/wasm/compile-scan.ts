/**
 * Programs compiled to WebAssembly for long scans. A module is emitted from a validated program alone; it works on rows
 * in a memory that it imports.
 */

import type { Program } from '../../program/program';
import type { ScanUnit } from '../scan-target';
import { FunctionWriter, ModuleWriter, type Global, type Local } from './binary-writer';
import { ProgramEmitter, type CompiledFormat } from './emit-program';
import { Emitter } from './simd-instructions';

/** Points of a step in binary32. */
const STEP = 4;

/**
 * A module with one function, `evaluate(from, to, count)`: reads `count` numbers of the format at the address `from`
 * and writes the program's values to `to`. Addresses are multiples of 16; the count is rounded up to whole vectors and
 * must not be 0.
 */
export function emitEvaluation(program: Program, format: CompiledFormat): Uint8Array<ArrayBuffer> {
  const module = new ModuleWriter();
  const body = new FunctionWriter(['i32', 'i32', 'i32'], null);
  const [from, to, count] = [0, 1, 2];
  const emitter = new Emitter(body);
  const x = body.local('v128');
  const end = body.local('i32');
  const emission = new ProgramEmitter(emitter, program, format);
  emitter
    .get(from, count)
    .integer(format === 'f32' ? 4 : 8)
    .scalar('i32.mul', 'i32.add')
    .set(end);
  emitter.loop(() => {
    emitter.get(to).get(from).load().set(x);
    emission.evaluate(x);
    emitter.store();
    emitter.get(to).integer(16).scalar('i32.add').set(to);
    emitter.get(from).integer(16).scalar('i32.add').tee(from);
    emitter.get(end).scalar('i32.lt_s');
  });
  module.addFunction('evaluate', body);
  return module.finish();
}

/** What a scan module exports. Rows hold one binary64 per point; counts are at least 1. */
export interface ScanExports {
  /**
   * Fills the row x with the binary32 numbers whose bits are first, first + step, ...; `count` of them, and the last
   * one again up to a multiple of 4.
   */
  fill(x: number, firstBits: number, step: number, count: number): void;
  /**
   * The largest error of the program over a block whose rows are padded to a multiple of 4 points:
   * |(p - rounded) perUlp - tail|, |tail| where p equals `rounded`, Infinity where p or `rounded` is NaN or one alone is
   * infinite; in the module's unit. Relative to an exact value of 0 every error but 0 is infinite.
   */
  compare(x: number, rounded: number, tail: number, perUlp: number, count: number): number;
  /** Index in the last block of the first point at which its largest error was met. */
  argmax(): number;
  /** Points of the last block at which p differs from `rounded`. */
  misrounded(): number;
}

/** A module with the functions of ScanExports for a binary32 program; `flush` as in Arithmetic. */
export function emitScan(program: Program, unit: ScanUnit = 'ulp', flush = false): Uint8Array<ArrayBuffer> {
  const module = new ModuleWriter();
  const argmax = module.addGlobal();
  const misrounded = module.addGlobal();
  module.addFunction('fill', fillFunction());
  module.addFunction('compare', compareFunction(program, unit, flush, argmax, misrounded));
  module.addFunction('argmax', reader(argmax));
  module.addFunction('misrounded', reader(misrounded));
  return module.finish();
}

function reader(global: Global): FunctionWriter {
  const body = new FunctionWriter([], 'i32');
  new Emitter(body).getGlobal(global);
  return body;
}

function fillFunction(): FunctionWriter {
  const body = new FunctionWriter(['i32', 'i32', 'i32', 'i32'], null);
  const [x, first, step, count] = [0, 1, 2, 3];
  const emitter = new Emitter(body);
  const place = body.local('i32');
  const offsets = body.local('v128');
  const numbers = body.local('v128');
  emitter.integers32([0, 1, 2, 3]).set(offsets);
  emitter.loop(() => {
    emitter.get(offsets).get(count).integer(1).scalar('i32.sub').vector('i32x4.splat', 'i32x4.min_s');
    emitter.get(step).vector('i32x4.splat', 'i32x4.mul');
    emitter.get(first).vector('i32x4.splat', 'i32x4.add').set(numbers);
    emitter.get(x).get(numbers).vector('f64x2.promote_low_f32x4').store();
    emitter.get(x).get(numbers, numbers).shuffle32([2, 3, 2, 3]).vector('f64x2.promote_low_f32x4').store(16);
    emitter.get(x).integer(32).scalar('i32.add').set(x);
    emitter.get(offsets).integers32([STEP, STEP, STEP, STEP]).vector('i32x4.add').set(offsets);
    emitter.get(place).integer(STEP).scalar('i32.add').tee(place).get(count).scalar('i32.lt_s');
  });
  return body;
}

function compareFunction(
  program: Program,
  unit: ScanUnit,
  flush: boolean,
  argmaxGlobal: Global,
  misroundedGlobal: Global,
): FunctionWriter {
  const body = new FunctionWriter(['i32', 'i32', 'i32', 'i32', 'i32'], 'f64');
  const [xRow, roundedRow, tailRow, perUlpRow, count] = [0, 1, 2, 3, 4];
  const emitter = new Emitter(body);
  const place = body.local('i32');
  const end = body.local('v128');
  const x = body.local('v128');
  const values = body.local('v128');
  const value = body.local('v128');
  const rounded = body.local('v128');
  const tail = body.local('v128');
  const error = body.local('v128');
  const wrong = body.local('v128');
  const above = body.local('v128');
  const largest = body.local('v128');
  const largestAt = body.local('v128');
  const indices = body.local('v128');
  const misses = body.local('v128');
  const emission = new ProgramEmitter(emitter, program, 'f32', flush);

  emitter.floats64([-1, -1]).set(largest);
  emitter.floats64([0, 1]).set(indices);
  emitter.get(count).scalar('f64.convert_i32_s').vector('f64x2.splat').set(end);

  /** Takes `value`, binary64 numbers, at two points. */
  const accumulate = (offset: number): void => {
    emitter.get(roundedRow).load(offset).set(rounded);
    emitter.get(tailRow).load(offset).set(tail);
    emitter.get(value, rounded).vector('f64x2.sub').get(perUlpRow).load(offset).vector('f64x2.mul');
    emitter.get(tail).vector('f64x2.sub', 'f64x2.abs').set(error);
    // Equal values, infinities too, have the error of the rounding; what is no number then, an infinite one.
    emitter.get(error, tail).vector('f64x2.abs').get(value, rounded).vector('f64x2.ne').tee(wrong);
    emitter.vector('v128.bitselect');
    if (unit === 'relative') {
      emitter.tee(error).get(error, rounded, perUlpRow).load(offset).vector('f64x2.mul');
      emitter.get(tail).vector('f64x2.add', 'f64x2.abs', 'f64x2.div');
      emitter.get(error).floats64([0, 0]).vector('f64x2.eq', 'v128.bitselect');
    } else if (unit !== 'ulp') {
      emitter.get(perUlpRow).load(offset).splatConstant(unit, 'f64x2').vector('f64x2.mul', 'f64x2.div');
      emitter.vector('f64x2.abs');
    }
    emitter.tee(error);
    emitter
      .splatConstant(Infinity, 'f64x2')
      .get(error, error)
      .vector('f64x2.eq', 'v128.bitselect')
      .set(error);
    emitter.get(misses, wrong);
    emitter.get(indices).get(end).vector('f64x2.lt', 'v128.and', 'i64x2.sub').set(misses);
    emitter.get(error, largest).vector('f64x2.gt').set(above);
    emitter.get(error, largest, above).vector('v128.bitselect').set(largest);
    emitter.get(indices, largestAt, above).vector('v128.bitselect').set(largestAt);
    emitter.get(indices).floats64([2, 2]).vector('f64x2.add').set(indices);
  };

  emitter.loop(() => {
    emitter.get(xRow).load().vector('f32x4.demote_f64x2_zero');
    emitter.get(xRow).load(16).vector('f32x4.demote_f64x2_zero').shuffle32([0, 1, 4, 5]).set(x);
    emission.evaluate(x);
    emitter.tee(values).vector('f64x2.promote_low_f32x4').set(value);
    accumulate(0);
    emitter.get(values, values).shuffle32([2, 3, 2, 3]).vector('f64x2.promote_low_f32x4').set(value);
    accumulate(16);
    for (const row of [xRow, roundedRow, tailRow, perUlpRow]) {
      emitter.get(row).integer(32).scalar('i32.add').set(row);
    }
    emitter.get(place).integer(STEP).scalar('i32.add').tee(place).get(count).scalar('i32.lt_s');
  });

  const [largest0, largest1, at0, at1] = [0, 1, 2, 3].map(() => body.local('f64')) as [
    Local,
    Local,
    Local,
    Local,
  ];
  const second = body.local('i32');
  emitter.get(largest).extractF64(0).set(largest0).get(largest).extractF64(1).set(largest1);
  emitter.get(largestAt).extractF64(0).set(at0).get(largestAt).extractF64(1).set(at1);
  emitter.get(largest1, largest0).scalar('f64.gt').get(largest1, largest0).scalar('f64.eq');
  emitter.get(at1, at0).scalar('f64.lt', 'i32.and', 'i32.or').set(second);
  emitter.get(at1, at0, second).scalar('select', 'i32.trunc_f64_s').setGlobal(argmaxGlobal);
  emitter.get(misses).extractI64(0).scalar('i32.wrap_i64');
  emitter.get(misses).extractI64(1).scalar('i32.wrap_i64', 'i32.add').setGlobal(misroundedGlobal);
  emitter.get(largest1, largest0, second).scalar('select');
  return body;
}
