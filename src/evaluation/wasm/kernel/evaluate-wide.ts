// AssemblyScript. Values of a program in double-double, two points at a time: what the fit's residuals are computed from
// where binary64 would round the error away. Heads stand in the value rows, so that derivatives, for which binary64
// suffices, are taken from them; tails stand in rows of their own. fma is a product and a sum.

import { fastTail, productTail, quotientTail, rootTail, select, storePair, sumTail } from '../reference/double-double';
import { CODE, CONSTANTS, CONSTANT_TAILS, TAILS, valueRow } from './layout';

@inline
export function tailRow(slot: i32, stride: usize): usize {
  return TAILS + <usize>slot * stride;
}

/** Tails of x (zero: points are binary64 numbers) and of the constants; their heads must stand already. */
export function broadcastTails(constantCount: i32, stride: usize): void {
  memory.fill(tailRow(0, stride), 0, stride);
  for (let k = 0; k < constantCount; k++) {
    const v = f64x2.splat(load<f64>(CONSTANT_TAILS + (<usize>k << 3)));
    const row = tailRow(1 + k, stride);
    for (let o: usize = 0; o < stride; o += 16) v128.store(row + o, v);
  }
}

/** Sum of two double-doubles (AccurateDWPlusDW of Joldes, Muller and Popescu 2017) to the rows d and e at o. */
@inline
function storeSum(d: usize, e: usize, o: usize, aHi: v128, aLo: v128, bHi: v128, bLo: v128): void {
  const s = f64x2.add(aHi, bHi);
  const t = f64x2.add(aLo, bLo);
  const c = f64x2.add(sumTail(aHi, bHi, s), t);
  const v = f64x2.add(s, c);
  storePair(d, e, o, v, f64x2.add(sumTail(aLo, bLo, t), fastTail(s, c, v)));
}

@inline
function storeProduct(d: usize, e: usize, o: usize, aHi: v128, aLo: v128, bHi: v128, bLo: v128): void {
  const p = f64x2.mul(aHi, bHi);
  storePair(d, e, o, p, productTail(aHi, aLo, bHi, bLo, p));
}

/** Fills the instruction rows, heads and tails; x and constants must stand in theirs. */
export function evaluateRowsWide(instructionCount: i32, constantCount: i32, stride: usize): void {
  let code = CODE;
  let d = valueRow(1 + constantCount, stride);
  let e = tailRow(1 + constantCount, stride);
  for (let i = 0; i < instructionCount; i++, code += 16, d += stride, e += stride) {
    const slotA = load<i32>(code, 4);
    const slotB = load<i32>(code, 8);
    const a = valueRow(slotA, stride);
    const b = valueRow(slotB, stride);
    const aTail = tailRow(slotA, stride);
    const bTail = tailRow(slotB, stride);
    switch (load<i32>(code)) {
      case 0: {
        for (let o: usize = 0; o < stride; o += 16) {
          storeSum(d, e, o, v128.load(a + o), v128.load(aTail + o), v128.load(b + o), v128.load(bTail + o));
        }
        break;
      }
      case 1: {
        for (let o: usize = 0; o < stride; o += 16) {
          const bHi = f64x2.neg(v128.load(b + o));
          const bLo = f64x2.neg(v128.load(bTail + o));
          storeSum(d, e, o, v128.load(a + o), v128.load(aTail + o), bHi, bLo);
        }
        break;
      }
      case 2: {
        for (let o: usize = 0; o < stride; o += 16) {
          storeProduct(d, e, o, v128.load(a + o), v128.load(aTail + o), v128.load(b + o), v128.load(bTail + o));
        }
        break;
      }
      case 3: {
        for (let o: usize = 0; o < stride; o += 16) {
          const nHi = v128.load(a + o);
          const dHi = v128.load(b + o);
          const q = f64x2.div(nHi, dHi);
          storePair(d, e, o, q, quotientTail(nHi, v128.load(aTail + o), dHi, v128.load(bTail + o), q));
        }
        break;
      }
      case 4: {
        const slotC = load<i32>(code, 12);
        const c = valueRow(slotC, stride);
        const cTail = tailRow(slotC, stride);
        for (let o: usize = 0; o < stride; o += 16) {
          storeProduct(d, e, o, v128.load(a + o), v128.load(aTail + o), v128.load(b + o), v128.load(bTail + o));
          storeSum(d, e, o, v128.load(d + o), v128.load(e + o), v128.load(c + o), v128.load(cTail + o));
        }
        break;
      }
      case 5: {
        for (let o: usize = 0; o < stride; o += 16) {
          const head = v128.load(a + o);
          const root = f64x2.sqrt(head);
          const tail = rootTail(head, v128.load(aTail + o), root);
          const zero = f64x2.splat(0);
          storePair(d, e, o, root, select(f64x2.eq(root, zero), zero, tail));
        }
        break;
      }
      default: {
        for (let o: usize = 0; o < stride; o += 16) {
          v128.store(d + o, f64x2.neg(v128.load(a + o)));
          v128.store(e + o, f64x2.neg(v128.load(aTail + o)));
        }
      }
    }
  }
}
