/** A claim as plain JSON, for comparison with golden files: constants as text, 0x and 16 digits for binary64 bits. */

import type { Claim } from '../../src/persistence/claim';

export function plainClaim({ program, ...rest }: Claim): unknown {
  const { constants, ...structure } = program;
  const texts = constants.map((constant) =>
    constant.kind === 'decimal' ? constant.text : `0x${constant.bits.toString(16).padStart(16, '0')}`,
  );
  return { ...rest, program: { ...structure, constants: texts } };
}
