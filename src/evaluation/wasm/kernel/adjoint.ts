// AssemblyScript. Derivatives of the result with respect to every constant, in reverse mode: one backward pass costs
// about three evaluations whatever the number of constants, where forward mode costs one evaluation per constant.

import { CODE, adjointRow, valueRow } from './layout';

@inline
function accumulate(row: usize, o: usize, increment: v128): void {
  v128.store(row + o, f64x2.add(v128.load(row + o), increment));
}

/**
 * Expects the values of the forward pass; the adjoint of the result is `seed[i]`. Afterwards the adjoint rows of
 * slots 1..C hold seed[i] * d result(x_i) / d constant.
 */
export function differentiateRows(
  instructionCount: i32,
  constantCount: i32,
  result: i32,
  seed: usize,
  stride: usize,
): void {
  memory.fill(adjointRow(0, stride), 0, <usize>(1 + constantCount + instructionCount) * stride);
  memory.copy(adjointRow(result, stride), seed, stride);
  for (let i = instructionCount - 1; i >= 0; i--) {
    const code = CODE + (<usize>i << 4);
    const slotA = load<i32>(code, 4);
    const slotB = load<i32>(code, 8);
    const s = adjointRow(1 + constantCount + i, stride);
    const a = valueRow(slotA, stride);
    const b = valueRow(slotB, stride);
    const da = adjointRow(slotA, stride);
    const db = adjointRow(slotB, stride);
    switch (load<i32>(code)) {
      case 0: {
        for (let o: usize = 0; o < stride; o += 16) {
          const g = v128.load(s + o);
          accumulate(da, o, g);
          accumulate(db, o, g);
        }
        break;
      }
      case 1: {
        for (let o: usize = 0; o < stride; o += 16) {
          const g = v128.load(s + o);
          accumulate(da, o, g);
          accumulate(db, o, f64x2.neg(g));
        }
        break;
      }
      case 2: {
        for (let o: usize = 0; o < stride; o += 16) {
          const g = v128.load(s + o);
          accumulate(da, o, f64x2.mul(g, v128.load(b + o)));
          accumulate(db, o, f64x2.mul(g, v128.load(a + o)));
        }
        break;
      }
      case 3: {
        const q = valueRow(1 + constantCount + i, stride);
        for (let o: usize = 0; o < stride; o += 16) {
          const g = f64x2.div(v128.load(s + o), v128.load(b + o));
          accumulate(da, o, g);
          accumulate(db, o, f64x2.neg(f64x2.mul(g, v128.load(q + o))));
        }
        break;
      }
      case 4: {
        const dc = adjointRow(load<i32>(code, 12), stride);
        for (let o: usize = 0; o < stride; o += 16) {
          const g = v128.load(s + o);
          accumulate(da, o, f64x2.mul(g, v128.load(b + o)));
          accumulate(db, o, f64x2.mul(g, v128.load(a + o)));
          accumulate(dc, o, g);
        }
        break;
      }
      case 5: {
        const root = valueRow(1 + constantCount + i, stride);
        const half = f64x2.splat(0.5);
        for (let o: usize = 0; o < stride; o += 16) {
          accumulate(da, o, f64x2.div(f64x2.mul(half, v128.load(s + o)), v128.load(root + o)));
        }
        break;
      }
      default: {
        for (let o: usize = 0; o < stride; o += 16) accumulate(da, o, f64x2.neg(v128.load(s + o)));
      }
    }
  }
}
