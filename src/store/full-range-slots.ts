/** Which programs a full-range function is made of: apart from the store, so that templates are loaded with the first one. */

import {
  functionsServedBy,
  type KernelTarget,
  kernelCountsFor,
  kernelTargetsFor,
  serves,
} from '../codegen/full-range/templates';
import type { Target } from '../targets/target';
import type { Candidate, FullRangeState } from './full-range';

/** A kernel of the function, the targets whose programs it takes, and the program that is there for it. */
export interface FilledSlot {
  readonly title: string;
  readonly targets: readonly KernelTarget[];
  readonly candidate: Candidate | null;
  /** Whether that is the selected program. */
  readonly isSelected: boolean;
}

/** The function that is meant: the chosen one, else the first that a program for the target serves. */
export function wantedFunction({ functionId, variant }: FullRangeState, target: Target): string | null {
  return functionId ?? functionsServedBy(target, variant)[0] ?? null;
}

/** The kernels of the function, each with the program that serves: the selected one before those kept. */
export function fillSlots(
  id: string,
  { variant, count, kept }: Pick<FullRangeState, 'variant' | 'count' | 'kept'>,
  selected: Candidate | null,
): FilledSlot[] {
  const counts = kernelCountsFor(id, variant);
  const wanted = count !== null && counts.includes(count) ? count : counts[0];
  return kernelTargetsFor(id, variant, wanted).map((targets): FilledSlot => {
    const suits = ({ kernel }: Candidate): boolean => targets.some((target) => serves(target, kernel.target));
    const isSelected = selected !== null && suits(selected);
    return {
      title: targets[0]?.title ?? '',
      targets,
      candidate: isSelected ? selected : (kept.find(suits) ?? null),
      isSelected,
    };
  });
}
