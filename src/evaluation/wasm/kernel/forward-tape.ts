// AssemblyScript. The program as a dense list of row operations: what evaluation walks, in binary64 (T = f64) or in
// binary32 (T = f32). Decoding it once per fit or score resolves slots to addresses and picks, for each instruction, the
// loop that suits its operands: a constant is loaded once into all lanes instead of standing in a row.

import { CODE, constantAddress, valueRow } from './layout';
import { constantAddress32, valueRow32 } from './layout32';

/** Words of an entry: operation, destination, operands a, b, c (addresses). */
export const ENTRY_BYTES: usize = 32;

// Operations: R stands for a row, K for a constant.
export const ADD: i32 = 0;
export const SUBTRACT: i32 = 1;
export const MULTIPLY: i32 = 2;
export const DIVIDE: i32 = 3;
export const FMA: i32 = 4;
export const ROOT: i32 = 5;
export const NEGATE: i32 = 6;
/** Add to these for (row, constant) and (constant, row). */
export const ROW_CONSTANT: i32 = 7;
export const CONSTANT_ROW: i32 = 11;

export const FORWARD: usize = memory.data(32 * 64, 16);
/** The entries that depend on the affine constants. */
export const FORWARD_AFFINE: usize = memory.data(32 * 64, 16);
/** Constants that some instruction wants as a row: one bit each. */
export let rowConstants: u32 = 0;

let constantCount: i32 = 0;
let stride: usize = 0;

@inline
function isConstant(slot: i32): bool {
  return slot >= 1 && slot <= constantCount;
}

/** The address of a slot's row of numbers T. */
@inline
export function rowAt<T>(slot: i32, rowBytes: usize): usize {
  return sizeof<T>() == 8 ? valueRow(slot, rowBytes) : valueRow32(slot, rowBytes);
}

/** The address of constant k as a number T. */
@inline
export function constantAt<T>(k: i32): usize {
  return sizeof<T>() == 8 ? constantAddress(k) : constantAddress32(k);
}

/** The address of an operand's row, which is to hold its values. */
function operandRow<T>(slot: i32): usize {
  if (isConstant(slot)) rowConstants |= 1 << (slot - 1);
  return rowAt<T>(slot, stride);
}

/** Writes the whole program to FORWARD and returns where it ends. */
export function compileForward<T>(instructions: i32, constants: i32, result: i32, rowBytes: usize): usize {
  constantCount = constants;
  stride = rowBytes;
  rowConstants = 0;
  let entry = FORWARD;
  for (let i = 0; i < instructions; i++, entry += ENTRY_BYTES) {
    const code = CODE + (<usize>i << 4);
    let operation = load<i32>(code);
    const slotA = load<i32>(code, 4);
    const slotB = load<i32>(code, 8);
    store<usize>(entry, rowAt<T>(1 + constants + i, stride), 4);
    if (operation <= DIVIDE && isConstant(slotB)) {
      operation += ROW_CONSTANT;
      store<usize>(entry, operandRow<T>(slotA), 8);
      store<usize>(entry, constantAt<T>(slotB - 1), 12);
    } else if (operation <= DIVIDE && isConstant(slotA)) {
      operation += CONSTANT_ROW;
      store<usize>(entry, constantAt<T>(slotA - 1), 8);
      store<usize>(entry, operandRow<T>(slotB), 12);
    } else {
      store<usize>(entry, operandRow<T>(slotA), 8);
      store<usize>(entry, operandRow<T>(slotB), 12);
      if (operation == FMA) store<usize>(entry, operandRow<T>(load<i32>(code, 12)), 16);
    }
    store<i32>(entry, operation);
  }
  operandRow<T>(result);
  return entry;
}

/** Copies the entries of the instructions whose byte in `active` is set to FORWARD_AFFINE; returns where they end. */
export function selectForward(instructions: i32, active: usize): usize {
  let to = FORWARD_AFFINE;
  for (let i = 0; i < instructions; i++) {
    if (load<u8>(active + <usize>i) == 0) continue;
    const from = FORWARD + <usize>i * ENTRY_BYTES;
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    to += ENTRY_BYTES;
  }
  return to;
}
