// AssemblyScript. Values of a program in binary32, bit for bit those of the law: each operation rounds once.

import { CODE } from './layout';
import { CONSTANTS_32, valueRow32 } from './layout32';
import { fma32 } from './fma32';

export function broadcastConstants32(constantCount: i32, stride: usize): void {
  for (let k = 0; k < constantCount; k++) {
    const v = f32x4.splat(load<f32>(CONSTANTS_32 + (<usize>k << 2)));
    const row = valueRow32(1 + k, stride);
    for (let o: usize = 0; o < stride; o += 16) v128.store(row + o, v);
  }
}

/** Fills the instruction rows; x and constants must stand in their rows. `stride` is 4 times the points, a multiple of 32. */
export function evaluateRows32(instructionCount: i32, constantCount: i32, stride: usize): void {
  let code = CODE;
  let d = valueRow32(1 + constantCount, stride);
  for (let i = 0; i < instructionCount; i++, code += 16, d += stride) {
    const a = valueRow32(load<i32>(code, 4), stride);
    const b = valueRow32(load<i32>(code, 8), stride);
    switch (load<i32>(code)) {
      case 0: {
        for (let o: usize = 0; o < stride; o += 32) {
          v128.store(d + o, f32x4.add(v128.load(a + o), v128.load(b + o)));
          v128.store(d + o, f32x4.add(v128.load(a + o, 16), v128.load(b + o, 16)), 16);
        }
        break;
      }
      case 1: {
        for (let o: usize = 0; o < stride; o += 32) {
          v128.store(d + o, f32x4.sub(v128.load(a + o), v128.load(b + o)));
          v128.store(d + o, f32x4.sub(v128.load(a + o, 16), v128.load(b + o, 16)), 16);
        }
        break;
      }
      case 2: {
        for (let o: usize = 0; o < stride; o += 32) {
          v128.store(d + o, f32x4.mul(v128.load(a + o), v128.load(b + o)));
          v128.store(d + o, f32x4.mul(v128.load(a + o, 16), v128.load(b + o, 16)), 16);
        }
        break;
      }
      case 3: {
        for (let o: usize = 0; o < stride; o += 32) {
          v128.store(d + o, f32x4.div(v128.load(a + o), v128.load(b + o)));
          v128.store(d + o, f32x4.div(v128.load(a + o, 16), v128.load(b + o, 16)), 16);
        }
        break;
      }
      case 4: {
        const c = valueRow32(load<i32>(code, 12), stride);
        for (let o: usize = 0; o < stride; o += 16) {
          v128.store(d + o, fma32(v128.load(a + o), v128.load(b + o), v128.load(c + o)));
        }
        break;
      }
      case 5: {
        for (let o: usize = 0; o < stride; o += 16) v128.store(d + o, f32x4.sqrt(v128.load(a + o)));
        break;
      }
      default: {
        for (let o: usize = 0; o < stride; o += 16) v128.store(d + o, f32x4.neg(v128.load(a + o)));
      }
    }
  }
}
