/**
 * Chooses between the GPU and the CPU for scoring, so that the scores are the law's either way: a program goes to
 * the GPU only if the self-test found each of its opcodes exact, and its score counts only if no flag went up. So it is
 * for batches of programs, which the interpreter kernel takes, and for constant vectors of one structure, for which a
 * kernel is compiled; the choice is made for each of the two.
 */

import { roundToFormat } from '../numerics/rounding';
import { constantFromNumber, constantToNumber } from '../program/constant';
import type { Opcode } from '../program/opcode';
import type { Program, Structure } from '../program/program';
import type { LabelTable } from '../oracle/labels';
import { chooseCpuEngine, type CpuEngine } from './cpu-engine';
import { CpuScorer, emptyScores } from './cpu-scorer';
import type { BatchEvaluator, BatchScores } from './evaluator';
import type { GpuPreference, GpuReport } from './gpu-report';
import { prepareScoreTable, type ScoreTable } from './score';
import type { ShortFormat } from './wasm/reference-kernel';
import { speedup, timesText } from './speedup';
import { randomPrograms } from './webgpu/random-programs';
import { requestGpu, type GpuConnection } from './webgpu/device';
import { messageOf } from './webgpu/errors';
import { createGpuEvaluator, type GpuEvaluator, type GpuScores } from './webgpu/evaluator';
import { createBatchKernel } from './webgpu/kernel';
import { packProgram, refusedConstant, type PackedProgram } from './webgpu/packing';
import { selfTest, type SelfTest } from './webgpu/self-test';
import { refusedStructure } from './webgpu/specialise';
import { createSpecialisedEvaluator, type SpecialisedEvaluator } from './webgpu/specialised-evaluator';
import { createSpecialisedKernel } from './webgpu/specialised-kernel';

export interface BatchEvaluatorOptions {
  /** navigator.gpu, where there is one. */
  readonly gpu: GPU | undefined;
  /** `auto`: measure, and take the faster. `on`: the GPU wherever it is exact. `off`: the CPU alone. */
  readonly preference: GpuPreference;
  /** What scores on the CPU; SIMD where there is any, unless told. */
  readonly cpu?: CpuEngine;
  /** Labels in the format. */
  readonly table: LabelTable;
  /** In which programs are evaluated; `f32` unless told. */
  readonly format?: ShortFormat;
  /** What the programs to come are made of. */
  readonly opcodes: readonly Opcode[];
  /** How many programs a call of `score` will bring, about; for `auto`'s measurement. */
  readonly batchSize?: number;
}

const DEFAULT_BATCH_SIZE = 64;
const MEASURED_LENGTH = 8;
/** An adapter that runs on the CPU takes time from the other workers: it must be worth that. */
const SOFTWARE_HANDICAP = 2;

/** Constant vectors of the measurement: fewer are not worth a kernel of their own. */
const MEASURED_VECTORS = 256;

/** A device that has passed the self-test, and the evaluators of one table on it. */
interface GpuEngine {
  readonly format: ShortFormat;
  readonly connection: GpuConnection;
  readonly evaluator: GpuEvaluator;
  readonly specialised: SpecialisedEvaluator;
  readonly selfTest: SelfTest;
}

/** What the GPU is used for. */
interface Uses {
  readonly used: boolean;
  readonly usedForConstants: boolean;
}

/**
 * An evaluator for the table. Never fails for lack of a GPU: what came of that is in its report.
 * @throws ScoreTableError where the labels are not those of a binary32 target.
 */
export async function createBatchEvaluator(options: BatchEvaluatorOptions): Promise<BatchEvaluator> {
  const { format = 'f32' } = options;
  const table = prepareScoreTable(options.table);
  const cpu = new CpuScorer(table, options.cpu ?? chooseCpuEngine(), { format });
  if (options.preference === 'off') {
    return new CpuWithGpu(cpu, format, null, unavailable('scoring on the GPU is switched off'));
  }
  const engine = await startEngine(options.gpu, table, format);
  if ('reason' in engine) return new CpuWithGpu(cpu, format, null, unavailable(engine.reason));
  const { exactOpcodes, exactWhenSpecialised } = engine.selfTest;
  const inexact = options.opcodes.filter((opcode) => !exactOpcodes.has(opcode));
  const inexactConstants = options.opcodes.filter((opcode) => !exactWhenSpecialised.has(opcode));
  const base = {
    state: inexact.length === 0 ? 'ready' : 'screening',
    adapter: engine.connection.adapter,
    verdicts: engine.selfTest.verdicts,
    specialisedVerdicts: engine.selfTest.specialisedVerdicts,
  } as const;
  const evaluator = new CpuWithGpu(cpu, format, engine, {
    ...base,
    used: true,
    usedForConstants: true,
    reason: '',
  });
  const choice = await choose(evaluator, cpu, options, inexact, inexactConstants);
  evaluator.settle({ ...base, ...choice });
  return evaluator;
}

function unavailable(reason: string): GpuReport {
  return { state: 'unavailable', reason };
}

