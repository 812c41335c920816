/** Programs drawn without regard to what was found before: the control of a search. */

import { emptyGenome, type Genome } from './genome';
import { appendRandomInstruction, type MutationContext } from './mutation';

/** 1 to `maxOps` instructions, each with the one before among its operands, so that none is dead. */
export function randomProgram(context: MutationContext, maxOps: number): Genome {
  const genome = emptyGenome();
  const length = 1 + context.random.below(maxOps);
  for (let i = 0; i < length; i++) appendRandomInstruction(genome, context);
  return genome;
}
