/**
 * The refined maximum error in a finite format: the law over a stratified sample of the format's numbers, then over
 * more and more of the numbers around the worst ones. Where the interval holds no more numbers than the sample has
 * points, all of them are taken and the error is exhaustive.
 */

import { FastLabels } from '../fitting/rounding/fast-labels';
import { worstPoints } from '../fitting/rounding/worst-points';
import { FORMAT_PARAMETERS, type FiniteFormat } from '../numerics/format';
import { formatSignificant } from '../numerics/number-text';
import { countNumbers, fromOrdinal, ordinalOf, ordinalRange } from '../numerics/ordinals';
import { RandomStream } from '../numerics/random';
import type { LabelTable } from '../oracle/labels';
import { functionOf, OracleError } from '../oracle/oracle';
import { labelAt, labelTable, scaleOf, validationPoints } from '../oracle/tables';
import { ordinalPoints } from '../oracle/sampling';
import { printInterval } from '../targets/interval';
import { compileLaw } from '../program/interpret';
import type { Program } from '../program/program';
import type { MeasuredError, Target } from '../targets/target';
import { denseScan } from './dense-scan';

const SAMPLE_POINTS = 1 << 14;
/** Intervals of at most this many numbers are gone through completely: all of f16 and bf16 are. */
const EXHAUSTIVE_LIMIT = 1 << 16;
const DIGITS = 15;
/** Worst points of the sample whose surroundings are searched, and how many numbers between their neighbours. */
const REGIONS = 24;
const PER_REGION = 64;
/** Worst points of all that are searched number by number, and how far on both sides. */
const FINALISTS = 16;
const NEIGHBOURS = 24;
/** Numbers tried where there is a fast reference, and how many of the worst are looked at closely. */
const SEARCHED = 1 << 22;
const FOUND = 32;
/** Largest precision for which binary64 can stand in for the oracle while the worst numbers are looked for. */
const WIDEST_DENSE_SCAN = 24;
const MAX_LABELS = 1 << 16;

export interface FiniteReference {
  readonly target: Target & { readonly format: FiniteFormat };
  readonly sample: LabelTable;
  /** Whether the sample holds every number of the interval. */
  readonly complete: boolean;
  /** A fast reference, where there is one. */
  readonly fast: FastLabels | undefined;
  /** Labels of the points looked at beyond the sample. */
  readonly labels: Map<number, readonly [hi: number, lo: number, scale: number]>;
}

export function createFiniteReference(target: Target & { readonly format: FiniteFormat }): FiniteReference {
  const count = countNumbers(target.interval, target.format);
  const complete = count <= BigInt(EXHAUSTIVE_LIMIT);
  const points = complete
    ? ordinalPoints(target.interval, target.format, Number(count))
    : validationPoints(target, SAMPLE_POINTS);
  const sample = labelTable(target, points);
  if (sample.x.length === 0) {
    const where = printInterval(target.interval);
    throw new OracleError(`on ${where} the function has no value that the format and the norm can hold`);
  }
  return { target, sample, complete, fast: FastLabels.of(target), labels: new Map() };
}

interface Candidate {
  readonly x: number;
  readonly error: number;
}

export function measureFinite(reference: FiniteReference, program: Program): MeasuredError {
  const { target, sample, complete } = reference;
  const law = compileLaw(program, target);
  const { x: xs, hi, lo, scale } = sample;
  let points = 0;
  let misrounded = 0;
  const errorAt = (x: number, hi: number, lo: number, scale: number): number => {
    const p = law(x);
    points++;
    if (p !== hi) misrounded++;
    return size(p, hi, lo, scale);
  };
  const errors = xs.map((x, i) => errorAt(x, hi[i]!, lo[i]!, scale[i]!));
  const tried = new Set<number>();
  const look = (ordinal: bigint): Candidate | undefined => {
    const x = fromOrdinal(ordinal, target.format);
    if (tried.has(x)) return undefined;
    tried.add(x);
    const label = labelOf(reference, x);
    return label === undefined ? undefined : { x, error: errorAt(x, ...label) };
  };
  let best = worst(
    Array.from(xs, (x, i) => ({ x, error: errors[i]! })),
    REGIONS,
  );
  if (!complete && Number.isFinite(best[0]?.error)) {
    let more: readonly Candidate[];
    if (reference.fast !== undefined) {
      more = worstPoints(reference.fast, program, SEARCHED, FOUND, new RandomStream(0))
        .map(({ x }) => look(ordinalOf(x, target.format)))
        .filter((candidate) => candidate !== undefined);
    } else if (FORMAT_PARAMETERS[target.format].precision <= WIDEST_DENSE_SCAN) {
      const f = functionOf(target.function);
      more = denseScan(sample, errors, target.format, law, (x) => labelAt(f, x, 'f64'))
        .map((x) => look(ordinalOf(x, target.format)))
        .filter((candidate) => candidate !== undefined);
    } else {
      more = betweenNeighbours(best, sample, target.format, look);
    }
    const steps = besideSteps(sample, errors, target.format, reference, look);
    best = climb(worst([...best, ...more, ...steps], FINALISTS), target, look);
  }
  const top = best[0] ?? { x: NaN, error: NaN };
  return {
    kind: complete ? 'exhaustive' : 'refined',
    value: top.error,
    text: formatSignificant(top.error, DIGITS),
    argmax: top.x,
    points,
    misrounded,
  };
}

