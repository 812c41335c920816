/**
 * Derivatives of the result with respect to every constant, in reverse mode: kernel/adjoint.ts in TypeScript, to the
 * same bits.
 */

import { WORDS_PER_INSTRUCTION } from '../wasm/program-code';

/**
 * Expects the values of the forward pass; the adjoint of the result is `seed[i]`. Afterwards the adjoint rows of
 * slots 1..C hold seed[i] * d result(x_i) / d constant.
 */
export function differentiateRows(
  adjoints: Float64Array,
  values: Float64Array,
  code: Int32Array,
  instructionCount: number,
  constantCount: number,
  result: number,
  seed: Float64Array,
  points: number,
): void {
  adjoints.fill(0, 0, (1 + constantCount + instructionCount) * points);
  for (let i = 0; i < points; i++) adjoints[result * points + i] = seed[i]!;
  for (let instruction = instructionCount - 1; instruction >= 0; instruction--) {
    const at = instruction * WORDS_PER_INSTRUCTION;
    // The same offsets serve the value and the adjoint of a slot.
    const s = (1 + constantCount + instruction) * points;
    const a = code[at + 1]! * points;
    const b = code[at + 2]! * points;
    switch (code[at]) {
      case 0:
        for (let i = 0; i < points; i++) {
          const g = adjoints[s + i]!;
          adjoints[a + i]! += g;
          adjoints[b + i]! += g;
        }
        break;
      case 1:
        for (let i = 0; i < points; i++) {
          const g = adjoints[s + i]!;
          adjoints[a + i]! += g;
          adjoints[b + i]! -= g;
        }
        break;
      case 2:
        for (let i = 0; i < points; i++) {
          const g = adjoints[s + i]!;
          adjoints[a + i]! += g * values[b + i]!;
          adjoints[b + i]! += g * values[a + i]!;
        }
        break;
      case 3:
        for (let i = 0; i < points; i++) {
          const g = adjoints[s + i]! / values[b + i]!;
          adjoints[a + i]! += g;
          adjoints[b + i]! -= g * values[s + i]!;
        }
        break;
      case 4: {
        const c = code[at + 3]! * points;
        for (let i = 0; i < points; i++) {
          const g = adjoints[s + i]!;
          adjoints[a + i]! += g * values[b + i]!;
          adjoints[b + i]! += g * values[a + i]!;
          adjoints[c + i]! += g;
        }
        break;
      }
      case 5:
        for (let i = 0; i < points; i++) adjoints[a + i]! += (0.5 * adjoints[s + i]!) / values[s + i]!;
        break;
      default:
        for (let i = 0; i < points; i++) adjoints[a + i]! -= adjoints[s + i]!;
    }
  }
}
