/** The GPU service: what the GPU worker does, composed from the layers below. */

import { WGSL } from '../codegen/wgsl';
import { BUILTIN_NAMES, BUILTINS, builtinSnippet, type BuiltinName } from '../evaluation/webgpu/builtins';
import { requestGpu, type GpuConnection } from '../evaluation/webgpu/device';
import { deviceScan } from '../evaluation/webgpu/device-scan';
import { describeProblem, messageOf } from '../evaluation/webgpu/errors';
import { createBatchKernel } from '../evaluation/webgpu/kernel';
import { referenceBlocks } from '../evaluation/webgpu/reference-blocks';
import { selfTest } from '../evaluation/webgpu/self-test';
import type { Snippet } from '../evaluation/webgpu/snippet';
import { timeSnippets } from '../evaluation/webgpu/timing';
import { ordinalRange } from '../numerics/ordinals';
import type { Program } from '../program/program';
import type {
  GpuSelfTest,
  GpuService,
  NoGpu,
  ProgramsTimingAnswer,
  ScanAnswer,
  TimingAnswer,
} from '../protocol/gpu-service';
import type { Watch } from '../protocol/oracle-service';
import { parseInterval } from '../targets/interval';
import type { Interval, MeasuredError, Target, TargetFunction } from '../targets/target';
import { searchNeighbourhood } from './neighbourhood-search';

/** Numbers for which the oracle alone is fast enough: some seconds. */
const MOST_BY_ORACLE = 2 ** 16;

/** What the comments of an exported program say of its error; here nobody reads them. */
const UNSTATED: MeasuredError = { kind: 'sampled', value: NaN, text: 'nan', argmax: NaN, points: 0 };

/** @param gpu navigator.gpu unless told. */
export function createGpuService(
  gpu: GPU | undefined = (globalThis as { readonly navigator?: { readonly gpu?: GPU } }).navigator?.gpu,
): GpuService {
  const devices = new DeviceHolder(gpu);

  const scanOver = async (
    fn: TargetFunction,
    interval: Interval,
    snippet: Snippet,
    watch: Watch | undefined,
  ): Promise<ScanAnswer> => {
    const connection = await devices.open();
    if ('kind' in connection) return connection;
    const range = ordinalRange(interval, 'f32');
    const first = Number(range.first);
    const last = Number(range.last);
    const total = Math.max(0, last - first + 1);
    const { adapter } = connection;
    const failed = (reason: string): ScanAnswer => ({ kind: 'failed', reason, adapter, total });
    if (total === 0) return failed('the interval holds no binary32 number');
    try {
      const references = referenceBlocks(fn);
      if (!references.fast && total > MOST_BY_ORACLE) {
        return failed(
          `the interval holds ${total} binary32 numbers, and without a fast reference for this function ` +
            `${MOST_BY_ORACLE} are the most that can be compared`,
        );
      }
      const outcome = await deviceScan(connection, snippet, references, {
        first,
        last,
        ...(watch && { watch }),
      });
      return { ...outcome, adapter, total };
    } catch (thrown) {
      return failed(messageOf(thrown));
    }
  };

  return {
    selfTest: () => devices.selfTest(),

    async scan(target, program, watch) {
      return scanOver(target.function, target.interval, exported(target, program), watch);
    },

    async builtinError(name, interval, watch) {
      const { functionId, interval: usual, promise } = BUILTINS[name];
      const taken = interval ?? parseInterval(usual);
      const fn = { kind: 'catalogue', id: functionId } as const;
      const answer = await scanOver(fn, taken, builtinSnippet(name), watch);
      return answer.kind === 'unavailable' ? answer : { ...answer, interval: taken, promise };
    },

    async time(target, program, watch): Promise<TimingAnswer> {
      const connection = await devices.open();
      if ('kind' in connection) return connection;
      const builtin = builtinOf(target.function);
      const snippets = [
        exported(target, program),
        ...(builtin === undefined ? [] : [builtinSnippet(builtin)]),
      ];
      const { lower, upper } = target.interval;
      const outcome = await timeSnippets(connection, snippets, { lower, upper, ...(watch && { watch }) });
      if (outcome.kind === 'compilation failed') {
        return { kind: 'failed', reason: outcome.problems.map(describeProblem).join('; ') };
      }
      if (outcome.kind !== 'timed') return outcome;
      const { clock, repetitions, timings } = outcome;
      return {
        kind: 'timed',
        adapter: connection.adapter,
        clock,
        repetitions,
        program: timings[0]!,
        ...(builtin !== undefined && { builtin: { name: builtin, timing: timings[1]! } }),
      };
    },

    async timePrograms(target, programs, watch): Promise<ProgramsTimingAnswer> {
      const connection = await devices.open();
      if ('kind' in connection) return connection;
      const { lower, upper } = target.interval;
      const snippets = programs.map((program) => exported(target, program));
      const outcome = await timeSnippets(connection, snippets, { lower, upper, ...(watch && { watch }) });
      if (outcome.kind === 'compilation failed')
        return { kind: 'failed', reason: outcome.problems.map(describeProblem).join('; ') };
      return outcome.kind === 'timed' ? { ...outcome, adapter: connection.adapter } : outcome;
    },

    searchNeighbourhood: (request, watch) => searchNeighbourhood(gpu, request, watch),
  };
}

