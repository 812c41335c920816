/** A claim as plain JSON, for comparison with golden files: constants as text, 0x and 16 digits for binary64 bits. */

import type { Claim, FrontClaim } from '../../src/persistence/claim';
import type { Program } from '../../src/program/program';
import { OPERATION_COUNT } from '../../src/search/cost';

export function plainClaim({ program, ...rest }: Claim): unknown {
  return { ...rest, program: plainProgram(program) };
}

/** The same of all claims of a front. */
export function plainFront({ rows, ...rest }: FrontClaim): unknown {
  return { ...rest, rows: rows.map(({ program, ...row }) => ({ ...row, program: plainProgram(program) })) };
}

function plainProgram({ constants, ...structure }: Program): object {
  const texts = constants.map((constant) =>
    constant.kind === 'decimal' ? constant.text : `0x${constant.bits.toString(16).padStart(16, '0')}`,
  );
  return { ...structure, constants: texts };
}

/** What a run's configuration means where it was written down before these members were there. */
const LATER_MEMBERS = { ablated: [], algorithm: 'regularized', cost: OPERATION_COUNT };

interface GoldenClaim {
  readonly run?: { readonly config: object };
}

/** The claim of a golden file, with the members that have come since. */
export function goldenClaim(claim: GoldenClaim): unknown {
  const { run } = claim;
  return run === undefined
    ? claim
    : { ...claim, run: { ...run, config: { ...LATER_MEMBERS, ...run.config } } };
}
