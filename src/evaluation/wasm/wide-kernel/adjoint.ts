// AssemblyScript. Derivatives of the result with respect to chosen constants in double-double, in reverse mode.

import { contribute, productTail, quotientTail } from './double-double';
import { WIDTH, get, negative, over, put, splat, times } from './lanes';
import {
  CODE,
  adjointRow,
  adjointTailRow,
  valueRow,
  valueTailRow,
} from './layout';

/** For each slot the set of constants (a bit each) that its value depends on. */
const DEPENDENCE: usize = memory.data(4 * 97, 16);
/** For each slot whether its adjoint has got a contribution yet. */
const TOUCHED: usize = memory.data(97, 16);

@inline
function dependence(slot: i32): u32 {
  return load<u32>(DEPENDENCE + (<usize>slot << 2));
}

/** Finds out what the instructions in CODE depend on. */
export function traceDependence(instructionCount: i32, constantCount: i32): void {
  store<u32>(DEPENDENCE, 0);
  for (let k = 0; k < constantCount; k++) store<u32>(DEPENDENCE + (<usize>(1 + k) << 2), 1 << k);
  for (let i = 0; i < instructionCount; i++) {
    const code = CODE + (<usize>i << 4);
    const all = dependence(load<i32>(code, 4)) | dependence(load<i32>(code, 8)) | dependence(load<i32>(code, 12));
    store<u32>(DEPENDENCE + (<usize>(1 + constantCount + i) << 2), all);
  }
}

/** Whether this is the first contribution to a slot; the next one will not be. */
@inline
function isFirst(slot: i32): bool {
  const touched = load<u8>(TOUCHED + <usize>slot);
  store<u8>(TOUCHED + <usize>slot, 1);
  return touched == 0;
}

/** Adds the adjoint of slot s, or its negative, to that of another one. */
function pass(s: i32, to: i32, stride: usize, opposite: bool): void {
  const first = isFirst(to);
  const hi = adjointRow(to);
  const lo = adjointTailRow(to);
  const from = adjointRow(s);
  const fromTail = adjointTailRow(s);
  const sign = splat(opposite ? -1 : 1);
  for (let o: usize = 0; o < stride; o += WIDTH) {
    contribute(hi, lo, o, times(sign, get(from + o)), times(sign, get(fromTail + o)), first);
  }
}

/** The same, times the value of slot v. */
function passProduct(s: i32, v: i32, to: i32, stride: usize): void {
  const first = isFirst(to);
  const hi = adjointRow(to);
  const lo = adjointTailRow(to);
  const from = adjointRow(s);
  const fromTail = adjointTailRow(s);
  const factor = valueRow(v);
  const factorTail = valueTailRow(v);
  for (let o: usize = 0; o < stride; o += WIDTH) {
    const a = get(from + o);
    const b = get(factor + o);
    const p = times(a, b);
    contribute(hi, lo, o, p, productTail(a, get(fromTail + o), b, get(factorTail + o), p), first);
  }
}

/** Divides the adjoint of slot s by `divisor` (1 or 2) times the value of slot v, in place. */
function divideAdjoint(s: i32, v: i32, stride: usize, divisor: f64): void {
  const row = adjointRow(s);
  const tail = adjointTailRow(s);
  const value = valueRow(v);
  const valueTail = valueTailRow(v);
  const factor = splat(divisor);
  for (let o: usize = 0; o < stride; o += WIDTH) {
    const n = get(row + o);
    const d = times(factor, get(value + o));
    const q = over(n, d);
    const t = quotientTail(n, get(tail + o), d, times(factor, get(valueTail + o)), q);
    contribute(row, tail, o, q, t, true);
  }
}

/** Negates the adjoint of slot s in place. */
function negateAdjoint(s: i32, stride: usize): void {
  const row = adjointRow(s);
  const tail = adjointTailRow(s);
  for (let o: usize = 0; o < stride; o += WIDTH) {
    put(row + o, negative(get(row + o)));
    put(tail + o, negative(get(tail + o)));
  }
}

/**
 * Expects the values of the forward pass; the adjoint of the result is `seed[i]`, a binary64 number. Afterwards the
 * adjoint rows of those slots among 1..C whose constants are in the set `wanted` hold
 * seed[i] * d result(x_i) / d constant; the rows of other constants are left alone.
 */
export function differentiateRows(
  instructionCount: i32,
  constantCount: i32,
  result: i32,
  seed: usize,
  wanted: u32,
  stride: usize,
): void {
  const slots = 1 + constantCount + instructionCount;
  memory.fill(TOUCHED, 0, <usize>slots);
  if ((dependence(result) & wanted) != 0) {
    memory.copy(adjointRow(result), seed, stride);
    memory.fill(adjointTailRow(result), 0, stride);
    store<u8>(TOUCHED + <usize>result, 1);
  }
  for (let i = instructionCount - 1; i >= 0; i--) {
    const s = 1 + constantCount + i;
    if (load<u8>(TOUCHED + <usize>s) == 0) continue;
    const code = CODE + (<usize>i << 4);
    const a = load<i32>(code, 4);
    const b = load<i32>(code, 8);
    const forA = (dependence(a) & wanted) != 0;
    const forB = (dependence(b) & wanted) != 0;
    switch (load<i32>(code)) {
      case 0: {
        if (forA) pass(s, a, stride, false);
        if (forB) pass(s, b, stride, false);
        break;
      }
      case 1: {
        if (forA) pass(s, a, stride, false);
        if (forB) pass(s, b, stride, true);
        break;
      }
      case 2: {
        if (forA) passProduct(s, b, a, stride);
        if (forB) passProduct(s, a, b, stride);
        break;
      }
      case 3: {
        divideAdjoint(s, b, stride, 1);
        if (forA) pass(s, a, stride, false);
        if (forB) {
          negateAdjoint(s, stride);
          passProduct(s, s, b, stride);
        }
        break;
      }
      case 4: {
        const c = load<i32>(code, 12);
        if (forA) passProduct(s, b, a, stride);
        if (forB) passProduct(s, a, b, stride);
        if ((dependence(c) & wanted) != 0) pass(s, c, stride, false);
        break;
      }
      case 5: {
        divideAdjoint(s, s, stride, 2);
        pass(s, a, stride, false);
        break;
      }
      default:
        pass(s, a, stride, true);
    }
  }
  for (let k = 0; k < constantCount; k++) {
    if ((wanted & (1 << k)) == 0 || load<u8>(TOUCHED + <usize>(1 + k)) != 0) continue;
    memory.fill(adjointRow(1 + k), 0, stride);
    memory.fill(adjointTailRow(1 + k), 0, stride);
  }
}
