/** The flags that tell what programs must fulfil, and how the answer is reported. */

import { NumberSyntaxError } from '../numerics/number-text';
import { ExactPointsError, parseExactPoints } from '../search/constraint-text';
import { hasConstraints, LARGEST_MAX_ERROR, SYMMETRIES, type SearchConstraints } from '../search/constraints';
import type { SearchConfig } from '../search/config';
import type { FrontRow } from '../search/front';
import type { Target } from '../targets/target';
import {
  allHold,
  constraintProblem,
  createConstraintChecks,
  type ConstraintReport,
} from '../verification/constraints/constraint-checks';
import { readChoice, readPositive, type Flags } from './flags';
import { UsageError } from './usage-error';

export const CONSTRAINT_FLAGS = {
  'max-error': 'string',
  symmetry: 'string',
  'exact-at': 'string',
  monotone: 'boolean',
} as const;

/** Undefined where no flag names one. UsageError says what a flag takes. */
export function readConstraints(flags: Flags<typeof CONSTRAINT_FLAGS>): SearchConstraints | undefined {
  const { 'max-error': maxError, symmetry, 'exact-at': exactAt, monotone } = flags;
  const constraints: SearchConstraints = {
    ...(maxError === undefined ? {} : { maxError: readPositive('max-error', maxError, LARGEST_MAX_ERROR) }),
    ...(symmetry === undefined ? {} : { symmetry: readChoice('symmetry', symmetry, SYMMETRIES) }),
    ...(exactAt === undefined ? {} : { exactAt: readPoints(exactAt) }),
    ...(monotone === true ? { monotone } : {}),
  };
  return hasConstraints(constraints) ? constraints : undefined;
}

/** UsageError where no program can fulfil them. */
export function requirePossible(target: Target, config: Pick<SearchConfig, 'constraints' | 'opcodes'>): void {
  const problem = constraintProblem(target, config);
  if (problem !== null) throw new UsageError(problem);
}

function readPoints(text: string): number[] {
  try {
    return parseExactPoints(text);
  } catch (error) {
    if (error instanceof NumberSyntaxError || error instanceof ExactPointsError)
      throw new UsageError(`--exact-at: ${error.message}`);
    throw error;
  }
}

/** How each is known to hold, or not to. */
export function verdictsReport(report: ConstraintReport): object {
  return { allHold: allHold(report), ...report };
}

/**
 * What `search` adds to its document: for each row how it is known to fulfil what was asked for, and the cheapest that meets
 * the error, null where none does.
 */
export function constrainedFront(
  target: Target,
  constraints: SearchConstraints | undefined,
  rows: readonly FrontRow[],
  described: readonly object[],
): { readonly front: readonly object[]; readonly members: object } {
  if (constraints === undefined) return { front: described, members: {} };
  const checks = createConstraintChecks(target, constraints);
  const front = described.map((row, i) => {
    const { program, error } = rows[i]!;
    return { ...row, constraints: verdictsReport(checks.report(program, error)) };
  });
  const { maxError } = constraints;
  if (maxError === undefined) return { front, members: { constraints } };
  const place = rows.findIndex(({ error }) => error.value <= maxError);
  return { front, members: { constraints, cheapest: front[place] ?? null } };
}