/** The program as people get it, without what the exported comments tell of its error. */
function exported(target: Target, program: Program): Snippet {
  const { code, functionName } = WGSL.emit({ program, target, error: UNSTATED });
  return { code, name: functionName };
}

function builtinOf(fn: TargetFunction): BuiltinName | undefined {
  if (fn.kind !== 'catalogue') return undefined;
  return BUILTIN_NAMES.find((name) => BUILTINS[name].functionId === fn.id);
}

/** Opens the device when it is first needed, and again after it was lost. */
class DeviceHolder {
  readonly #gpu: GPU | undefined;
  #connection: Promise<GpuConnection | NoGpu> | undefined;
  #selfTest: Promise<GpuSelfTest> | undefined;

  constructor(gpu: GPU | undefined) {
    this.#gpu = gpu;
  }

  /** A device that was lost since it was opened is replaced once; if that one is gone too, the answer is why. */
  async open(): Promise<GpuConnection | NoGpu> {
    const held = await this.#held();
    if ('kind' in held || held.lostReason() === undefined) return held;
    this.#connection = undefined;
    this.#selfTest = undefined;
    const next = await this.#held();
    if ('kind' in next) return next;
    const reason = next.lostReason();
    return reason === undefined ? next : { kind: 'unavailable', reason };
  }

  async selfTest(): Promise<GpuSelfTest> {
    const connection = await this.open();
    if ('kind' in connection) return connection;
    this.#selfTest ??= test(connection);
    return this.#selfTest;
  }

  async #held(): Promise<GpuConnection | NoGpu> {
    const opening = (this.#connection ??= this.#request());
    const connection = await opening;
    // Another time there may be one.
    if ('kind' in connection && this.#connection === opening) this.#connection = undefined;
    return connection;
  }

  async #request(): Promise<GpuConnection | NoGpu> {
    const available = await requestGpu(this.#gpu);
    return available.kind === 'unavailable' ? available : available.connection;
  }
}

async function test(connection: GpuConnection): Promise<GpuSelfTest> {
  const begun = performance.now();
  try {
    const { verdicts, specialisedVerdicts } = await selfTest(createBatchKernel(connection));
    const { adapter, software } = connection;
    const milliseconds = performance.now() - begun;
    return { kind: 'tested', adapter, software, verdicts, specialisedVerdicts, milliseconds };
  } catch (thrown) {
    return { kind: 'unavailable', reason: messageOf(thrown) };
  }
}
