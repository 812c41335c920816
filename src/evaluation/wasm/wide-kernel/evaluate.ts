// AssemblyScript. Values of a program in double-double. fma is a product and a sum.

import { productTail, putPair, putProduct, putSum, quotientTail, rootTail } from './double-double';
import { WIDTH, get, negative, over, put, root, splat, times } from './lanes';
import { CODE, CONSTANTS, CONSTANT_TAILS, valueRow, valueTailRow } from './layout';

@inline
function repeat(row: usize, value: f64, stride: usize): void {
  const v = splat(value);
  for (let o: usize = 0; o < stride; o += WIDTH) put(row + o, v);
}

/** Fills the rows of the constants. */
export function repeatConstants(constantCount: i32, stride: usize): void {
  for (let k = 0; k < constantCount; k++) {
    const offset = <usize>k << 3;
    repeat(valueRow(1 + k), load<f64>(CONSTANTS + offset), stride);
    repeat(valueTailRow(1 + k), load<f64>(CONSTANT_TAILS + offset), stride);
  }
}

/** Fills the rows of the instructions; those of x and the constants must stand. */
export function evaluateRows(instructionCount: i32, constantCount: i32, stride: usize): void {
  for (let i = 0; i < instructionCount; i++) {
    const code = CODE + (<usize>i << 4);
    const d = valueRow(1 + constantCount + i);
    const e = valueTailRow(1 + constantCount + i);
    const slotA = load<i32>(code, 4);
    const slotB = load<i32>(code, 8);
    const a = valueRow(slotA);
    const b = valueRow(slotB);
    const aTail = valueTailRow(slotA);
    const bTail = valueTailRow(slotB);
    switch (load<i32>(code)) {
      case 0: {
        for (let o: usize = 0; o < stride; o += WIDTH) {
          putSum(d, e, o, get(a + o), get(aTail + o), get(b + o), get(bTail + o));
        }
        break;
      }
      case 1: {
        for (let o: usize = 0; o < stride; o += WIDTH) {
          putSum(d, e, o, get(a + o), get(aTail + o), negative(get(b + o)), negative(get(bTail + o)));
        }
        break;
      }
      case 2: {
        for (let o: usize = 0; o < stride; o += WIDTH) {
          putProduct(d, e, o, get(a + o), get(aTail + o), get(b + o), get(bTail + o));
        }
        break;
      }
      case 3: {
        for (let o: usize = 0; o < stride; o += WIDTH) {
          const nHi = get(a + o);
          const dHi = get(b + o);
          const q = over(nHi, dHi);
          putPair(d, e, o, q, quotientTail(nHi, get(aTail + o), dHi, get(bTail + o), q));
        }
        break;
      }
      case 4: {
        const slotC = load<i32>(code, 12);
        const c = valueRow(slotC);
        const cTail = valueTailRow(slotC);
        for (let o: usize = 0; o < stride; o += WIDTH) {
          const aHi = get(a + o);
          const bHi = get(b + o);
          const p = times(aHi, bHi);
          const tail = productTail(aHi, get(aTail + o), bHi, get(bTail + o), p);
          putPair(d, e, o, p, tail);
          putSum(d, e, o, get(d + o), get(e + o), get(c + o), get(cTail + o));
        }
        break;
      }
      case 5: {
        for (let o: usize = 0; o < stride; o += WIDTH) {
          const head = get(a + o);
          const s = root(head);
          putPair(d, e, o, s, rootTail(head, get(aTail + o), s));
        }
        break;
      }
      default: {
        for (let o: usize = 0; o < stride; o += WIDTH) {
          put(d + o, negative(get(a + o)));
          put(e + o, negative(get(aTail + o)));
        }
      }
    }
  }
}
