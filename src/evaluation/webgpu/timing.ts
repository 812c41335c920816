/**
 * How long a function of one f32 takes on a device, beside others in the same run: an exported program beside the
 * builtin it could replace. What is told is throughput: the whole device works, and a call's time is the dispatch's,
 * less that of the same loop around the identity, over the number of calls.
 *
 * The number of calls is raised until a dispatch takes some milliseconds. Functions take turns, after a warm-up, and the
 * median of some repetitions is told with its spread. A figure is told only where it is plausible: twice the calls must
 * take about twice the time.
 */

import source from '../../../shaders/time-snippet.wgsl?raw';
import { checked, type GpuConnection } from './device';
import { GpuCompilationError, messageOf, type CompilationProblem } from './errors';
import { BUFFER_USAGE } from './flags';
import { compileSnippet, SNIPPET_WORKGROUP_SIZE, type Snippet, type SnippetPipeline } from './snippet';
import { createStopwatch, type Clock, type Stopwatch } from './stopwatch';

/** Nanoseconds; a call takes `median` of the device's time, a share of which all threads have at once. */
export interface CallTime {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export type Timing =
  ({ readonly kind: 'measured' } & CallTime) | { readonly kind: 'not measurable'; readonly reason: string };

export type TimingOutcome =
  | {
      readonly kind: 'timed';
      /** Whose clock: timestamps of the device, or the host's around long dispatches. */
      readonly clock: Clock;
      readonly repetitions: number;
      /** For each function, in the order in which they were given. */
      readonly timings: readonly Timing[];
    }
  | { readonly kind: 'cancelled' }
  /** Lines and columns are those of the function's text; `index` says which it is. */
  | {
      readonly kind: 'compilation failed';
      readonly index: number;
      readonly problems: readonly CompilationProblem[];
    }
  | { readonly kind: 'failed'; readonly reason: string };

export interface TimingOptions {
  /** Arguments are spread evenly over it. */
  readonly lower: number;
  readonly upper: number;
  /** Told after each repetition how many are done; its answer says whether to go on. */
  readonly watch?: (done: number, total: number) => boolean | Promise<boolean>;
  /** The host's clock even where the device has one. */
  readonly clock?: Clock;
}

export const REPETITIONS = 9;
const WARM_UP = 2;
/** Milliseconds that a dispatch should take by the device's clock, and by the host's, whose journeys it must outweigh. */
const AIM = { device: 8, host: 16 };
/** Milliseconds that no dispatch should exceed. */
const LONGEST = 40;
const THREADS = { software: 256, hardware: 2 ** 18 };
const MOST_CALLS = 2 ** 22;
/** Twice the calls must take between so many times the time. */
const PLAUSIBLE_GROWTH = { least: 1.6, most: 2.5 };
/** The middle half of the times must lie within so much of the median. */
const WIDEST_SPREAD = 0.5;
const PARAMETER_BYTES = 16;
const IDENTITY: Snippet = {
  code: 'fn ulpforge_identity(x: f32) -> f32 { return x; }',
  name: 'ulpforge_identity',
};

interface Subject {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
}

export async function timeSnippets(
  connection: GpuConnection,
  snippets: readonly Snippet[],
  options: TimingOptions,
): Promise<TimingOutcome> {
  if (!(options.lower < options.upper && Number.isFinite(options.upper - options.lower))) {
    return { kind: 'failed', reason: 'the interval of the arguments is empty or infinite' };
  }
  const pipelines: SnippetPipeline[] = [];
  for (const [index, snippet] of [IDENTITY, ...snippets].entries()) {
    try {
      pipelines.push(await compileSnippet(connection, snippet, source, ['uniform', 'storage']));
    } catch (thrown) {
      if (thrown instanceof GpuCompilationError) {
        return { kind: 'compilation failed', index: index - 1, problems: thrown.problems };
      }
      return { kind: 'failed', reason: messageOf(thrown) };
    }
  }
  const made: { destroy(): void }[] = [];
  try {
    const bench = await createBench(connection, pipelines, options, made);
    return await bench.run();
  } catch (thrown) {
    return { kind: 'failed', reason: messageOf(thrown) };
  } finally {
    for (const thing of made) thing.destroy();
  }
}

async function createBench(
  connection: GpuConnection,
  pipelines: readonly SnippetPipeline[],
  options: TimingOptions,
  made: { destroy(): void }[],
): Promise<Bench> {
  const { device } = connection;
  const threads = connection.software ? THREADS.software : THREADS.hardware;
  return checked(connection, 'the allocation of GPU buffers', () => {
    const buffer = (size: number, usage: number): GPUBuffer => {
      const created = device.createBuffer({ size, usage });
      made.push(created);
      return created;
    };
    const parameters = buffer(PARAMETER_BYTES, BUFFER_USAGE.uniform | BUFFER_USAGE.copyDestination);
    const results = buffer(4 * threads, BUFFER_USAGE.storage);
    const subjects = pipelines.map(({ layout, pipeline }): Subject => {
      const entries = [parameters, results].map((bound, binding) => ({
        binding,
        resource: { buffer: bound },
      }));
      return { pipeline, bindGroup: device.createBindGroup({ layout, entries }) };
    });
    const stopwatch = createStopwatch(connection, options.clock);
    made.push(stopwatch);
    return new Bench(connection, stopwatch, parameters, threads, subjects, options);
  });
}

class Bench {
  readonly #connection: GpuConnection;
  readonly #stopwatch: Stopwatch;
  readonly #parameters: GPUBuffer;
  readonly #threads: number;
  /** The first is the loop around the identity. */
  readonly #subjects: readonly Subject[];
  readonly #options: TimingOptions;
  #seed = 1;

