/**
 * Where a program is worst among more numbers than can be tried: cells of the interval are sampled, and those with the
 * largest errors again and again, more and more densely. Rounding errors look random from number to number, so the
 * maximum of a cell grows with the sample; what a short sample tells is which cells are worth a long one.
 */

import { CompiledScan } from '../../evaluation/compiled-scan';
import { ScanReference } from '../../evaluation/scan-reference';
import { fromOrdinal, fromOrdinal32, ordinalOf, ordinalRange } from '../../numerics/ordinals';
import type { RandomStream } from '../../numerics/random';
import { roundToFormat } from '../../numerics/rounding';
import { compileLaw } from '../../program/interpret';
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
  private readonly reference: ScanReference | undefined;
  /** Numbers tried by the last search. */
  tried = 0;

  constructor(labels: FastLabels) {
    this.labels = labels;
    const { function: fn, interval, format } = labels.target;
    this.reference = format === 'f32' ? new ScanReference(fn, format) : undefined;
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
    const { labels, reference } = this;
    const sampler: Sampler = {
      labels,
      law: compileLaw(program, labels.target),
      ...(reference !== undefined && { scan: new CompiledScan(program, labels.target, reference) }),
    };
    this.tried = 0;
    for (const cell of this.cells) cell.worst = [];
    const isEnough = (cells: readonly Cell[], each: number): boolean =>
      cells.some((cell) => {
        this.tried += sample(sampler, cell, each, random);
        return topOf(cell) > enough;
      });
    if (this.total <= points) isEnough(this.hottest(this.cells.length), Infinity);
    else this.narrow(points, isEnough);
    for (const cell of this.cells) cell.mark = Math.max(FADING * cell.mark, topOf(cell));
    return worstOf(this.cells, count);
  }

  /**
   * Numbers spread at random over the cells in which the programs looked at so far were worst, in ascending order; none
   * before the first search.
   * @param share of the largest error of all, from which on a cell is one of them
   */
  hotNumbers(count: number, share: number, random: RandomStream): Float64Array {
    const most = this.cells.reduce((largest, { mark }) => Math.max(largest, mark), 0);
    const hot = this.cells.filter(({ mark }) => mark > 0 && mark >= share * most);
    const { format } = this.labels.target;
    const drawn = new Set<number>();
    const each = Math.floor(count / hot.length);
    for (const { first, count: size } of hot) {
      for (let i = 0; i < each; i++) drawn.add(first + Math.floor(size * random.uniform()));
    }
    const ordinals = [...drawn].sort((a, b) => a - b);
    return Float64Array.from(ordinals, (n) =>
      format === 'f32' ? fromOrdinal32(n) : fromOrdinal(BigInt(n), format),
    );
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

/** What tries the numbers of a cell for one program. */
interface Sampler {
  readonly labels: FastLabels;
  readonly law: (x: number) => number;
  /** In binary32. */
  readonly scan?: CompiledScan;
}

/** Tries about `tries` numbers of the cell, spread evenly; all if there are no more. Tells how many. */
function sample(sampler: Sampler, cell: Cell, tries: number, random: RandomStream): number {
  const n = Math.min(tries, cell.count);
  const jitter = n === cell.count ? 0 : random.uniform();
  if (sampler.scan === undefined) return sampleByLaw(sampler, cell, n, jitter);
  // An odd stride goes through all patterns of the last bits.
  const whole = Math.floor(cell.count / n);
  const stride = whole % 2 === 0 ? whole - 1 : whole;
  const offset = Math.floor(jitter * (cell.count - stride * (n - 1)));
  const first = cell.first + Math.min(cell.count - 1, offset);
  const last = Math.min(cell.first + cell.count - 1, first + stride * (n - 1));
  const { maxError, argmax, count } = sampler.scan.sample(first, last, stride);
  // Where the function leaves the format the law and the labels tell whether that counts.
  if (maxError === Infinity) return sampleByLaw(sampler, cell, n, jitter);
  enter(cell, { x: argmax, error: maxError });
  return count;
}

function sampleByLaw({ labels, law }: Sampler, cell: Cell, n: number, jitter: number): number {
  const { format } = labels.target;
  const block = new Float64Array(labels.blockLength);
  const errors = new Float64Array(labels.blockLength);
  for (let from = 0; from < n; from += block.length) {
    const count = Math.min(block.length, n - from);
    for (let i = 0; i < count; i++) {
      const place = Math.floor(((from + i + jitter) * cell.count) / n);
      const ordinal = cell.first + Math.min(cell.count - 1, place);
      block[i] = format === 'f32' ? fromOrdinal32(ordinal) : fromOrdinal(BigInt(ordinal), format);
    }
    const numbers = block.subarray(0, count);
    labels.errors(numbers, numbers.map(law), errors);
    for (let i = 0; i < count; i++) {
      if (errors[i]! > (cell.worst[PER_CELL - 1]?.error ?? 0))
        enter(cell, { x: numbers[i]!, error: errors[i]! });
    }
  }
  return n;
}

function enter(cell: Cell, point: WorstPoint): void {
  if (cell.worst.some(({ x }) => x === point.x)) return;
  cell.worst = [...cell.worst, point].sort((a, b) => b.error - a.error).slice(0, PER_CELL);
}