async function startEngine(
  gpu: GPU | undefined,
  table: ScoreTable,
  format: ShortFormat,
): Promise<GpuEngine | { readonly reason: string }> {
  const available = await requestGpu(gpu);
  if (available.kind === 'unavailable') return { reason: available.reason };
  const { connection } = available;
  try {
    const kernel = createBatchKernel(connection, format);
    const specialised = createSpecialisedKernel(connection, format);
    const result = await selfTest(kernel, specialised);
    return {
      format,
      connection,
      evaluator: await createGpuEvaluator(kernel, table),
      specialised: await createSpecialisedEvaluator(specialised, table),
      selfTest: result,
    };
  } catch (thrown) {
    connection.destroy();
    return { reason: messageOf(thrown) };
  }
}

/** Whether to score on the GPU, and why. */
async function choose(
  evaluator: CpuWithGpu,
  cpu: CpuScorer,
  options: BatchEvaluatorOptions,
  inexact: readonly Opcode[],
  inexactConstants: readonly Opcode[],
): Promise<Uses & { readonly reason: string }> {
  const left = leftToCpu(inexact, inexactConstants);
  const exact = evaluator.exactCounts;
  const possible = { used: exact.interpreted > 0, usedForConstants: exact.specialised > 0 };
  if (!possible.used && !possible.usedForConstants)
    return { ...possible, reason: 'the self-test found no opcode exact on this adapter' };
  if (options.preference === 'on') return { ...possible, reason: `chosen by the user${left}` };
  const size = options.batchSize ?? DEFAULT_BATCH_SIZE;
  const programs = randomPrograms(9, size, MEASURED_LENGTH, options.opcodes);
  const ratio = await speedup(
    () => evaluator.score(programs),
    () => cpu.scoreInto(programs, programs.keys(), emptyScores(programs.length)),
  );
  const needed = evaluator.software ? SOFTWARE_HANDICAP : 1;
  const constantsRatio = await constantsSpeedup(evaluator, cpu, options);
  const times = `${timesText(ratio)} times as fast as the CPU on ${size} programs of ${MEASURED_LENGTH} instructions`;
  const constants = `${timesText(constantsRatio)} times on ${MEASURED_VECTORS} constant vectors of one of them`;
  const uses = {
    used: possible.used && ratio > needed,
    usedForConstants: possible.usedForConstants && constantsRatio > needed,
  };
  const refused = [!uses.used && ratio > 1, !uses.usedForConstants && constantsRatio > 1].includes(true);
  const shared = evaluator.software && refused ? '; but it runs on the CPU that the search needs' : '';
  return { ...uses, reason: `measured ${times}, ${constants}${shared}${left}` };
}

/** What the GPU does not get, in words. */
function leftToCpu(inexact: readonly Opcode[], inexactConstants: readonly Opcode[]): string {
  const programs = inexact.join(', ');
  const constants = inexactConstants.join(', ');
  const parts = [];
  if (programs !== '') parts.push(`programs with ${programs} are left to the CPU, being inexact here`);
  if (constants !== programs)
    parts.push(
      constants === ''
        ? 'kernels compiled for one structure are exact'
        : `constants of structures with ${constants} likewise, being inexact in kernels compiled for them`,
    );
  return parts.map((part) => `; ${part}`).join('');
}

function constantsSpeedup(
  evaluator: CpuWithGpu,
  cpu: CpuScorer,
  options: BatchEvaluatorOptions,
): Promise<number> {
  const structure = randomPrograms(10, 1, MEASURED_LENGTH, options.opcodes)[0]!;
  const centre = Float32Array.from(structure.constants, constantToNumber);
  const { format = 'f32' } = options;
  const vectors = Array.from({ length: MEASURED_VECTORS }, (_, v) =>
    centre.map((c) => roundToFormat(c * (1 + v / 4096), format)),
  );
  const programs = vectors.map((vector) => withConstants(structure, vector));
  return speedup(
    () => evaluator.scoreConstants(structure, vectors),
    () => cpu.scoreInto(programs, programs.keys(), emptyScores(programs.length)),
  );
}

function withConstants(structure: Structure, constants: Float32Array): Program {
  return { ...structure, constants: Array.from(constants, constantFromNumber) };
}

class CpuWithGpu implements BatchEvaluator {
  readonly #cpu: CpuScorer;
  readonly #format: ShortFormat;
  #engine: GpuEngine | null;
  #report: GpuReport;
  #uses: Uses = { used: true, usedForConstants: true };

