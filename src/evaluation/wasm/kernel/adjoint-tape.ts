// AssemblyScript. The backward pass as a dense list of row operations, for a set of constants: only what leads to one of
// them. The first contribution to an adjoint is stored, later ones are added; a contribution that equals a row at hand
// (that of a sum, say) costs nothing: the adjoint is that row.

import {
  ADJOINT_ENTRY_BYTES,
  A_ADD,
  A_DIVIDE,
  A_MULTIPLY,
  A_MULTIPLY_ADD,
  A_MULTIPLY_SUBTRACT,
  A_NEGATE,
  A_NEGATE_PRODUCT,
  A_PRODUCT,
  A_QUOTIENT,
  A_RATIO,
  A_RATIO_BOTH,
  A_ROOT,
  A_ROOT_ADD,
  A_SCALE,
  A_SCALE_ADD,
  A_SQUARE,
  A_SUBTRACT,
  A_UNSCALE,
} from './adjoint-operations';
import { CODE, ORDER, WEIGHTED_SCALES, ZEROS, adjointRow, constantAddress, valueRow } from './layout';

export const BACKWARD: usize = memory.data(32 * 3 * 64, 16);
export const BACKWARD_AFFINE: usize = memory.data(32 * 3 * 64, 16);
/** Where the Jacobian's columns stand after each of the two passes. */
export const SOURCES: usize = memory.data(4 * 32, 16);
export const SOURCES_AFFINE: usize = memory.data(4 * 32, 16);

/** Whether a slot depends on one of the constants: one byte each. */
export const ACTIVE: usize = memory.data(128, 16);
/** Address of the row that holds a slot's adjoint so far; 0 for none. */
const HELD: usize = memory.data(4 * 97, 16);

let stride: usize = 0;
let constantCount: i32 = 0;
let entry: usize = 0;

@inline
function isActive(slot: i32): bool {
  return load<u8>(ACTIVE + <usize>slot) != 0;
}

@inline
function held(slot: i32): usize {
  return load<usize>(HELD + (<usize>slot << 2));
}

@inline
function hold(slot: i32, row: usize): void {
  store<usize>(HELD + (<usize>slot << 2), row);
}

@inline
function isConstant(slot: i32): bool {
  return slot >= 1 && slot <= constantCount;
}

function emit(operation: i32, d: usize, s: usize, v: usize, p: usize, second: usize, divisor: usize): void {
  store<i32>(entry, operation);
  store<usize>(entry, d, 4);
  store<usize>(entry, s, 8);
  store<usize>(entry, v, 12);
  store<usize>(entry, p, 16);
  store<usize>(entry, second, 20);
  store<usize>(entry, divisor, 24);
  entry += ADJOINT_ENTRY_BYTES;
}

/** The adjoint of a slot grows by the row s. */
function accumulate(slot: i32, s: usize): void {
  if (!isActive(slot)) return;
  const p = held(slot);
  if (p == 0) {
    hold(slot, s);
    return;
  }
  const own = adjointRow(slot, stride);
  emit(A_ADD, own, s, 0, p, 0, 0);
  hold(slot, own);
}

/** The adjoint of a slot grows by a row that `first` computes alone and `later` adds to what is held. */
function accumulateBy(slot: i32, first: i32, later: i32, s: usize, v: usize): void {
  if (!isActive(slot)) return;
  const own = adjointRow(slot, stride);
  const p = held(slot);
  emit(p == 0 ? first : later, own, s, v, p, 0, 0);
  hold(slot, own);
}

/** The adjoint of a slot grows by s times the value of another. */
function accumulateProduct(slot: i32, s: usize, other: i32): void {
  if (isConstant(other)) accumulateBy(slot, A_SCALE, A_SCALE_ADD, s, constantAddress(other - 1));
  else accumulateBy(slot, A_MULTIPLY, A_MULTIPLY_ADD, s, valueRow(other, stride));
}

function multiply(slotA: i32, slotB: i32, s: usize): void {
  const empty = isActive(slotA) && isActive(slotB) && held(slotA) == 0 && held(slotB) == 0;
  const inRows = !isConstant(slotA) && !isConstant(slotB);
  const ownA = adjointRow(slotA, stride);
  if (empty && slotA == slotB && inRows) {
    emit(A_SQUARE, ownA, s, valueRow(slotA, stride), 0, 0, 0);
    hold(slotA, ownA);
  } else if (empty && slotA != slotB && inRows) {
    const ownB = adjointRow(slotB, stride);
    emit(A_PRODUCT, ownA, s, valueRow(slotB, stride), valueRow(slotA, stride), ownB, 0);
    hold(slotA, ownA);
    hold(slotB, ownB);
  } else {
    accumulateProduct(slotA, s, slotB);
    accumulateProduct(slotB, s, slotA);
  }
}

