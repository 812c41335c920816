/** Scores programs in exact real arithmetic, for which binary64 stands while a search runs. */

import type { FitEngine, Validation } from '../evaluation/fit-engine';
import type { GpuReport } from '../evaluation/gpu-report';
import { createWideFitEngine, hasWideFitEngine } from '../evaluation/wide-fit-engine';
import { largestError } from '../fitting/largest-error';
import type { SearchTables } from '../oracle/labels';
import type { IslandImprovement } from '../protocol/island-host';
import type { Program } from '../program/program';
import type { Fitted, Island } from '../search/island';
import type { ConstraintChecks } from '../verification/constraints/constraint-checks';
import { hasLimitAt, isDefinedAt } from './defined-at';
import { fittedAs, improvementOf, programOf, type Judge } from './judge';
import { ZeroRefit } from './zero-refit';

/** A validated error this much above the fit's means that something happens between the training points. */
const UNSEEN_BY_TRAINING = 4;

export const REAL_GPU_REPORT: GpuReport = {
  state: 'unavailable',
  reason: 'binary32 cannot tell programs of a real target apart; they are fitted in binary64 on the CPU',
};

interface Judged {
  readonly fitted: Fitted;
  readonly validation: Validation;
  /** Where its constants are more than the fit holds: those of a program that must be exact. */
  readonly program?: Program;
}

function isUnseen({ fitted, validation }: Judged): boolean {
  return validation.error > UNSEEN_BY_TRAINING * fitted.fitError;
}

/** Exact real arithmetic: binary64 stands for it, the error of the fit is the score. */
export class RealJudge implements Judge {
  readonly report = REAL_GPU_REPORT;
  private readonly engine: FitEngine;
  private readonly tables: SearchTables;
  private readonly zeros: ZeroRefit | null;
  /** Where programs tend to divide by exactly 0: the ends of the interval that belong to it, and 0 inside. */
  private readonly ends: readonly number[];
  private readonly zero: readonly number[];

  private readonly constraints: ConstraintChecks | null;

  constructor(engine: FitEngine, tables: SearchTables, constraints: ConstraintChecks | null = null) {
    this.engine = engine;
    this.tables = tables;
    this.constraints = constraints;
    const { x } = tables.validation;
    this.ends = [x[0]!, x[x.length - 1]!];
    this.zero = x.includes(0) && !this.ends.includes(0) ? [0] : [];
    this.zeros = hasWideFitEngine() ? ZeroRefit.of(createWideFitEngine(), tables) : null;
  }

  advance(island: Island, evaluations: number): Promise<readonly IslandImprovement[]> {
    const improvements: IslandImprovement[] = [];
    for (let i = 0; i < evaluations; i++) {
      const fitted = island.next();
      if (!island.wouldLead(fitted, fitted.fitError)) {
        island.accept(fitted, fitted.fitError);
        continue;
      }
      const judged = this.constrained(this.judge(fitted));
      if (judged === null) continue;
      const { error, argmax } = judged.validation;
      if (island.accept(judged.fitted, isUnseen(judged) ? error : judged.fitted.fitError))
        improvements.push({
          ...improvementOf(island, judged.fitted, error, this.tables.validation.x[argmax]!),
          ...(judged.program === undefined ? {} : { program: judged.program }),
        });
    }
    return Promise.resolve(improvements);
  }

  private judge(fitted: Fitted): Judged {
    const judged = { fitted, validation: this.validate(fitted) };
    if (this.zeros === null || !isUnseen(judged)) return judged;
    const refitted = this.zeros.refit(fitted);
    return refitted === null ? judged : { fitted: refitted, validation: this.validate(refitted) };
  }

  /** With constants that make it exact where it must be; null for what breaks a constraint. */
  private constrained(judged: Judged): Judged | null {
    const { fitted, validation } = judged;
    if (this.constraints === null || !(validation.error < Infinity)) return judged;
    const given = programOf(fitted);
    const program = this.constraints.admit(given, 'quick');
    if (program === null || program === given) return program && judged;
    const moved = fittedAs(fitted, program);
    return { fitted: moved, validation: this.validate(moved), program };
  }

  private validate(fitted: Fitted): Validation {
    const { structure, constants } = fitted;
    const undefinedAt =
      this.ends.find((x) => !hasLimitAt(structure, constants, x)) ??
      this.zero.find((x) => !isDefinedAt(structure, constants, x));
    if (undefinedAt !== undefined)
      return { error: Infinity, argmax: this.tables.validation.x.indexOf(undefinedAt) };
    return fitted.tails === undefined
      ? this.engine.validate(fitted.structure, fitted.constants)
      : largestError(programOf(fitted), this.tables.validation);
  }

  stateOf(): undefined {
    return undefined;
  }

  restore(): void {
    // There is nothing to know.
  }

  destroy(): void {
    // Holds nothing but memory.
  }
}