  constructor(cpu: CpuScorer, format: ShortFormat, engine: GpuEngine | null, report: GpuReport) {
    this.#cpu = cpu;
    this.#format = format;
    this.#engine = engine;
    this.#report = report;
    if (engine !== null) void engine.connection.lost.then((reason) => this.#lose(engine, reason));
  }

  get report(): GpuReport {
    return this.#report;
  }

  /** Opcodes that the interpreter kernel and specialised kernels compute exactly. */
  get exactCounts(): { readonly interpreted: number; readonly specialised: number } {
    const test = this.#engine?.selfTest;
    return { interpreted: test?.exactOpcodes.size ?? 0, specialised: test?.exactWhenSpecialised.size ?? 0 };
  }

  get software(): boolean {
    return this.#engine?.connection.software ?? false;
  }

  /** Takes the choice between the engines, unless the device is gone meanwhile. */
  settle(report: GpuReport & Uses): void {
    if (this.#engine === null) return;
    this.#report = report;
    this.#uses = report;
    if (!report.used && !report.usedForConstants) this.#release();
  }

  async score(programs: readonly Program[]): Promise<BatchScores> {
    const scores = emptyScores(programs.length);
    const rest = new Set(programs.keys());
    if (this.#uses.used) await this.#attempt((engine) => scoreOnGpu(engine, programs, scores, rest));
    this.#cpu.scoreInto(programs, rest, scores);
    return scores;
  }

  async scoreConstants(structure: Structure, constantVectors: readonly Float32Array[]): Promise<BatchScores> {
    if (constantVectors.some((vector) => vector.length !== structure.constantCount)) {
      throw new RangeError(`a constant vector does not have ${structure.constantCount} numbers`);
    }
    const scores = emptyScores(constantVectors.length);
    const rest = new Set(constantVectors.keys());
    const vectors = this.#inFormat(constantVectors);
    if (this.#uses.usedForConstants) {
      await this.#attempt((engine) => scoreConstantsOnGpu(engine, structure, vectors, scores, rest));
    }
    for (const index of rest) {
      const { maxError, argmax } = this.#cpu.score(withConstants(structure, vectors[index]!));
      scores.maxError[index] = maxError;
      scores.argmax[index] = argmax;
    }
    return scores;
  }

  destroy(): void {
    this.#release();
  }

  /** Constants as the law takes them. */
  #inFormat(vectors: readonly Float32Array[]): readonly Float32Array[] {
    const format = this.#format;
    return format === 'f32' ? vectors : vectors.map((vector) => vector.map((c) => roundToFormat(c, format)));
  }

  /** Does with the engine what may fail: then it is lost, and the CPU has to do it. */
  async #attempt(work: (engine: GpuEngine) => Promise<void>): Promise<void> {
    const engine = this.#engine;
    if (engine === null) return;
    try {
      await work(engine);
    } catch (thrown) {
      this.#lose(engine, messageOf(thrown));
    }
  }

  #lose(engine: GpuEngine, reason: string): void {
    if (this.#engine !== engine) return;
    this.#report = { state: 'lost', reason };
    this.#release();
  }

  #release(): void {
    const engine = this.#engine;
    this.#engine = null;
    engine?.evaluator.destroy();
    engine?.specialised.destroy();
    engine?.connection.destroy();
  }
}

/** Scores on the GPU what it scores exactly, and strikes that from `rest`. */
async function scoreOnGpu(
  engine: GpuEngine,
  programs: readonly Program[],
  scores: BatchScores,
  rest: Set<number>,
): Promise<void> {
  const {
    evaluator,
    format,
    selfTest: { exactOpcodes },
  } = engine;
  const indices: number[] = [];
  const batch: PackedProgram[] = [];
  for (const [index, program] of programs.entries()) {
    if (!program.instructions.every(({ opcode }) => exactOpcodes.has(opcode))) continue;
    const packed = packProgram(program, format);
    if ('refused' in packed) continue;
    indices.push(index);
    batch.push(packed);
  }
  if (batch.length > 0) take(await evaluator.scoreBatch(batch), indices, scores, rest);
}

/** The same for constant vectors of one structure. */
async function scoreConstantsOnGpu(
  { specialised, selfTest: { exactWhenSpecialised } }: GpuEngine,
  structure: Structure,
  vectors: readonly Float32Array[],
  scores: BatchScores,
  rest: Set<number>,
): Promise<void> {
  const opcodes = structure.instructions.map(({ opcode }) => opcode);
  if (!opcodes.every((opcode) => exactWhenSpecialised.has(opcode))) return;
  if (refusedStructure(structure) !== undefined) return;
  const divides = opcodes.includes('div');
  const isTaken = (c: number): boolean => refusedConstant(c) === undefined && !(divides && c === 0);
  const indices = [...vectors.keys()].filter((index) => vectors[index]!.every(isTaken));
  const batch = indices.map((index) => vectors[index]!);
  if (batch.length > 0) take(await specialised.score(structure, batch), indices, scores, rest);
}

/** Puts what was found, where no flag is up, into its places, and strikes these from `rest`. */
function take(found: GpuScores, indices: readonly number[], scores: BatchScores, rest: Set<number>): void {
  for (const [position, index] of indices.entries()) {
    if (found.flags[position] !== 0) continue;
    scores.maxError[index] = found.maxError[position]!;
    scores.argmax[index] = found.argmax[position]!;
    rest.delete(index);
  }
}
