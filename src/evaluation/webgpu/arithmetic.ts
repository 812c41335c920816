/** What every scoring kernel ends with: the arithmetic of errors, and that of the format. */

import roundToFormat from '../../../shaders/round-to-format.wgsl?raw';
import scoreArithmetic from '../../../shaders/score-arithmetic.wgsl?raw';
import type { ShortFormat } from '../wasm/reference-kernel';

export type { ShortFormat };

/** As round-to-format.wgsl has them. */
const CODES: Readonly<Record<ShortFormat, number>> = { f32: 0, f16: 1, bf16: 2 };

/** score-arithmetic.wgsl and round-to-format.wgsl for the format. */
export function arithmeticSource(format: ShortFormat): string {
  return `${scoreArithmetic}\nconst FORMAT = ${CODES[format]}u;\n${roundToFormat}`;
}
