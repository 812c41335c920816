/**
 * How long programs take on this machine's CPU, compiled to WebAssembly with its SIMD: for independent values
 * (throughput), and for a chain in which each value waits for the one before (latency).
 *
 * The engine compiles in steps, so each program runs for a while before anything is timed. Then the programs take turns.
 * A repetition is the shortest of a few pieces of work, so short that most are not interrupted; the median of the
 * repetitions is told with its spread, and what varies too much is said to be not measurable. Of a chain, the time of the
 * same chain around the identity, in the same repetition, is subtracted.
 */

import { LANES, TIMED_POINTS, TimedProgram } from '../evaluation/wasm/timed-program';
import { hasFusedInstruction } from '../evaluation/wasm/relaxed-fma';
import type { CompiledFormat } from '../evaluation/wasm/emit-program';
import { hasWasmSimd } from '../evaluation/wasm/simd';
import type { Timing } from '../evaluation/webgpu/timing';
import { INPUT, type Program } from '../program/program';
import type { CpuTimingAnswer, CpuTimingService, ProgramTimes } from '../protocol/cpu-timing-service';
import type { Watch } from '../protocol/oracle-service';
import { programFormat, type Interval, type Target } from '../targets/target';

export interface CpuTimingOptions {
  readonly target: Target;
  readonly programs: readonly Program[];
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly watch?: Watch;
}

export const CPU_REPETITIONS = 15;
/** So often at most are they repeated in all for programs whose times vary too much. */
const ATTEMPTS = 3;
/** Programs that are timed beside each other: their code and data stay in the caches. */
export const MOST_TIMED = 128;
/** Milliseconds that each program runs before it is timed: engines compile well what has run for some. */
const WARM_UP = 15;
/** Least milliseconds of a piece of work, and least ticks of the clock; and pieces of a repetition. */
const PIECE = 0.25;
const PIECE_TICKS = 40;
export const PIECES = 5;
/** A clock whose ticks are longer, in milliseconds, is of no use. */
const COARSEST = 1;
const MOST_PASSES = 2 ** 20;
/** The middle half of the times must lie within so much of the median. */
const WIDEST_SPREAD = 0.5;
const NO_FMA =
  'WebAssembly has no instruction here that rounds a b + c once, and another form would not tell the time of one';
const IDENTITY: Program = { instructions: [], constantCount: 0, constants: [], result: INPUT };

/** @param now monotonic milliseconds */
export function createCpuTimingService(now: () => number): CpuTimingService {
  return {
    timeOnCpu: (target, programs, watch) => timePrograms({ target, programs, now, ...(watch && { watch }) }),
  };
}

/** The instructions with which programs for the target are timed. */
export function timedFormat(target: Target): CompiledFormat {
  const format = programFormat(target);
  return format === 'real' || format === 'f64' ? 'f64' : 'f32';
}

export async function timePrograms(options: CpuTimingOptions): Promise<CpuTimingAnswer> {
  const { target, programs, now, watch } = options;
  if (!hasWasmSimd())
    return { kind: 'failed', reason: 'there is no WebAssembly with SIMD here to compile programs to' };
  if (programs.length > MOST_TIMED)
    return { kind: 'failed', reason: `at most ${MOST_TIMED} programs are timed beside each other` };
  const tick = shortestTick(now);
  if (tick > COARSEST)
    return { kind: 'failed', reason: 'the clock here is too coarse to time programs with' };
  const format = timedFormat(target);
  const xs = argumentsOf(target.interval);
  const subjects = [IDENTITY, ...programs].map((program) => subjectOf(program, format, xs));
  for (const subject of subjects) subject?.prepare(now, Math.max(PIECE, PIECE_TICKS * tick));
  const [identity, ...others] = subjects;
  let times: ProgramTimes[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // Once more for those that something disturbed.
    const pending = others.filter((_, i) => times[i] === undefined || !isMeasured(times[i]));
    const turns = [identity, ...pending].filter((subject) => subject !== null && subject !== undefined);
    if (pending.every((subject) => subject === null) && attempt > 0) break;
    for (const subject of turns) subject.forget();
    for (let round = 1; round <= CPU_REPETITIONS; round++) {
      for (const subject of turns) subject.time(now);
      const total = (attempt + 1) * CPU_REPETITIONS;
      const done = attempt * CPU_REPETITIONS + round;
      if (watch !== undefined && !(await watch(done, total))) return { kind: 'cancelled' };
    }
    const chain = identity?.chains ?? [];
    times = others.map((subject, i) =>
      times[i] === undefined || pending.includes(subject) ? timesOf(subject, chain) : times[i],
    );
  }
  return {
    kind: 'timed',
    format,
    lanes: LANES[format],
    repetitions: CPU_REPETITIONS,
    programs: times,
  };
}

