/**
 * Where a program is worst among more numbers than can be tried: cells of the interval are sampled, and those with the
 * largest errors again and again, more and more densely. Rounding errors look random from number to number, so the
 * maximum of a cell grows with the sample; what a short sample tells is which cells are worth a long one.
 */

import { COMPILED_BLOCK, CompiledProgram } from '../../evaluation/wasm/compiled-program';
import { canCompile } from '../../evaluation/wasm/emit-program';
import type { ShortFormat } from '../../evaluation/wasm/reference-kernel';
import { fromOrdinal, fromOrdinal32, ordinalOf, ordinalRange } from '../../numerics/ordinals';
import type { RandomStream } from '../../numerics/random';
import { roundToFormat } from '../../numerics/rounding';
import { interpretAll } from '../../program/interpret';
import type { Program } from '../../program/program';
import type { FastLabels } from './fast-labels';

export interface WorstPoint {
  readonly x: number;
  /** In the norm's unit, to about 2^-40 of an ulp. */
  readonly error: number;
}

/** Cells of equal width in ordinals, and as many boundaries of equal distance in x. */
const CELLS = 256;
/** After each round this share of the cells is sampled again. */
const KEPT = 1 / 4;
const ROUNDS = 4;
/** Points that are told of each cell. */
const PER_CELL = 2;

/** Cells that were worst before are tried first, so many of them, with this share of the points. */
const HOT = 12;
const HOT_SHARE = 1 / 4;

interface Cell {
  readonly first: number;
  readonly count: number;
  worst: WorstPoint[];
  /** Largest errors of programs looked at before, fading. */
  mark: number;
}
const FADING = 0.98;

/** Searches for one target; what it learns of one program tells where to look at the next. */
export class WorstPointSearch {
  private readonly labels: FastLabels;
  private readonly cells: readonly Cell[];
  private readonly total: number;
  /** Numbers tried by the last search. */
  tried = 0;

  constructor(labels: FastLabels) {
    this.labels = labels;
    const { interval, format } = labels.target;
    const { first, last } = ordinalRange(interval, format);
    this.total = Math.max(0, Number(last - first) + 1);
    this.cells = this.total === 0 ? [] : cellsOf(labels, Number(first), this.total);
  }

  /**
   * The worst points found, worst first, at most `count`. Of an interval that holds no more than `points` numbers all
   * are tried.
   *
   * @param points how many numbers are tried, about
   * @param enough the search ends once an error above this is found
   */
  search(
    program: Program,
    points: number,
    count: number,
    random: RandomStream,
    enough = Infinity,
  ): WorstPoint[] {
    const valuesAt = evaluatorOf(program, this.labels.target.format);
    this.tried = 0;
    for (const cell of this.cells) cell.worst = [];
    const isEnough = (cells: readonly Cell[], each: number): boolean =>
      cells.some((cell) => {
        this.tried += sample(this.labels, valuesAt, cell, each, random);
        return topOf(cell) > enough;
      });
    if (this.total <= points) isEnough(this.hottest(this.cells.length), Infinity);
    else this.narrow(points, isEnough);
    for (const cell of this.cells) cell.mark = Math.max(FADING * cell.mark, topOf(cell));
    return worstOf(this.cells, count);
  }

  private narrow(points: number, isEnough: (cells: readonly Cell[], each: number) => boolean): void {
    const hot = this.hottest(HOT).filter(({ mark }) => mark > 0);
    if (isEnough(hot, Math.ceil((points * HOT_SHARE) / HOT))) return;
    let chosen = this.cells;
    for (let round = 0; round < ROUNDS; round++) {
      const each = Math.ceil((points * (1 - HOT_SHARE)) / ROUNDS / chosen.length);
      if (isEnough(chosen, each)) return;
      const ranked = [...chosen].sort((a, b) => topOf(b) - topOf(a) || a.first - b.first);
      chosen = ranked.slice(0, Math.ceil(ranked.length * KEPT));
    }
  }

  private hottest(count: number): readonly Cell[] {
    return [...this.cells].sort((a, b) => b.mark - a.mark || a.first - b.first).slice(0, count);
  }
}

/** A search that knows nothing yet. */
export function worstPoints(
  labels: FastLabels,
  program: Program,
  points: number,
  count: number,
  random: RandomStream,
): WorstPoint[] {
  return new WorstPointSearch(labels).search(program, points, count, random);
}

function topOf({ worst }: Cell): number {
  return worst[0]?.error ?? 0;
}

function worstOf(cells: readonly Cell[], count: number): WorstPoint[] {
  return cells
    .flatMap(({ worst }) => worst)
    .sort((a, b) => b.error - a.error || a.x - b.x)
    .slice(0, count);
}

function cellsOf({ target }: FastLabels, first: number, total: number): Cell[] {
  const { lower, upper } = target.interval;
  const boundaries = new Set<number>();
  for (let i = 0; i < CELLS; i++) {
    boundaries.add(first + Math.floor((total * i) / CELLS));
    const x = roundToFormat(lower + ((upper - lower) * i) / CELLS, target.format);
    if (!Number.isFinite(x)) continue;
    const ordinal = Number(ordinalOf(x, target.format));
    if (ordinal > first && ordinal < first + total) boundaries.add(ordinal);
  }
  const starts = [...boundaries].sort((a, b) => a - b);
  return starts.map((start, i) => ({
    first: start,
    count: (starts[i + 1] ?? first + total) - start,
    worst: [],
    mark: 0,
  }));
}

/** The program's values at a block of numbers; overwritten by the next. */
function evaluatorOf(program: Program, format: ShortFormat): (numbers: Float64Array) => ArrayLike<number> {
  if (format !== 'f32' || !canCompile(program, format)) {
    return (numbers) => interpretAll(program, numbers, format);
  }
  const compiled = new CompiledProgram(program, format);
  return (numbers) => {
    compiled.x.set(numbers);
    compiled.evaluate(numbers.length);
    return compiled.values;
  };
}

/** Tries `tries` numbers of the cell, one from each of as many stretches; all if there are no more. Tells how many. */
function sample(
  labels: FastLabels,
  valuesAt: (numbers: Float64Array) => ArrayLike<number>,
  cell: Cell,
  tries: number,
  random: RandomStream,
): number {
  const { format } = labels.target;
  const n = Math.min(tries, cell.count);
  const numbers = new Float64Array(n);
  const jitter = n === cell.count ? 0 : random.uniform();
  for (let i = 0; i < n; i++) {
    const ordinal = cell.first + Math.min(cell.count - 1, Math.floor(((i + jitter) * cell.count) / n));
    numbers[i] = format === 'f32' ? fromOrdinal32(ordinal) : fromOrdinal(BigInt(ordinal), format);
  }
  const errors = new Float64Array(Math.min(labels.blockLength, COMPILED_BLOCK));
  let threshold = cell.worst[PER_CELL - 1]?.error ?? 0;
  for (let from = 0; from < n; from += errors.length) {
    const block = numbers.subarray(from, from + errors.length);
    labels.errors(block, valuesAt(block), errors);
    for (let i = 0; i < block.length; i++) {
      if (!(errors[i]! > threshold)) continue;
      const worst = [...cell.worst, { x: block[i]!, error: errors[i]! }];
      cell.worst = worst.sort((a, b) => b.error - a.error).slice(0, PER_CELL);
      threshold = cell.worst[PER_CELL - 1]?.error ?? 0;
    }
  }
  return n;
}
