/**
 * The constraints of a search on its programs: what a judge refuses, and the report of how each is known to hold. That the
 * error is small enough is no matter of refusing: it is what the search is after.
 */

import { exactFromNumber } from '../../numerics/number-text';
import { countNumbers } from '../../numerics/ordinals';
import { rationalOf } from '../../numerics/rational';
import { OracleError } from '../../oracle/oracle';
import type { Program } from '../../program/program';
import { constraintConflict, type SearchConstraints } from '../../search/constraints';
import type { SearchConfig } from '../../search/config';
import { parityOf } from '../../program/parity';
import { printInterval } from '../../targets/interval';
import { inArithmeticOf, isFiniteTarget, type MeasuredError, type Target } from '../../targets/target';
import { directionOf } from './direction';
import { imposeValues, moveConstants, type RequiredValue } from './impose-values';
import { monotoneCheck, type MonotoneCheck } from './monotone-finite';
import { checkMonotoneReal } from './monotone-real';
import { checkExactPoint, exactPoint, valueText, type ExactPoint } from './required-values';
import { checkSymmetry } from './symmetry-check';
import type { ConstraintVerdict } from './verdict';

/**
 * How closely a program is looked at. quick: a candidate that would be the best of its cost. deep: one that is to stand on the
 * front. report: what is stated about it. exhaustive: all numbers of a finite format, however many.
 */
export type CheckEffort = 'quick' | 'deep' | 'report' | 'exhaustive';

/** Numbers of a finite format that are compared with their neighbours, and how many at most are gone through completely. */
const NUMBERS: Readonly<Record<CheckEffort, { readonly sample: number; readonly complete: number }>> = {
  quick: { sample: 1 << 11, complete: 1 << 12 },
  deep: { sample: 1 << 18, complete: 1 << 20 },
  report: { sample: 1 << 20, complete: 1 << 24 },
  exhaustive: { sample: 1 << 20, complete: 2 ** 33 },
};
/** Points at which derivatives are looked at in exact arithmetic. */
const SLOPES: Readonly<Record<CheckEffort, number>> = { quick: 24, deep: 160, report: 512, exhaustive: 512 };

export interface ExactVerdict extends ConstraintVerdict {
  readonly x: number;
  /** The value wanted there. */
  readonly value: string;
}

/** One member for each constraint that was given. */
export interface ConstraintReport {
  readonly maxError?: ConstraintVerdict;
  readonly symmetry?: ConstraintVerdict;
  readonly exactAt?: readonly ExactVerdict[];
  readonly monotone?: ConstraintVerdict;
}

export interface ConstraintChecks {
  /**
   * The program with constants moved, where it must be exact and is not, or itself; null where it breaks a constraint and
   * cannot be mended so.
   */
  admit(program: Program, effort: CheckEffort): Program | null;
  /**
   * In a finite format: the program with constants moved as in exact arithmetic they must be, where that makes it exact in the
   * format as well; else itself.
   */
  mended(program: Program): Program;
  /** @param error of the program; without it nothing is said of maxError */
  report(program: Program, error?: MeasuredError, effort?: CheckEffort): ConstraintReport;
}

/** Why no program can fulfil the constraints, or no search over these opcodes look for one, as a clause; else null. */
export function constraintProblem(
  target: Target,
  { constraints, opcodes }: Pick<SearchConfig, 'constraints' | 'opcodes'>,
): string | null {
  if (constraints === undefined) return null;
  const conflict = constraintConflict(constraints, opcodes);
  if (conflict !== null) return conflict;
  for (const x of constraints.exactAt ?? []) {
    const point = exactPoint(target, x);
    if (typeof point === 'string') return point;
    const odd = constraints.symmetry === 'odd' && x === 0;
    if (odd && valueText(point) !== '0')
      return `an odd program is 0 at 0, where it is to be ${valueText(point)}`;
  }
  return constraints.monotone === true ? directionProblem(target) : null;
}

function exactValues(point: ExactPoint): RequiredValue {
  if (point.kind === 'real') return point;
  const [x, y] = [point.at, point.y].map((value) => rationalOf(exactFromNumber(value)));
  return { x: x!, y: y! };
}

function directionProblem(target: Target): string | null {
  try {
    if (directionOf(target) !== null) return null;
    return `the function both rises and falls on ${printInterval(target.interval)}: no monotone program follows it`;
  } catch (error) {
    if (error instanceof OracleError) return error.message;
    throw error;
  }
}

/** @throws RangeError for constraints of which constraintProblem has something to say */
export function createConstraintChecks(target: Target, constraints: SearchConstraints): ConstraintChecks {
  const { maxError, symmetry, exactAt = [], monotone } = constraints;
  const points = exactAt.map((x): ExactPoint => {
    const point = exactPoint(target, x);
    if (typeof point === 'string') throw new RangeError(point);
    return point;
  });
  const required = points.filter((point) => point.kind === 'real');
  const slopes = monotone === true ? monotoneChecks(target) : null;
  const isExact = (program: Program): boolean =>
    points.every((point) => checkExactPoint(target, program, point).holds);

  return {
    admit(program, effort) {
      if (symmetry !== undefined && parityOf(program) !== symmetry) return null;
      const imposed = required.length === 0 ? program : imposeValues(program, required);
      if (imposed === null || !isExact(imposed)) return null;
      return slopes === null || slopes(imposed, effort).holds ? imposed : null;
    },
    mended(program) {
      if (points.length === 0 || isExact(program)) return program;
      const imposed = moveConstants(program, points.map(exactValues));
      if (imposed === null) return program;
      const rounded = inArithmeticOf(target, imposed);
      return isExact(rounded) ? rounded : program;
    },
    report(program, error, effort = 'report') {
      return {
        ...(maxError === undefined || error === undefined ? {} : { maxError: errorVerdict(error, maxError) }),
        ...(symmetry === undefined ? {} : { symmetry: checkSymmetry(target, program, symmetry) }),
        ...(points.length === 0
          ? {}
          : {
              exactAt: points.map((point) => ({
                x: point.at,
                value: valueText(point),
                ...checkExactPoint(target, program, point),
              })),
            }),
        ...(slopes === null ? {} : { monotone: slopes(program, effort) }),
      };
    },
  };
}

/** Whether all that the report speaks of holds. */
export function allHold({ maxError, symmetry, exactAt = [], monotone }: ConstraintReport): boolean {
  return [maxError, symmetry, monotone, ...exactAt].every((verdict) => verdict?.holds !== false);
}

function errorVerdict({ value, kind, points, argmax }: MeasuredError, maxError: number): ConstraintVerdict {
  const holds = value <= maxError;
  return { holds, proof: kind, points, ...(holds ? {} : { at: argmax }) };
}

function monotoneChecks(target: Target): (program: Program, effort: CheckEffort) => ConstraintVerdict {
  const direction = directionOf(target);
  if (direction === null) throw new RangeError(directionProblem(target) ?? 'the function is not monotone');
  if (!isFiniteTarget(target))
    return (program, effort) =>
      checkMonotoneReal(target, program, direction, SLOPES[effort], effort !== 'quick' && effort !== 'deep');
  const made = new Map<CheckEffort, MonotoneCheck>();
  return (program, effort) => {
    let check = made.get(effort);
    if (check === undefined) {
      const { sample, complete } = NUMBERS[effort];
      const isFew = countNumbers(target.interval, target.format) <= BigInt(complete);
      check = monotoneCheck(target, direction, isFew ? complete : sample);
      made.set(effort, check);
    }
    return check(program);
  };
}
