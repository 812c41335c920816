/**
 * Scores programs in a finite format: constants are numbers of the format, errors those of its arithmetic. The fit in
 * real arithmetic only starts it: what promises has its constants refined with all roundings, and the best are rewritten.
 */

import type { CpuEngine } from '../evaluation/cpu-engine';
import type { FitEngine } from '../evaluation/fit-engine';
import type { GpuReport } from '../evaluation/gpu-report';
import { anchoredToRounded } from '../fitting/anchors';
import { FastLabels } from '../fitting/rounding/fast-labels';
import { ConstantRefiner } from '../fitting/rounding/refine-constants';
import { wideTable } from '../fitting/rounding/wide-table';
import { computeFormat } from '../numerics/arithmetic';
import { roundToFormat } from '../numerics/rounding';
import type { SearchTables } from '../oracle/labels';
import { constantToNumber } from '../program/constant';
import type { IslandImprovement } from '../protocol/island-host';
import type { SearchConfig } from '../search/config';
import type { Fitted, Island } from '../search/island';
import type { RoundingState } from '../search/island-state';
import type { FiniteTarget } from '../targets/target';
import type { ConstraintChecks } from '../verification/constraints/constraint-checks';
import type { FiniteScorer } from './finite-scorer';
import { improvementOf, programOf, type Judge } from './judge';
import { RoundingIntensifier, type Judged } from './rounding-intensifier';

/** Programs of a finite format are scored this many at a time, whatever the engine. */
const BATCH = 64;
/** Rewritten programs that are tried with each batch. */
const REWRITINGS = 16;
/** Evaluations between two longer refinements of a best program. */
const LEADER_PERIOD = 8 * BATCH;

export interface FiniteSetup {
  readonly target: FiniteTarget;
  readonly config: SearchConfig;
  readonly tables: SearchTables;
  readonly engine: FitEngine;
  readonly cpu: CpuEngine;
  /** Of what programs must fulfil; absent where they are free. */
  readonly checks?: ConstraintChecks | null;
}

export class FiniteJudge implements Judge {
  private readonly setup: FiniteSetup;
  private readonly scorer: FiniteScorer;
  private readonly refiner: ConstantRefiner;
  private readonly complete: boolean;
  private readonly intensifiers = new WeakMap<Island, RoundingIntensifier>();

  constructor(setup: FiniteSetup, scorer: FiniteScorer) {
    this.setup = setup;
    this.scorer = scorer;
    const { target, tables, cpu } = setup;
    const labels = FastLabels.of(target);
    const wide = labels === undefined ? { table: tables.validation, complete: false } : wideTable(labels);
    this.complete = wide.complete;
    const judged = anchoredToRounded(wide.table, target, setup.config.constraints?.exactAt);
    this.refiner = new ConstantRefiner(target, tables.training, judged, labels, cpu);
  }

  get report(): GpuReport {
    return this.scorer.report;
  }

  async advance(island: Island, evaluations: number): Promise<readonly IslandImprovement[]> {
    const improvements: IslandImprovement[] = [];
    const intensifier = this.intensifierOf(island);
    const enter = ({ fitted, error, argmax }: Judged): void => {
      if (island.wouldLead(fitted, error) && !this.isAdmitted(fitted)) return;
      if (island.accept(fitted, error)) improvements.push(improvementOf(island, fitted, error, argmax));
    };
    const judge = async (batch: readonly Fitted[]): Promise<void> => {
      const rounded = batch.map((fitted) => this.rounded(fitted));
      const scores = await this.scorer.score(rounded.map(programOf));
      intensifier.lookAround();
      batch.forEach((fitted, i) => {
        const { error, argmax } = scores[i]!;
        const x = this.setup.tables.validation.x[argmax]!;
        enter(intensifier.intensify(fitted, { rounded: rounded[i]!.constants, error, argmax: x }));
      });
    };
    for (let done = 0; done < evaluations; done += BATCH) {
      await judge(Array.from({ length: Math.min(BATCH, evaluations - done) }, () => island.next()));
      const rewritten = Array.from({ length: REWRITINGS }, () => intensifier.rewrite());
      await judge(rewritten.filter((fitted) => fitted !== undefined));
      if (done % LEADER_PERIOD !== 0) continue;
      const leader = await intensifier.refineLeader();
      if (leader !== undefined) enter(leader);
    }
    return improvements;
  }

  stateOf(island: Island): RoundingState {
    return this.intensifierOf(island).state();
  }

  restore(island: Island, state: RoundingState): void {
    this.intensifierOf(island).restore(state);
  }

  destroy(): void {
    this.scorer.destroy();
  }

  private intensifierOf(island: Island): RoundingIntensifier {
    let intensifier = this.intensifiers.get(island);
    if (intensifier === undefined) {
      const { config, engine, target } = this.setup;
      intensifier = new RoundingIntensifier(
        island,
        config,
        engine,
        this.refiner,
        this.scorer,
        this.complete,
        target.interval,
      );
      this.intensifiers.set(island, intensifier);
    }
    return intensifier;
  }

  /** Whether a program that would be the best of its cost fulfils the constraints. */
  private isAdmitted(fitted: Fitted): boolean {
    const { checks } = this.setup;
    if (checks === undefined || checks === null) return true;
    const program = programOf(fitted);
    return checks.admit(program, 'quick') !== null && checks.admit(program, 'deep') !== null;
  }

  private rounded(fitted: Fitted): Fitted {
    const format = computeFormat(this.setup.target);
    const rounded = { ...fitted, constants: fitted.constants.map((c) => roundToFormat(c, format)) };
    const { checks, config } = this.setup;
    if (checks === undefined || checks === null || config.constraints?.exactAt === undefined) return rounded;
    const { constants } = checks.mended(programOf(rounded));
    return { ...rounded, constants: Float64Array.from(constants, constantToNumber) };
  }
}
