/** What a search worker does: it holds islands and advances them when the coordinator asks. */

import { chooseCpuEngine, createFitEngine, type CpuEngine } from '../evaluation/cpu-engine';
import type { FitEngine } from '../evaluation/fit-engine';
import type { GpuReport } from '../evaluation/gpu-report';
import { isFiniteFormat, type FiniteFormat } from '../numerics/format';
import { roundToFormat } from '../numerics/rounding';
import type { SearchTables } from '../oracle/labels';
import { constantFromNumber, constantToNumber } from '../program/constant';
import { hashOfCanonical } from '../program/hash';
import type { Program, Structure } from '../program/program';
import type {
  EngineReport,
  IslandHost,
  IslandImprovement,
  IslandReport,
  IslandSetup,
  Migrant,
} from '../protocol/island-host';
import { Island, type Fitted } from '../search/island';
import type { Member } from '../search/niche';
import { createFiniteScorer, type FiniteScorer } from './finite-scorer';

/** Programs of a finite format are scored this many at a time, whatever the engine. */
const BATCH = 64;
/** A validated error this much above the fit's means that something happens between the training points. */
const UNSEEN_BY_TRAINING = 4;

const REAL_GPU_REPORT: GpuReport = {
  state: 'unavailable',
  reason: 'binary32 cannot tell programs of a real target apart; they are fitted in binary64 on the CPU',
};

/** Judges what an island proposes; returns the improvements of the island's best programs. */
interface Judge {
  readonly report: GpuReport;
  advance(island: Island, evaluations: number): Promise<readonly IslandImprovement[]>;
  destroy(): void;
}

export function createIslandHost(): IslandHost {
  let setup: IslandSetup | undefined;
  let judge: Judge | undefined;
  const islands = new Map<number, Island>();

  const islandAt = (number: number): Island => {
    const island = islands.get(number);
    if (island === undefined) throw new RangeError(`this worker holds no island ${number}`);
    return island;
  };

  return {
    async configure(newSetup): Promise<EngineReport> {
      judge?.destroy();
      setup = newSetup;
      const cpu = chooseCpuEngine(setup.cpu);
      const engine = createFitEngine(cpu);
      engine.setTraining(setup.tables.training);
      engine.setValidation(setup.tables.validation);
      judge = await createJudge(setup, cpu, engine);
      islands.clear();
      for (const number of setup.islands) islands.set(number, new Island(number, setup.config, engine));
      return { cpu, gpu: judge.report };
    },

    async advance(number, evaluations): Promise<IslandReport> {
      if (judge === undefined) throw new Error('the worker was not configured');
      const island = islandAt(number);
      const improvements = await judge.advance(island, evaluations);
      return {
        island: number,
        evaluations: island.evaluations,
        duplicates: island.duplicates,
        improvements: latestOfEachRow(improvements),
      };
    },

    emigrants: (number) => Promise.resolve(islandAt(number).emigrants().map(migrantOf)),

    immigrate(number, migrants) {
      islandAt(number).immigrate(migrants.map(memberOf));
      return Promise.resolve();
    },

    gpuReport: () => Promise.resolve(judge?.report ?? REAL_GPU_REPORT),
  };
}

async function createJudge(
  { target, tables, config, gpu }: IslandSetup,
  cpu: CpuEngine,
  engine: FitEngine,
): Promise<Judge> {
  const { format } = target;
  if (!isFiniteFormat(format)) return new RealJudge(engine, tables);
  const device = typeof navigator === 'undefined' ? undefined : navigator.gpu;
  const scorer = await createFiniteScorer(format, tables.validation, config.opcodes, gpu, device, cpu);
  return new FiniteJudge(format, scorer, tables);
}

/** Exact real arithmetic: binary64 stands for it, the error of the fit is the score. */
class RealJudge implements Judge {
  readonly report = REAL_GPU_REPORT;
  private readonly engine: FitEngine;
  private readonly tables: SearchTables;

  constructor(engine: FitEngine, tables: SearchTables) {
    this.engine = engine;
    this.tables = tables;
  }

  advance(island: Island, evaluations: number): Promise<readonly IslandImprovement[]> {
    const improvements: IslandImprovement[] = [];
    for (let i = 0; i < evaluations; i++) {
      const fitted = island.next();
      if (!island.wouldLead(fitted, fitted.fitError)) {
        island.accept(fitted, fitted.fitError);
        continue;
      }
      const { error, argmax } = this.engine.validate(fitted.structure, fitted.constants);
      const unseen = error > UNSEEN_BY_TRAINING * fitted.fitError;
      if (island.accept(fitted, unseen ? error : fitted.fitError))
        improvements.push(improvementOf(island, fitted, error, this.tables.validation.x[argmax]!));
    }
    return Promise.resolve(improvements);
  }

  destroy(): void {
    // Holds nothing but memory.
  }
}

/** A finite format: constants are rounded, then batches are scored in that format. */
class FiniteJudge implements Judge {
  private readonly format: FiniteFormat;
  private readonly scorer: FiniteScorer;
  private readonly tables: SearchTables;

  constructor(format: FiniteFormat, scorer: FiniteScorer, tables: SearchTables) {
    this.format = format;
    this.scorer = scorer;
    this.tables = tables;
  }

  get report(): GpuReport {
    return this.scorer.report;
  }

  async advance(island: Island, evaluations: number): Promise<readonly IslandImprovement[]> {
    const improvements: IslandImprovement[] = [];
    for (let done = 0; done < evaluations; done += BATCH) {
      const batch = Array.from({ length: Math.min(BATCH, evaluations - done) }, () => this.proposal(island));
      const scores = await this.scorer.score(batch.map(programOf));
      batch.forEach((fitted, i) => {
        const { error, argmax } = scores[i]!;
        if (island.accept(fitted, error))
          improvements.push(improvementOf(island, fitted, error, this.tables.validation.x[argmax]!));
      });
    }
    return improvements;
  }

  destroy(): void {
    this.scorer.destroy();
  }

  private proposal(island: Island): Fitted {
    const fitted = island.next();
    return { ...fitted, constants: fitted.constants.map((c) => roundToFormat(c, this.format)) };
  }
}

function improvementOf(island: Island, fitted: Fitted, error: number, argmax: number): IslandImprovement {
  return {
    ops: fitted.structure.instructions.length,
    program: programOf(fitted),
    error,
    argmax,
    evaluation: island.evaluations,
  };
}

/** Of several improvements of a row in one call only the best is worth sending. */
function latestOfEachRow(improvements: readonly IslandImprovement[]): IslandImprovement[] {
  const rows = new Map<number, IslandImprovement>();
  for (const improvement of improvements) {
    const known = rows.get(improvement.ops);
    if (known === undefined || improvement.error < known.error) rows.set(improvement.ops, improvement);
  }
  return [...rows.values()];
}

function programOf({ structure, constants }: { structure: Structure; constants: Float64Array }): Program {
  return { ...structure, constants: Array.from(constants, constantFromNumber) };
}

function migrantOf(member: Member): Migrant {
  return { program: programOf(member), error: member.score };
}

function memberOf({ program, error }: Migrant): Member {
  const { instructions, constantCount, result } = program;
  const structure: Structure = { instructions, constantCount, result };
  return {
    structure,
    constants: Float64Array.from(program.constants, constantToNumber),
    hash: hashOfCanonical(structure),
    score: error,
  };
}