/** `slot` is that of the quotient, whose own adjoint row takes the quotient of adjoint and divisor. */
function divide(slot: i32, slotA: i32, slotB: i32, s: usize): void {
  const g = adjointRow(slot, stride);
  const quotient = valueRow(slot, stride);
  if (isConstant(slotB)) {
    emit(A_UNSCALE, g, s, constantAddress(slotB - 1), 0, 0, 0);
    accumulate(slotA, g);
    accumulateBy(slotB, A_NEGATE_PRODUCT, A_MULTIPLY_SUBTRACT, g, quotient);
    return;
  }
  const divisor = valueRow(slotB, stride);
  const both = slotA != slotB && isActive(slotB) && held(slotB) == 0;
  const ownB = adjointRow(slotB, stride);
  if (isConstant(slotA)) {
    emit(both ? A_RATIO_BOTH : A_RATIO, g, s, quotient, constantAddress(slotA - 1), ownB, divisor);
  } else {
    emit(both ? A_QUOTIENT : A_DIVIDE, g, s, divisor, quotient, ownB, 0);
  }
  accumulate(slotA, g);
  if (both) hold(slotB, ownB);
  else accumulateBy(slotB, A_NEGATE_PRODUCT, A_MULTIPLY_SUBTRACT, g, quotient);
}

/** Marks in ACTIVE the first `columns` constants of ORDER and all instructions that depend on one of them. */
export function markActive(instructions: i32, constants: i32, columns: i32): void {
  for (let slot = 0; slot <= constants; slot++) store<u8>(ACTIVE + <usize>slot, 0);
  for (let j = 0; j < columns; j++) {
    store<u8>(ACTIVE + 1 + <usize>load<i32>(ORDER + (<usize>j << 2)), 1);
  }
  for (let i = 0; i < instructions; i++) {
    const code = CODE + (<usize>i << 4);
    const active = isActive(load<i32>(code, 4)) || isActive(load<i32>(code, 8)) || isActive(load<i32>(code, 12));
    store<u8>(ACTIVE + <usize>(1 + constants + i), active ? 1 : 0);
  }
}

/**
 * Writes the backward pass for the constants of the first `columns` columns, which ACTIVE must mark, to `tape`, and to
 * `sources` where each column will stand. Returns where the tape ends.
 */
export function compileBackward(
  tape: usize,
  sources: usize,
  instructions: i32,
  constants: i32,
  columns: i32,
  result: i32,
  rowBytes: usize,
): usize {
  stride = rowBytes;
  constantCount = constants;
  entry = tape;
  for (let slot = 0; slot <= constants + instructions; slot++) hold(slot, 0);
  hold(result, WEIGHTED_SCALES);
  for (let i = instructions - 1; i >= 0; i--) {
    const slot = 1 + constants + i;
    const s = held(slot);
    if (s == 0 || !isActive(slot)) continue;
    const code = CODE + (<usize>i << 4);
    const slotA = load<i32>(code, 4);
    const slotB = load<i32>(code, 8);
    switch (load<i32>(code)) {
      case 0: {
        accumulate(slotA, s);
        accumulate(slotB, s);
        break;
      }
      case 1: {
        accumulate(slotA, s);
        accumulateBy(slotB, A_NEGATE, A_SUBTRACT, s, 0);
        break;
      }
      case 2: {
        multiply(slotA, slotB, s);
        break;
      }
      case 3: {
        divide(slot, slotA, slotB, s);
        break;
      }
      case 4: {
        multiply(slotA, slotB, s);
        accumulate(load<i32>(code, 12), s);
        break;
      }
      case 5: {
        accumulateBy(slotA, A_ROOT, A_ROOT_ADD, s, valueRow(slot, stride));
        break;
      }
      default: {
        accumulateBy(slotA, A_NEGATE, A_SUBTRACT, s, 0);
      }
    }
  }
  for (let j = 0; j < columns; j++) {
    const row = held(1 + load<i32>(ORDER + (<usize>j << 2)));
    store<usize>(sources + (<usize>j << 2), row == 0 ? ZEROS : row);
  }
  return entry;
}
