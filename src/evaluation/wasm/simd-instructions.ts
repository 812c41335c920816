/** The instructions of WebAssembly that emitted code is made of, by their names in the specification. */

import type { FunctionWriter, Global, Local } from './binary-writer';

/** Of the vector instructions, those without immediates; the codes follow the prefix 0xfd. */
export const VECTOR = {
  'i32x4.splat': 0x11,
  'f64x2.splat': 0x14,
  'f32x4.lt': 0x43,
  'f64x2.eq': 0x47,
  'f64x2.ne': 0x48,
  'f64x2.lt': 0x49,
  'f64x2.gt': 0x4a,
  'v128.not': 0x4d,
  'v128.and': 0x4e,
  'v128.andnot': 0x4f,
  'v128.or': 0x50,
  'v128.xor': 0x51,
  'v128.bitselect': 0x52,
  'f32x4.demote_f64x2_zero': 0x5e,
  'f64x2.promote_low_f32x4': 0x5f,
  'i32x4.add': 0xae,
  'i32x4.mul': 0xb5,
  'i32x4.min_s': 0xb6,
  'i64x2.add': 0xce,
  'i64x2.sub': 0xd1,
  'i64x2.eq': 0xd6,
  'f32x4.abs': 0xe0,
  'f32x4.neg': 0xe1,
  'f32x4.sqrt': 0xe3,
  'f32x4.add': 0xe4,
  'f32x4.sub': 0xe5,
  'f32x4.mul': 0xe6,
  'f32x4.div': 0xe7,
  'f64x2.abs': 0xec,
  'f64x2.neg': 0xed,
  'f64x2.sqrt': 0xef,
  'f64x2.add': 0xf0,
  'f64x2.sub': 0xf1,
  'f64x2.mul': 0xf2,
  'f64x2.div': 0xf3,
  'f32x4.relaxed_madd': 0x105,
  'f64x2.relaxed_madd': 0x107,
} as const;
export type VectorInstruction = keyof typeof VECTOR;

const SCALAR = {
  'i32.lt_s': 0x48,
  'i32.add': 0x6a,
  'i32.sub': 0x6b,
  'i32.mul': 0x6c,
  'f64.eq': 0x61,
  'f64.lt': 0x63,
  'f64.gt': 0x64,
  'i32.and': 0x71,
  'i32.or': 0x72,
  'i32.wrap_i64': 0xa7,
  'i32.trunc_f64_s': 0xaa,
  'f64.convert_i32_s': 0xb7,
  select: 0x1b,
} as const;
export type ScalarInstruction = keyof typeof SCALAR;

const VECTOR_PREFIX = 0xfd;
const LOAD = 0x00;
const STORE = 0x0b;
const CONST = 0x0c;
const SHUFFLE = 0x0d;
const I64_EXTRACT = 0x1d;
const F64_EXTRACT = 0x21;
const SHIFT_RIGHT_I64 = 0xcc;
/** Vectors lie at multiples of 16 bytes: 2^4. */
const ALIGNMENT = 4;

/** Emits instructions into a function. The methods leave or take operands on WebAssembly's stack. */
export class Emitter {
  readonly target: FunctionWriter;

  constructor(target: FunctionWriter) {
    this.target = target;
  }

  scalar(...names: readonly ScalarInstruction[]): this {
    for (const name of names) this.target.code.byte(SCALAR[name]);
    return this;
  }

  vector(...names: readonly VectorInstruction[]): this {
    for (const name of names) this.prefixed(VECTOR[name]);
    return this;
  }

  get(...locals: readonly Local[]): this {
    for (const local of locals) this.target.code.byte(0x20).unsigned(local);
    return this;
  }

  set(local: Local): this {
    this.target.code.byte(0x21).unsigned(local);
    return this;
  }

  /** Stores the top of the stack and leaves it there. */
  tee(local: Local): this {
    this.target.code.byte(0x22).unsigned(local);
    return this;
  }

  getGlobal(global: Global): this {
    this.target.code.byte(0x23).unsigned(global);
    return this;
  }

  setGlobal(global: Global): this {
    this.target.code.byte(0x24).unsigned(global);
    return this;
  }

  integer(value: number): this {
    this.target.code.byte(0x41).signed(value);
    return this;
  }

  /** Loads the vector at the address on the stack plus `offset` bytes. */
  load(offset = 0): this {
    this.prefixed(LOAD);
    this.target.code.unsigned(ALIGNMENT).unsigned(offset);
    return this;
  }

  store(offset = 0): this {
    this.prefixed(STORE);
    this.target.code.unsigned(ALIGNMENT).unsigned(offset);
    return this;
  }

  /** A constant vector of four binary32 numbers or two binary64 numbers, all equal. */
  splatConstant(value: number, lanes: 'f32x4' | 'f64x2'): this {
    return lanes === 'f32x4' ? this.floats32([value, value, value, value]) : this.floats64([value, value]);
  }

  floats32(values: readonly [number, number, number, number]): this {
    const view = new DataView(new ArrayBuffer(16));
    values.forEach((value, lane) => {
      view.setFloat32(4 * lane, value, true);
    });
    return this.constant(view);
  }

  floats64(values: readonly [number, number]): this {
    const view = new DataView(new ArrayBuffer(16));
    values.forEach((value, lane) => {
      view.setFloat64(8 * lane, value, true);
    });
    return this.constant(view);
  }

  integers32(values: readonly [number, number, number, number]): this {
    const view = new DataView(new ArrayBuffer(16));
    values.forEach((value, lane) => {
      view.setInt32(4 * lane, value, true);
    });
    return this.constant(view);
  }

  integers64(value: bigint): this {
    const view = new DataView(new ArrayBuffer(16));
    view.setBigInt64(0, value, true);
    view.setBigInt64(8, value, true);
    return this.constant(view);
  }

  /** Of two vectors of four lanes, eight lanes numbered from 0: the four with these numbers. */
  shuffle32(lanes: readonly [number, number, number, number]): this {
    this.prefixed(SHUFFLE);
    for (const lane of lanes) this.target.code.bytes([0, 1, 2, 3].map((byte) => 4 * lane + byte));
    return this;
  }

  extractF64(lane: 0 | 1): this {
    this.prefixed(F64_EXTRACT);
    this.target.code.byte(lane);
    return this;
  }

  extractI64(lane: 0 | 1): this {
    this.prefixed(I64_EXTRACT);
    this.target.code.byte(lane);
    return this;
  }

  /** Shifts the sign into every bit of each 64-bit lane. */
  spreadSigns(): this {
    this.integer(63);
    return this.prefixed(SHIFT_RIGHT_I64);
  }

  /** Runs the body once, and again as long as it leaves a nonzero i32 on the stack. */
  loop(body: () => void): this {
    this.target.code.bytes([0x03, 0x40]);
    body();
    this.target.code.bytes([0x0d, 0x00, 0x0b]);
    return this;
  }

  private prefixed(code: number): this {
    this.target.code.byte(VECTOR_PREFIX).unsigned(code);
    return this;
  }

  private constant(view: DataView<ArrayBuffer>): this {
    this.prefixed(CONST);
    this.target.code.bytes(new Uint8Array(view.buffer));
    return this;
  }
}
