// AssemblyScript. Values of a program over a row of points: one instruction at a time, two points per SIMD lane pair.
// + - * / sqrt and negation round exactly as the law does in binary64. fma is evaluated as a product and a sum,
// rounded twice: right for `real` targets, where binary64 stands for exact arithmetic; finite formats are judged
// elsewhere, by the law.

import { CODE, CONSTANTS, valueRow } from './layout';

@inline
function broadcast(destination: usize, value: f64, stride: usize): void {
  const v = f64x2.splat(value);
  for (let o: usize = 0; o < stride; o += 32) {
    v128.store(destination + o, v);
    v128.store(destination + o, v, 16);
  }
}

export function broadcastConstants(constantCount: i32, stride: usize): void {
  for (let k = 0; k < constantCount; k++) {
    broadcast(valueRow(1 + k, stride), load<f64>(CONSTANTS + (<usize>k << 3)), stride);
  }
}

/** Fills the instruction rows; x and constants must stand in their rows. `stride` is 8 times the points. */
export function evaluateRows(instructionCount: i32, constantCount: i32, stride: usize): void {
  let code = CODE;
  let d = valueRow(1 + constantCount, stride);
  for (let i = 0; i < instructionCount; i++, code += 16, d += stride) {
    const a = valueRow(load<i32>(code, 4), stride);
    const b = valueRow(load<i32>(code, 8), stride);
    switch (load<i32>(code)) {
      case 0: {
        for (let o: usize = 0; o < stride; o += 32) {
          v128.store(d + o, f64x2.add(v128.load(a + o), v128.load(b + o)));
          v128.store(d + o, f64x2.add(v128.load(a + o, 16), v128.load(b + o, 16)), 16);
        }
        break;
      }
      case 1: {
        for (let o: usize = 0; o < stride; o += 32) {
          v128.store(d + o, f64x2.sub(v128.load(a + o), v128.load(b + o)));
          v128.store(d + o, f64x2.sub(v128.load(a + o, 16), v128.load(b + o, 16)), 16);
        }
        break;
      }
      case 2: {
        for (let o: usize = 0; o < stride; o += 32) {
          v128.store(d + o, f64x2.mul(v128.load(a + o), v128.load(b + o)));
          v128.store(d + o, f64x2.mul(v128.load(a + o, 16), v128.load(b + o, 16)), 16);
        }
        break;
      }
      case 3: {
        for (let o: usize = 0; o < stride; o += 32) {
          v128.store(d + o, f64x2.div(v128.load(a + o), v128.load(b + o)));
          v128.store(d + o, f64x2.div(v128.load(a + o, 16), v128.load(b + o, 16)), 16);
        }
        break;
      }
      case 4: {
        const c = valueRow(load<i32>(code, 12), stride);
        for (let o: usize = 0; o < stride; o += 16) {
          v128.store(d + o, f64x2.add(f64x2.mul(v128.load(a + o), v128.load(b + o)), v128.load(c + o)));
        }
        break;
      }
      case 5: {
        for (let o: usize = 0; o < stride; o += 16) v128.store(d + o, f64x2.sqrt(v128.load(a + o)));
        break;
      }
      default: {
        for (let o: usize = 0; o < stride; o += 16) v128.store(d + o, f64x2.neg(v128.load(a + o)));
      }
    }
  }
}
