/** Monotone programs in a finite format: neighbouring numbers are compared by the law, all of them or a sample. */

import { valuesAt } from '../../evaluation/values';
import { isPlain } from '../../numerics/arithmetic';
import { countNumbers, fromOrdinal, fromOrdinal32, ordinalOf, ordinalRange } from '../../numerics/ordinals';
import { binadeEdges } from '../../oracle/sampling';
import { interpretAll } from '../../program/interpret';
import type { Program } from '../../program/program';
import { inArithmeticOf, type FiniteTarget } from '../../targets/target';
import type { Direction } from './direction';
import type { ConstraintVerdict } from './verdict';

/** Numbers in a row of which each is compared with the next. */
const RUN = 32;
/** Numbers evaluated at a time. */
const BLOCK = 1 << 16;
/** Binade edges whose neighbourhoods are looked at in any case. */
const EDGES = 64;
/** Samples up to this length are kept: they are the same for all programs. */
const KEPT = 1 << 14;

export type MonotoneCheck = (program: Program) => ConstraintVerdict;

/**
 * Whether a program's values nowhere fall (direction 1) or nowhere rise (-1) from one number of the format to the next. It
 * is exhaustive where the interval has at most `most` numbers; else about so many are looked at, in runs of neighbours spread
 * evenly by ordinal and at binade edges. Values that are not finite violate it. The two zeros are one number.
 */
export function monotoneCheck(target: FiniteTarget, direction: Direction, most: number): MonotoneCheck {
  const { interval, format } = target;
  const { first, last } = ordinalRange(interval, format);
  const count = countNumbers(interval, format);
  const exhaustive = count <= BigInt(most);
  const runs = exhaustive ? blocksOf(first, last) : sampledRuns(target, first, last, most);
  const evaluate = (program: Program, xs: Float64Array): Float64Array =>
    isPlain(target) ? valuesAt(program, xs, format) : interpretAll(program, xs, target);
  const numbers = (): Iterable<Float64Array> => gathered(runs, format);
  const kept = !exhaustive && most <= KEPT ? [...numbers()] : null;
  return (given) => {
    const program = inArithmeticOf(target, given);
    let points = 0;
    for (const xs of kept ?? numbers()) {
      const values = evaluate(program, xs);
      const at = violation(xs, values, direction);
      points += xs.length;
      if (at !== undefined) return { holds: false, proof: 'exact', points, at };
    }
    return exhaustive
      ? { holds: true, proof: 'exhaustive', points: Number(count) }
      : { holds: true, proof: 'sampled', points };
  };
}

/** From one ordinal to another, both included. */
interface OrdinalRun {
  readonly from: bigint;
  readonly to: bigint;
}

/** Blocks of neighbours; each ends with the number that the next begins with. */
function* blocksOf(first: bigint, last: bigint): Generator<OrdinalRun> {
  for (let from = first; from < last; from += BigInt(BLOCK - 1)) {
    const end = from + BigInt(BLOCK - 1);
    yield { from, to: end < last ? end : last };
  }
}

function sampledRuns(target: FiniteTarget, first: bigint, last: bigint, most: number): OrdinalRun[] {
  const { interval, format } = target;
  const half = BigInt(RUN) / 2n;
  const around = (centre: bigint): OrdinalRun => ({
    from: centre - half > first ? centre - half : first,
    to: centre + half < last ? centre + half : last,
  });
  const edges = [...binadeEdges(interval, format, EDGES)].map((x) => ordinalOf(x, format));
  const spread = BigInt(Math.max(1, Math.floor(most / RUN) - edges.length));
  const centres = Array.from(
    { length: Number(spread) },
    (_, i) => first + ((last - first) * BigInt(2 * i + 1)) / (2n * spread),
  );
  const ordered = [...centres, ...edges].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return [{ from: first, to: around(first).to }, ...ordered.map(around), around(last)];
}

/** The numbers of the runs, many runs at a time; what comes of one after the other falls in x where runs overlap. */
function* gathered(runs: Iterable<OrdinalRun>, format: FiniteTarget['format']): Generator<Float64Array> {
  const short = format === 'f32';
  let xs: number[] = [];
  for (const { from, to } of runs) {
    const length = Number(to - from) + 1;
    if (xs.length + length > BLOCK) {
      yield Float64Array.from(xs);
      xs = [];
    }
    const start = Number(from);
    for (let i = 0; i < length; i++)
      xs.push(short ? fromOrdinal32(start + i) : fromOrdinal(from + BigInt(i), format));
  }
  if (xs.length > 0) yield Float64Array.from(xs);
}

function violation(xs: Float64Array, values: Float64Array, direction: Direction): number | undefined {
  for (let i = 0; i < xs.length; i++) {
    if (!Number.isFinite(values[i]!)) return xs[i]!;
    // Runs stand one behind the other: only what rises in x is compared, which holds between runs as well.
    if (i > 0 && xs[i]! > xs[i - 1]! && direction * (values[i]! - values[i - 1]!) < 0) return xs[i]!;
  }
  return undefined;
}
