/**
 * Chooses between the GPU and the CPU for scoring, so that the scores are the law's either way: a program goes to
 * the GPU only if the self-test found each of its opcodes exact, and its score counts only if no flag went up.
 */

import type { Opcode } from '../program/opcode';
import type { Program } from '../program/program';
import type { LabelTable } from '../oracle/labels';
import { CpuScorer, emptyScores } from './cpu-scorer';
import type { BatchEvaluator, BatchScores } from './evaluator';
import type { GpuPreference, GpuReport } from './gpu-report';
import { prepareScoreTable, type ScoreTable } from './score';
import { speedup } from './speedup';
import { randomPrograms } from './webgpu/random-programs';
import { requestGpu, type GpuConnection } from './webgpu/device';
import { messageOf } from './webgpu/errors';
import { createGpuEvaluator, type GpuEvaluator } from './webgpu/evaluator';
import { createBatchKernel } from './webgpu/kernel';
import { packProgram, type PackedProgram } from './webgpu/packing';
import { selfTest, type SelfTest } from './webgpu/self-test';

export interface BatchEvaluatorOptions {
  /** navigator.gpu, where there is one. */
  readonly gpu: GPU | undefined;
  /** `auto`: measure, and take the faster. `on`: the GPU wherever it is exact. `off`: the CPU alone. */
  readonly preference: GpuPreference;
  /** Labels in binary32. */
  readonly table: LabelTable;
  /** What the programs to come are made of. */
  readonly opcodes: readonly Opcode[];
  /** How many programs a call of `score` will bring, about; for `auto`'s measurement. */
  readonly batchSize?: number;
}

const DEFAULT_BATCH_SIZE = 64;
const MEASURED_LENGTH = 8;
/** An adapter that runs on the CPU takes time from the other workers: it must be worth that. */
const SOFTWARE_HANDICAP = 2;

/** A device that has passed the self-test, and the evaluator of one table on it. */
interface GpuEngine {
  readonly connection: GpuConnection;
  readonly evaluator: GpuEvaluator;
  readonly selfTest: SelfTest;
}

/**
 * An evaluator for the table. Never fails for lack of a GPU: what came of that is in its report.
 * @throws ScoreTableError where the labels are not those of a binary32 target.
 */
export async function createBatchEvaluator(options: BatchEvaluatorOptions): Promise<BatchEvaluator> {
  const table = prepareScoreTable(options.table);
  const cpu = new CpuScorer(table);
  if (options.preference === 'off') {
    return new CpuWithGpu(cpu, null, unavailable('scoring on the GPU is switched off'));
  }
  const engine = await startEngine(options.gpu, table);
  if ('reason' in engine) return new CpuWithGpu(cpu, null, unavailable(engine.reason));
  const inexact = options.opcodes.filter((opcode) => !engine.selfTest.exactOpcodes.has(opcode));
  const base = {
    state: inexact.length === 0 ? 'ready' : 'screening',
    adapter: engine.connection.adapter,
    verdicts: engine.selfTest.verdicts,
  } as const;
  const evaluator = new CpuWithGpu(cpu, engine, { ...base, used: true, reason: '' });
  const choice = await choose(evaluator, cpu, options, inexact);
  evaluator.settle({ ...base, ...choice });
  return evaluator;
}

function unavailable(reason: string): GpuReport {
  return { state: 'unavailable', reason };
}

async function startEngine(
  gpu: GPU | undefined,
  table: ScoreTable,
): Promise<GpuEngine | { readonly reason: string }> {
  const available = await requestGpu(gpu);
  if (available.kind === 'unavailable') return { reason: available.reason };
  const { connection } = available;
  try {
    const kernel = createBatchKernel(connection);
    const result = await selfTest(kernel);
    return { connection, evaluator: await createGpuEvaluator(kernel, table), selfTest: result };
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
): Promise<{ readonly used: boolean; readonly reason: string }> {
  const left =
    inexact.length === 0
      ? ''
      : `; programs with ${inexact.join(', ')} are left to the CPU, being inexact here`;
  if (evaluator.exactCount === 0)
    return { used: false, reason: 'the self-test found no opcode exact on this adapter' };
  if (options.preference === 'on') return { used: true, reason: `chosen by the user${left}` };
  const size = options.batchSize ?? DEFAULT_BATCH_SIZE;
  const programs = randomPrograms(9, size, MEASURED_LENGTH, options.opcodes);
  const ratio = await speedup(evaluator, cpu, programs);
  const times = `${ratio.toPrecision(2)} times as fast as the CPU on ${size} programs of ${MEASURED_LENGTH} instructions`;
  const needed = evaluator.software ? SOFTWARE_HANDICAP : 1;
  if (ratio > needed) return { used: true, reason: `measured ${times}${left}` };
  const shared = ratio > 1 ? ', but it runs on the CPU that the search needs' : '';
  return { used: false, reason: `measured ${times}${shared}${left}` };
}

class CpuWithGpu implements BatchEvaluator {
  readonly #cpu: CpuScorer;
  #engine: GpuEngine | null;
  #report: GpuReport;

  constructor(cpu: CpuScorer, engine: GpuEngine | null, report: GpuReport) {
    this.#cpu = cpu;
    this.#engine = engine;
    this.#report = report;
    if (engine !== null) void engine.connection.lost.then((reason) => this.#lose(engine, reason));
  }

  get report(): GpuReport {
    return this.#report;
  }

  get exactCount(): number {
    return this.#engine?.selfTest.exactOpcodes.size ?? 0;
  }

  get software(): boolean {
    return this.#engine?.connection.software ?? false;
  }

  /** Takes the choice between the engines, unless the device is gone meanwhile. */
  settle(report: GpuReport & { readonly used: boolean }): void {
    if (this.#engine === null) return;
    this.#report = report;
    if (!report.used) this.#release();
  }

  async score(programs: readonly Program[]): Promise<BatchScores> {
    const scores = emptyScores(programs.length);
    const rest = new Set(programs.keys());
    const engine = this.#engine;
    if (engine !== null) {
      try {
        await scoreOnGpu(engine, programs, scores, rest);
      } catch (thrown) {
        this.#lose(engine, messageOf(thrown));
      }
    }
    this.#cpu.scoreInto(programs, rest, scores);
    return scores;
  }

  destroy(): void {
    this.#release();
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
    selfTest: { exactOpcodes },
  } = engine;
  const indices: number[] = [];
  const batch: PackedProgram[] = [];
  for (const [index, program] of programs.entries()) {
    if (!program.instructions.every(({ opcode }) => exactOpcodes.has(opcode))) continue;
    const packed = packProgram(program);
    if ('refused' in packed) continue;
    indices.push(index);
    batch.push(packed);
  }
  if (batch.length === 0) return;
  const found = await evaluator.scoreBatch(batch);
  for (const [position, index] of indices.entries()) {
    if (found.flags[position] !== 0) continue;
    scores.maxError[index] = found.maxError[position]!;
    scores.argmax[index] = found.argmax[position]!;
    rest.delete(index);
  }
}