function isMeasured({ throughput, latency }: ProgramTimes): boolean {
  return throughput.kind === 'measured' && latency.kind === 'measured';
}

/** Milliseconds between two readings of the clock that differ, the least of some. */
function shortestTick(now: () => number): number {
  let least = Infinity;
  for (let i = 0; i < 16; i++) {
    const begun = now();
    let read = begun;
    for (let tries = 0; read === begun && tries < 1e6; tries++) read = now();
    if (read > begun) least = Math.min(least, read - begun);
  }
  return least;
}

/** Spread evenly over the interval, its ends left out. */
function argumentsOf({ lower, upper }: Interval): Float64Array {
  return Float64Array.from(
    { length: TIMED_POINTS },
    (_, i) => lower + ((i + 0.5) / TIMED_POINTS) * (upper - lower),
  );
}

/** Null where the program cannot be compiled to what it would be on this CPU. */
function subjectOf(program: Program, format: CompiledFormat, xs: Float64Array): Subject | null {
  const fused = program.instructions.some(({ opcode }) => opcode === 'fma');
  if (fused && !hasFusedInstruction(format)) return null;
  return new Subject(new TimedProgram(program, format, fused ? 'relaxed' : 'software', xs), LANES[format]);
}

class Subject {
  /** Nanoseconds a value, of each round. */
  sweeps: number[] = [];
  /** Nanoseconds a vector. */
  chains: number[] = [];
  private readonly program: TimedProgram;
  private readonly lanes: number;
  private sweepPasses = 1;
  private chainPasses = 1;

  constructor(program: TimedProgram, lanes: number) {
    this.program = program;
    this.lanes = lanes;
  }

  /** Runs until the engine has compiled it for good, and finds how many passes take so many milliseconds. */
  prepare(now: () => number, piece: number): void {
    this.sweepPasses = passesFor((passes) => this.program.sweep(passes), now, piece);
    this.chainPasses = passesFor((passes) => this.program.chain(passes), now, piece);
  }

  forget(): void {
    this.sweeps = [];
    this.chains = [];
  }

  /** One repetition. */
  time(now: () => number): void {
    let sweep = Infinity;
    let chain = Infinity;
    for (let piece = 0; piece < PIECES; piece++) {
      const begun = now();
      this.program.sweep(this.sweepPasses);
      const middle = now();
      this.program.chain(this.chainPasses);
      const ended = now();
      sweep = Math.min(sweep, middle - begun);
      chain = Math.min(chain, ended - middle);
    }
    this.sweeps.push((sweep * 1e6) / (this.sweepPasses * TIMED_POINTS));
    this.chains.push((chain * 1e6 * this.lanes) / (this.chainPasses * TIMED_POINTS));
  }
}

function passesFor(work: (passes: number) => void, now: () => number, piece: number): number {
  // Calls of some ten microseconds: an engine changes to better code between calls only.
  const begun = now();
  while (now() - begun < WARM_UP) work(16);
  for (let passes = 8; ; passes *= 2) {
    let least = Infinity;
    for (let tries = 0; tries < PIECES; tries++) {
      const from = now();
      work(passes);
      least = Math.min(least, now() - from);
    }
    if (least >= piece || passes >= MOST_PASSES) return passes;
  }
}

function timesOf(subject: Subject | null, chain: readonly number[]): ProgramTimes {
  if (subject === null) {
    const none: Timing = { kind: 'not measurable', reason: NO_FMA };
    return { throughput: none, latency: none };
  }
  return {
    throughput: judgeTimes(subject.sweeps, 0),
    latency: judgeTimes(
      subject.chains.map((time, i) => time - (chain[i] ?? NaN)),
      median(chain),
    ),
  };
}

/**
 * The median of times, where they agree.
 * @param around what was subtracted from each: their spread is held against the whole
 */
export function judgeTimes(times: readonly number[], around: number): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = median(sorted);
  const [first, third] = [1, 3].map((k) => sorted[Math.floor((k * sorted.length) / 4)]);
  if (!sorted.every((time) => Number.isFinite(time)) || first === undefined || third === undefined)
    return { kind: 'not measurable', reason: 'the clock gave no sensible times' };
  if (middle + around <= 0 || third - first > WIDEST_SPREAD * (middle + around))
    return {
      kind: 'not measurable',
      reason: 'the times vary too much, as they do while something else runs',
    };
  // A program that does nothing takes nothing beside the chain, give or take the clock.
  return {
    kind: 'measured',
    median: Math.max(0, middle),
    least: Math.max(0, sorted[0]!),
    most: Math.max(0, sorted.at(-1)!),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
