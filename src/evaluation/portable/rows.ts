/**
 * Values of a program over rows of points, one instruction at a time: kernel/evaluate.ts in TypeScript, to the same
 * bits. A row holds one binary64 per point; slot 0 is the input x, slots 1..C the constants (each repeated over its
 * row), slots C+1.. the instructions. fma is a product and a sum, as in the kernel.
 */

import { WORDS_PER_INSTRUCTION } from '../wasm/program-code';

export function repeatConstants(
  values: Float64Array,
  constants: Float64Array,
  constantCount: number,
  points: number,
): void {
  for (let k = 0; k < constantCount; k++) values.fill(constants[k]!, (1 + k) * points, (2 + k) * points);
}

/**
 * Fills the instruction rows, each of `points` numbers; x and constants must stand in theirs.
 * @param active where given, a byte per slot: only the rows of slots marked are filled
 */
export function evaluateRows(
  values: Float64Array,
  code: Int32Array,
  instructionCount: number,
  constantCount: number,
  points: number,
  active?: Uint8Array,
): void {
  for (let instruction = 0; instruction < instructionCount; instruction++) {
    const slot = 1 + constantCount + instruction;
    if (active?.[slot] === 0) continue;
    const at = instruction * WORDS_PER_INSTRUCTION;
    const d = slot * points;
    const a = code[at + 1]! * points;
    const b = code[at + 2]! * points;
    switch (code[at]) {
      case 0:
        for (let i = 0; i < points; i++) values[d + i] = values[a + i]! + values[b + i]!;
        break;
      case 1:
        for (let i = 0; i < points; i++) values[d + i] = values[a + i]! - values[b + i]!;
        break;
      case 2:
        for (let i = 0; i < points; i++) values[d + i] = values[a + i]! * values[b + i]!;
        break;
      case 3:
        for (let i = 0; i < points; i++) values[d + i] = values[a + i]! / values[b + i]!;
        break;
      case 4: {
        const c = code[at + 3]! * points;
        for (let i = 0; i < points; i++) values[d + i] = values[a + i]! * values[b + i]! + values[c + i]!;
        break;
      }
      case 5:
        for (let i = 0; i < points; i++) values[d + i] = Math.sqrt(values[a + i]!);
        break;
      default:
        for (let i = 0; i < points; i++) values[d + i] = -values[a + i]!;
    }
  }
}
