/** The name a function has when nobody chose one. */

import type { Target } from '../targets/target';

/**
 * Its words, for the language to join by its convention: the catalogue's name and `approx`, never the bare name,
 * which would hide a built-in function that is right outside the interval too.
 */
export function defaultName(target: Target): readonly string[] {
  return target.function.kind === 'catalogue' ? [target.function.id, 'approx'] : ['approximation'];
}
