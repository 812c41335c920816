/** What a search worker does: it holds islands and advances them when the coordinator asks. */

import { createFitEngine, type CpuEngine } from '../evaluation/cpu-engine';
import { chooseFitEngine } from '../evaluation/engine-choice';
import type { FitEngine } from '../evaluation/fit-engine';
import { createWideFitEngine, hasWideFitEngine } from '../evaluation/wide-fit-engine';
import { anchoredTables } from '../fitting/anchors';
import { trainedNextToZeros } from '../fitting/next-to-zeros';
import { isFiniteFormat } from '../numerics/format';
import type { SearchTables } from '../oracle/labels';
import { canonicalForm } from '../program/canonicalize';
import { constantToNumber, constantToPair } from '../program/constant';
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
import { hasConstraints } from '../search/constraints';
import { Fitter } from '../search/fitter';
import { Island } from '../search/island';
import type { Member } from '../search/niche';
import type { Candidate } from '../search/simplify';
import { isFiniteTarget } from '../targets/target';
import { constraintProblem, createConstraintChecks } from '../verification/constraints/constraint-checks';
import { courteousEngine } from './courteous-engine';
import { FiniteJudge } from './finite-judge';
import { createFiniteScorer } from './finite-scorer';
import { islandConfig } from './island-config';
import { programOf, type Judge } from './judge';
import { REAL_GPU_REPORT, RealJudge } from './real-judge';
import { Courtesy } from './right-of-way';

export function createIslandHost(): IslandHost {
  let setup: IslandSetup | undefined;
  let judge: Judge | undefined;
  const courtesy = new Courtesy();
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
      const { target, config } = setup;
      const problem = constraintProblem(target, config);
      if (problem !== null) throw new RangeError(problem);
      const tables = anchoredTables(searchTables(setup), target, config.constraints?.exactAt);
      const choice = await chooseFitEngine(setup.cpu ?? 'auto', tables.training);
      const cpu = choice.engine;
      if (setup.sign !== undefined) courtesy.heed(setup.sign);
      const engine = courteousEngine(createFitEngine(cpu), courtesy.giveWay);
      engine.setTraining(tables.training);
      engine.setValidation(tables.validation);
      judge = await createJudge({ ...setup, tables }, cpu, engine);
      islands.clear();
      const fitter = fitterOf(engine, { ...setup, tables });
      const seeds = (setup.seeds ?? []).map(candidateOf);
      const options = { rounding: isFiniteFormat(setup.target.format), seeds };
      setup.islands.forEach((number, i) => {
        const island = new Island(number, islandConfig(number, target, config), fitter, options);
        islands.set(number, island);
        const state = newSetup.states?.[i];
        if (state === undefined) return;
        island.restore(state);
        if (state.rounding !== undefined) judge?.restore(island, state.rounding);
      });
      return { cpu, cpuReason: choice.reason, gpu: judge.report };
    },

    async advance(number, evaluations): Promise<IslandReport> {
      if (judge === undefined) throw new Error('the worker was not configured');
      const island = islandAt(number);
      const improvements = await judge.advance(island, evaluations);
      return {
        island: number,
        evaluations: island.evaluations,
        duplicates: island.duplicates,
        restarts: island.restarts,
        improvements: latestOfEachRow(improvements),
      };
    },

    emigrants: (number) => Promise.resolve(islandAt(number).emigrants().map(migrantOf)),

    immigrate(number, migrants) {
      islandAt(number).immigrate(migrants.map(memberOf));
      return Promise.resolve();
    },

    state(number) {
      const island = islandAt(number);
      const rounding = judge?.stateOf(island);
      return Promise.resolve({ ...island.state(), ...(rounding === undefined ? {} : { rounding }) });
    },

    gpuReport: () => Promise.resolve(judge?.report ?? REAL_GPU_REPORT),
  };
}

async function createJudge(
  { target, tables, config, gpu }: IslandSetup,
  cpu: CpuEngine,
  engine: FitEngine,
): Promise<Judge> {
  const { constraints } = config;
  const checks = hasConstraints(constraints) ? createConstraintChecks(target, constraints) : null;
  if (!isFiniteTarget(target)) return new RealJudge(engine, tables, checks);
  const device = typeof navigator === 'undefined' ? undefined : navigator.gpu;
  const scorer = await createFiniteScorer(target, tables.validation, config.opcodes, gpu, device, cpu);
  return new FiniteJudge({ target, config, tables, engine, cpu, checks }, scorer);
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

/** A relative error in exact arithmetic has no bound next to a zero of the target, unless the program vanishes there. */
function searchTables({ target, tables }: IslandSetup): SearchTables {
  return target.format === 'real' && target.norm === 'relative' ? trainedNextToZeros(tables) : tables;
}

/** The fits of all islands of a worker; for targets of `real` to the precision of double-double where that is at hand. */
function fitterOf(engine: FitEngine, { target, tables }: IslandSetup): Fitter {
  const wide = !isFiniteFormat(target.format) && hasWideFitEngine() ? createWideFitEngine() : null;
  return new Fitter(engine, wide, tables.training);
}

function migrantOf(member: Member): Migrant {
  return { program: programOf(member), error: member.score };
}

/** A seed program in canonical form; in `real`, what its constants have beyond binary64 is for the fit to find again. */
function candidateOf(program: Program): Candidate {
  const { structure, constantOrder } = canonicalForm(program, program.constants.map(constantToNumber));
  return {
    structure,
    constants: Float64Array.from(constantOrder, (k) => constantToNumber(program.constants[k]!)),
  };
}

function memberOf({ program, error }: Migrant): Member {
  const { instructions, constantCount, result } = program;
  const structure: Structure = { instructions, constantCount, result };
  const pairs = program.constants.map(constantToPair);
  return {
    structure,
    constants: Float64Array.from(pairs, ({ hi }) => hi),
    tails: Float64Array.from(pairs, ({ lo }) => lo),
    hash: hashOfCanonical(structure),
    score: error,
  };
}
