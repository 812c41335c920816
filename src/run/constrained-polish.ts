/** Polishing under constraints: what moves constants does not know of them, so that its result is mended, or refused. */

import { anchored, anchoredTables, LEVELLED_WEIGHT } from '../fitting/anchors';
import { isFiniteFormat } from '../numerics/format';
import type { LabelTable, SearchTables } from '../oracle/labels';
import { targetKey } from '../targets/target-key';
import type { Program } from '../program/program';
import type { Measured, PolishEffort } from '../protocol/oracle-service';
import type { SearchConstraints } from '../search/constraints';
import type { Target } from '../targets/target';
import { createConstraintChecks, type ConstraintChecks } from '../verification/constraints/constraint-checks';
import { BoundedMap } from './bounded-map';
import { createFinitePolish, type FinitePolish } from './finite-polish';

const KEPT = 4;

export interface PolishParts {
  tables(target: Target): Promise<SearchTables>;
  /** The program in the target's arithmetic, with its error. */
  measured(target: Target, program: Program): Measured;
  /** Constants at the optimum on tables that `anchor` has been applied to. */
  fitted(
    target: Target,
    program: Program,
    tables: SearchTables,
    anchor: (table: LabelTable) => LabelTable,
  ): Program;
  /** Without constraints. */
  polish(target: Target, program: Program, effort: PolishEffort): Promise<Measured>;
}

export interface ConstrainedPolish {
  /**
   * The better of the given and the polished program, of those that fulfil the constraints or can be made to; the given one
   * with an infinite error where there is none.
   */
  polish(
    target: Target,
    program: Program,
    effort: PolishEffort,
    constraints: SearchConstraints,
  ): Promise<Measured>;
  /** Of one target and its constraints; kept. */
  checks(target: Target, constraints: SearchConstraints): ConstraintChecks;
}

export function createConstrainedPolish(parts: PolishParts): ConstrainedPolish {
  const checks = new BoundedMap<ConstraintChecks>(KEPT);
  const refiners = new BoundedMap<FinitePolish>(KEPT);
  const keyOf = (target: Target, constraints: SearchConstraints): string =>
    JSON.stringify([constraints, targetKey(target)]);
  const checksOf = (target: Target, constraints: SearchConstraints): ConstraintChecks =>
    checks.getOrMake(keyOf(target, constraints), () => createConstraintChecks(target, constraints));

  /** With constants that keep to the values it must have as far as a fit does. */
  const polishedNear = async (
    target: Target,
    { program, error }: Measured,
    effort: PolishEffort,
    constraints: SearchConstraints,
  ): Promise<Program | undefined> => {
    const { exactAt = [] } = constraints;
    if (exactAt.length === 0) return (await parts.polish(target, program, effort)).program;
    const tables = await parts.tables(target);
    const { format } = target;
    if (isFiniteFormat(format)) {
      if (effort !== 'refined') return undefined;
      const refine = refiners.getOrMake(keyOf(target, constraints), () =>
        createFinitePolish({ ...target, format }, anchoredTables(tables, target, exactAt), exactAt),
      );
      return refine(program, error.value);
    }
    const anchor = (table: LabelTable): LabelTable => anchored(table, target, exactAt, LEVELLED_WEIGHT);
    const both = { training: anchor(tables.training), validation: anchor(tables.validation) };
    return parts.fitted(target, program, both, anchor);
  };

  return {
    checks: checksOf,
    async polish(target, program, effort, constraints) {
      const known = checksOf(target, constraints);
      // Nothing is looked at more closely afterwards, apart from what is stated of it.
      const closely = effort === 'refined' ? 'report' : 'deep';
      const admitted = known.admit(parts.measured(target, program).program, closely);
      if (admitted === null) return refused(target, program);
      const given = parts.measured(target, admitted);
      if (effort === 'measured' || !Number.isFinite(given.error.value)) return given;
      const polished = await polishedNear(target, given, effort, constraints);
      const kept =
        polished === undefined ? null : known.admit(parts.measured(target, polished).program, closely);
      if (kept === null) return given;
      const better = parts.measured(target, kept);
      return better.error.value < given.error.value ? better : given;
    },
  };
}

function refused({ interval }: Target, program: Program): Measured {
  return {
    program,
    error: { kind: 'refined', value: Infinity, text: 'Infinity', argmax: interval.lower, points: 0 },
  };
}
