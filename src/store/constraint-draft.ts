/** What programs must fulfil, as the search settings have it. */

import { parseExactPoints } from '../search/constraint-text';
import {
  constraintConflict,
  hasConstraints,
  LARGEST_MAX_ERROR,
  type SearchConstraints,
  type Symmetry,
} from '../search/constraints';
import type { Opcode } from '../program/opcode';
import type { Interval } from '../targets/target';
import { messageOf, sentence } from './errors';

export interface ConstraintDraft {
  readonly symmetry: Symmetry | 'any';
  /** As typed: points with commas between them; empty for none. */
  readonly exactAt: string;
  readonly monotone: boolean;
  /** As typed; empty for none. */
  readonly maxError: string;
}

export function initialConstraints(): ConstraintDraft {
  return draftConstraints(undefined);
}

/** The settings that mean the constraints. */
export function draftConstraints(constraints: SearchConstraints | undefined): ConstraintDraft {
  const { symmetry, exactAt, monotone, maxError } = constraints ?? {};
  return {
    symmetry: symmetry ?? 'any',
    exactAt: exactAt?.join(', ') ?? '',
    monotone: monotone ?? false,
    maxError: maxError === undefined ? '' : String(maxError),
  };
}

/** What the settings mean; undefined where they ask for nothing. What means nothing is told in `problems`. */
export function readConstraints(
  { symmetry, exactAt, monotone, maxError }: ConstraintDraft,
  opcodes: readonly Opcode[],
  interval: Interval | undefined,
  problems: { symmetry?: string; exactAt?: string; maxError?: string },
): SearchConstraints | undefined {
  const constraints: SearchConstraints = {
    ...readMaxError(maxError.trim(), problems),
    ...(symmetry === 'any' ? {} : { symmetry }),
    ...readExactAt(exactAt.trim(), interval, problems),
    ...(monotone ? { monotone } : {}),
  };
  const conflict = constraintConflict(constraints, opcodes);
  if (conflict !== null) problems.symmetry = sentence(conflict);
  return hasConstraints(constraints) ? constraints : undefined;
}

function readMaxError(text: string, problems: { maxError?: string }): Pick<SearchConstraints, 'maxError'> {
  if (text === '') return {};
  const value = /^\d*\.?\d+(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
  if (value > 0 && value <= LARGEST_MAX_ERROR) return { maxError: value };
  problems.maxError = `Error at most: a number above 0 is needed, such as 1e-7; “${text.slice(0, 24)}” is not.`;
  return {};
}

function readExactAt(
  text: string,
  interval: Interval | undefined,
  problems: { exactAt?: string },
): Pick<SearchConstraints, 'exactAt'> {
  if (text === '') return {};
  try {
    const exactAt = parseExactPoints(text);
    const outside = exactAt.find(
      (x) => interval !== undefined && !(x >= interval.lower && x <= interval.upper),
    );
    if (outside !== undefined) problems.exactAt = `Exact at: ${String(outside)} lies outside the interval.`;
    return { exactAt };
  } catch (reason) {
    problems.exactAt = sentence(`exact at: ${messageOf(reason)}`);
    return {};
  }
}
