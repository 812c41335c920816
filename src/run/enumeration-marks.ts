/** What an enumeration says about a front: which of its rows are the best of their kind. */

import type { Opcode } from '../program/opcode';
import { OPCODE } from '../program/opcode';
import type { Enumerated, FrontRow } from '../search/front';
import type { EnumerationResult } from './enumeration';

/** Polished errors of one optimum agree to this. */
const AGREEMENT = 1e-6;

/**
 * The front with `enumerated` on each row that no structure of the enumeration, of as many operations or fewer, beats.
 * Sizes that were not enumerated to their end mark nothing, and so do errors that are only sampled. The front must be
 * that of a search with the enumeration's target and opcodes whose cost is the operation count.
 */
export function markEnumerated(front: readonly FrontRow[], result: EnumerationResult): FrontRow[] {
  return front.map((row) => {
    const enumerated = row.error.kind === 'sampled' ? null : confirmation(result, row.ops, row.error.value);
    return enumerated === null ? row : { ...row, enumerated };
  });
}

/**
 * A front that a run goes on to find, with the marks of the one before: what is as good as a marked row of as many
 * operations is best of its kind as well. The same front where nothing was marked.
 */
export function keepMarks(before: readonly FrontRow[], front: readonly FrontRow[]): readonly FrontRow[] {
  const marked = before.filter(({ enumerated }) => enumerated !== undefined);
  if (marked.length === 0) return front;
  return front.map((row) => {
    const known = marked.find(({ ops }) => ops === row.ops);
    const holds =
      known?.enumerated !== undefined &&
      row.error.kind !== 'sampled' &&
      row.error.value <= known.error.value * (1 + AGREEMENT);
    return holds && row.enumerated === undefined ? { ...row, enumerated: known.enumerated } : row;
  });
}

/** What confirms that nothing of so many operations comes below the error; null where that is not so, or not known. */
export function confirmation(
  { levels, starts }: EnumerationResult,
  ops: number,
  error: number,
): Enumerated | null {
  const level = levels.find((one) => one.ops === ops);
  if (level?.complete !== true) return null;
  const errors = levels.filter((one) => one.ops <= ops).map(({ best }) => best?.error.value ?? Infinity);
  return error <= Math.min(...errors) * (1 + AGREEMENT) ? { structures: level.structures, starts } : null;
}

/** What `enumerated` means, in words. */
export function enumerationText(
  ops: number,
  { structures, starts }: Enumerated,
  opcodes: readonly Opcode[],
): string {
  const names = opcodes.map((opcode) => OPCODE[opcode].symbol ?? opcode).join(' ');
  const operations = ops === 1 ? 'operation' : 'operations';
  return (
    `best of its kind: all ${structures} structures of ${ops} ${operations} on ${names} were fitted from ${starts} ` +
    'starts each (from one where the fit is linear); exhaustive in structures, not a proof about constants'
  );
}