/** |p - f| in the norm's unit; Infinity where the program gives none. */
function size(p: number, hi: number, lo: number, scale: number): number {
  const error = Math.abs(p - hi - lo) * scale;
  return Number.isNaN(error) ? Infinity : error;
}

function labelOf(
  { target, labels }: FiniteReference,
  x: number,
): readonly [number, number, number] | undefined {
  let label = labels.get(x);
  if (label === undefined) {
    const { hi, lo } = labelAt(functionOf(target.function), x, target.format);
    label = [hi, lo, scaleOf({ hi, lo }, target.norm, target.format, target.ulpAt)];
    if (labels.size >= MAX_LABELS) labels.clear();
    labels.set(x, label);
  }
  return Number.isFinite(label[0]) && Number.isFinite(label[2]) ? label : undefined;
}

/** The candidates with the largest errors, largest first; of equal ones the smaller x first. */
function worst(candidates: readonly Candidate[], count: number): Candidate[] {
  return [...candidates]
    .sort((a, b) => (a.error === b.error ? a.x - b.x : b.error - a.error))
    .slice(0, count);
}

/** Numbers evenly spread by ordinal between the sample's neighbours of each candidate. */
function betweenNeighbours(
  candidates: readonly Candidate[],
  { x: xs }: LabelTable,
  format: FiniteFormat,
  look: (ordinal: bigint) => Candidate | undefined,
): Candidate[] {
  const found: Candidate[] = [];
  for (const { x } of candidates) {
    const i = lowerBound(xs, x);
    const first = ordinalOf(xs[Math.max(i - 1, 0)]!, format);
    const last = ordinalOf(xs[Math.min(i + 1, xs.length - 1)]!, format);
    for (let j = 1n; j <= BigInt(PER_REGION); j++) {
      const candidate = look(first + ((last - first) * j) / BigInt(PER_REGION + 1));
      if (candidate !== undefined) found.push(candidate);
    }
  }
  return found;
}

/**
 * The two numbers between which the unit of the error jumps, for the worst of such places: a zero of the target, or a
 * power of two that it crosses. Errors in ulp or relative to the target are largest right beside them.
 */
function besideSteps(
  { x: xs, hi, scale }: LabelTable,
  errors: Float64Array,
  format: FiniteFormat,
  reference: FiniteReference,
  look: (ordinal: bigint) => Candidate | undefined,
): Candidate[] {
  const places: { readonly i: number; readonly error: number }[] = [];
  for (let i = 0; i + 1 < xs.length; i++) {
    const crossesZero = hi[i]! < 0 !== hi[i + 1]! < 0;
    const crossesPower = reference.target.norm === 'ulp' && scale[i]! !== scale[i + 1]!;
    if (crossesZero || crossesPower) places.push({ i, error: Math.max(errors[i]!, errors[i + 1]!) });
  }
  places.sort((a, b) => b.error - a.error);
  return places.slice(0, REGIONS).flatMap(({ i }) => {
    const crossesZero = hi[i]! < 0 !== hi[i + 1]! < 0;
    const isBefore = ([y, , unit]: readonly [number, number, number]): boolean =>
      crossesZero ? y < 0 === hi[i]! < 0 : unit === scale[i]!;
    let before = ordinalOf(xs[i]!, format);
    let after = ordinalOf(xs[i + 1]!, format);
    while (after - before > 1n) {
      const middle = (before + after) >> 1n;
      const label = labelOf(reference, fromOrdinal(middle, format));
      if (label === undefined || !isBefore(label)) after = middle;
      else before = middle;
    }
    return [look(before), look(after)].filter((candidate) => candidate !== undefined);
  });
}

/** Every number within NEIGHBOURS of the candidates; again around whatever turns out worse, until nothing does. */
function climb(
  start: readonly Candidate[],
  target: Target & { readonly format: FiniteFormat },
  look: (ordinal: bigint) => Candidate | undefined,
): Candidate[] {
  const { first, last } = ordinalRange(target.interval, target.format);
  let frontier = start;
  let all = [...start];
  for (let round = 0; round < 8 && frontier.length > 0; round++) {
    const top = all[0]?.error ?? 0;
    const found: Candidate[] = [];
    for (const { x } of frontier) {
      const centre = ordinalOf(x, target.format);
      for (let d = -BigInt(NEIGHBOURS); d <= BigInt(NEIGHBOURS); d++) {
        const ordinal = centre + d;
        if (ordinal < first || ordinal > last) continue;
        const candidate = look(ordinal);
        if (candidate !== undefined) found.push(candidate);
      }
    }
    all = worst([...all, ...found], FINALISTS);
    frontier = found.filter(({ error }) => error > top);
  }
  return all;
}

/** The index of the first element that is not below x. */
function lowerBound(xs: Float64Array, x: number): number {
  let low = 0;
  let high = xs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (xs[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