  constructor(
    connection: GpuConnection,
    stopwatch: Stopwatch,
    parameters: GPUBuffer,
    threads: number,
    subjects: readonly Subject[],
    options: TimingOptions,
  ) {
    this.#connection = connection;
    this.#stopwatch = stopwatch;
    this.#parameters = parameters;
    this.#threads = threads;
    this.#subjects = subjects;
    this.#options = options;
  }

  async run(): Promise<TimingOutcome> {
    // The same number of calls for all: what is subtracted must be of the same length.
    const calls = await this.#callsThatFillTime();
    for (let i = 0; i < WARM_UP; i++) await this.#round(calls);
    const rounds: (readonly number[])[] = [];
    const halves: (readonly number[])[] = [];
    for (let i = 0; i < REPETITIONS; i++) {
      rounds.push(await this.#round(calls));
      halves.push(await this.#round(calls / 2));
      const { watch } = this.#options;
      if (watch !== undefined && !(await watch(i + 1, REPETITIONS))) return { kind: 'cancelled' };
    }
    const total = calls * this.#threads;
    const timings = this.#subjects
      .slice(1)
      .map((_, i) => judge(column(rounds, i + 1), column(halves, i + 1), column(rounds, 0), total));
    return { kind: 'timed', clock: this.#stopwatch.clock, repetitions: REPETITIONS, timings };
  }

  /** Milliseconds of one dispatch of each subject, one after the other. */
  async #round(calls: number): Promise<number[]> {
    const times: number[] = [];
    for (const subject of this.#subjects) times.push(await this.#time(subject, calls));
    return times;
  }

  #time({ pipeline, bindGroup }: Subject, calls: number): Promise<number> {
    const { lower, upper } = this.#options;
    const words = new Uint32Array(PARAMETER_BYTES / 4);
    words[0] = calls;
    words[1] = this.#seed++;
    new Float32Array(words.buffer).set([lower, (upper - lower) / 2 ** 24], 2);
    this.#connection.device.queue.writeBuffer(this.#parameters, 0, words);
    return this.#stopwatch.time(pipeline, bindGroup, this.#threads / SNIPPET_WORKGROUP_SIZE);
  }

  /** Calls for each thread, a power of two, so that the fastest subject takes long enough and none too long. */
  async #callsThatFillTime(): Promise<number> {
    const aim = AIM[this.#stopwatch.clock];
    let calls = 32;
    for (;;) {
      const rounds = [await this.#round(calls), await this.#round(calls), await this.#round(calls)];
      // The best of three: a dispatch that others held up says nothing.
      const times = this.#subjects.slice(1).map((_, i) => Math.min(...column(rounds, i + 1)));
      if (Math.min(...times) >= aim || 2 * Math.max(...times) > LONGEST || calls >= MOST_CALLS) return calls;
      calls *= 2;
    }
  }
}

function column(rounds: readonly (readonly number[])[], i: number): number[] {
  return rounds.map((times) => times[i]!);
}

/**
 * The time of a call from those of whole dispatches, all in milliseconds.
 * @param whole dispatches of `calls` calls, @param half of half as many, @param loop of the loop alone, `calls` times.
 */
export function judge(
  whole: readonly number[],
  half: readonly number[],
  loop: readonly number[],
  calls: number,
): Timing {
  if (![...whole, ...half, ...loop].every((time) => time > 0 && time < Infinity)) {
    return { kind: 'not measurable', reason: 'the clock gave no sensible times' };
  }
  const growth = median(whole) / median(half);
  if (growth < PLAUSIBLE_GROWTH.least || growth > PLAUSIBLE_GROWTH.most) {
    const ratio = growth.toFixed(2);
    return {
      kind: 'not measurable',
      reason: `twice the calls took ${ratio} times the time, not about twice`,
    };
  }
  const alone = whole.map((time, i) => time - loop[i]!).sort((a, b) => a - b);
  const middle = median(alone);
  const noise = median(loop.map((time) => Math.abs(time - median(loop))));
  if (middle <= noise) {
    return { kind: 'not measurable', reason: 'a call takes too little beside the loop around it' };
  }
  const perCall = (milliseconds: number): number => (milliseconds * 1e6) / calls;
  const quartiles = [
    alone[Math.floor(alone.length / 4)]!,
    alone[Math.floor((3 * alone.length) / 4)]!,
  ] as const;
  if (alone[0]! <= 0 || quartiles[1] - quartiles[0] > WIDEST_SPREAD * middle) {
    return {
      kind: 'not measurable',
      reason: 'the times vary too much, as they do while something else runs',
    };
  }
  return {
    kind: 'measured',
    median: perCall(middle),
    least: perCall(alone[0]!),
    most: perCall(alone[alone.length - 1]!),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
