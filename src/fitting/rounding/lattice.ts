/**
 * The lattice of constant vectors in a finite format, and how to round a real vector on it well: Babai's nearest plane
 * ("On Lovasz' lattice reduction and the nearest lattice point problem", Combinatorica 6, 1986), which rounds one
 * constant at a time and lets those still free make up for it, as fpminimax does for polynomials (Brisebarre and
 * Chevillard, "Efficient polynomial L-infinity approximations", ARITH 2007). With noise on each decision (Klein,
 * "Finding the closest lattice vector when it's unusually close", SODA 2000) it yields as many vectors as wanted, all of
 * which move the program's values little though the constants move by thousands of ulps.
 */

import { FORMAT_PARAMETERS, type FiniteFormat } from '../../numerics/format';
import type { RandomStream } from '../../numerics/random';
import { largestFinite, roundToFormat } from '../../numerics/rounding';
import { ulpOf } from '../../numerics/ulp';
import type { LabelTable } from '../../oracle/labels';
import { gradientAt } from '../../program/derivatives';
import type { Structure } from '../../program/program';

/** Points at which derivatives are taken, at most. */
const POINTS = 32;
/** A constant is held to about this relative distance from where it was, or to so many ulps if that is more. */
const REACH_BITS = 6;
const LEAST_REACH = 8;

export class ConstantLattice {
  /** The ulp of each constant; 0 where it is 0 or not finite, and does not move. */
  readonly spacing: Float64Array;
  /** How many ulps of a constant move the program's values by about half a unit of the norm; at least 1. */
  readonly stride: Float64Array;
  private readonly format: FiniteFormat;
  private readonly origin: Float64Array;
  private readonly pinned: Float64Array | undefined;
  /** Constants in the order of their effect, the weakest first. */
  private readonly order: readonly number[];
  /** Upper triangular, by rows, in that order: |R d| is the change of values, root mean square, by d ulps. */
  private readonly triangle: readonly Float64Array[];

  /**
   * @param constants where derivatives are taken and lattice vectors are near to: the optimum in real arithmetic
   * @param table some points, ordered by x
   * @param pinned numbers of the format that constants are rounded to wherever they are, NaN for those that are free
   */
  constructor(
    structure: Structure,
    constants: Float64Array,
    table: LabelTable,
    format: FiniteFormat,
    pinned?: Float64Array,
  ) {
    this.pinned = pinned;
    this.format = format;
    this.origin = constants.slice();
    const n = constants.length;
    this.spacing = constants.map((c) => (c === 0 || !Number.isFinite(c) ? 0 : ulpOf(c, format)));
    const rows: Float64Array[] = [];
    const step = Math.max(1, table.x.length / POINTS);
    for (let at = step / 2; at < table.x.length; at += step) {
      const i = Math.floor(at);
      const { derivatives } = gradientAt(structure, constants, table.x[i]!);
      const row = derivatives.map((d, k) => d * table.scale[i]! * this.spacing[k]!);
      if (row.every(Number.isFinite)) rows.push(row);
    }
    const effect = new Float64Array(n);
    for (const row of rows) for (let k = 0; k < n; k++) effect[k] = Math.max(effect[k]!, Math.abs(row[k]!));
    const reach = Math.max(LEAST_REACH, 2 ** (FORMAT_PARAMETERS[format].precision - 1 - REACH_BITS));
    this.stride = effect.map((e) => Math.max(1, Math.min(reach, e > 0 ? 0.5 / e : 1)));
    // What is pinned comes last, and is rounded first.
    const isPinned = (k: number): number => (Number.isNaN(pinned?.[k] ?? NaN) ? 0 : 1);
    this.order = Array.from({ length: n }, (_, k) => k).sort(
      (a, b) => isPinned(a) - isPinned(b) || effect[a]! - effect[b]! || a - b,
    );
    const weight = 1 / Math.sqrt(Math.max(1, rows.length));
    const system = rows.map((row) => Float64Array.from(this.order, (k) => row[k]! * weight));
    this.order.forEach((_, column) => {
      const row = new Float64Array(n);
      row[column] = 1 / reach;
      system.push(row);
    });
    this.triangle = triangularFactor(system, n);
  }

  /**
   * A lattice vector near `centre` (the optimum if left out), of numbers of the format.
   * @param noise how far the values may move on the way, in units of the norm; 0 rounds without chance
   */
  near(random: RandomStream, noise: number, centre: Float64Array = this.origin): Float64Array {
    const { order, spacing, triangle, format } = this;
    const n = order.length;
    const moved = centre.slice();
    const rest = new Float64Array(n);
    for (let at = n - 1; at >= 0; at--) {
      const k = order[at]!;
      const unit = spacing[k]!;
      const row = triangle[at]!;
      if (unit === 0 || !(row[at]! > 0)) {
        moved[k] = roundToFormat(centre[k]!, format);
        continue;
      }
      let pull = 0;
      for (let later = at + 1; later < n; later++) pull += row[later]! * rest[later]!;
      const pin = this.pinned?.[k] ?? NaN;
      if (Number.isNaN(pin)) {
        const shift = -pull / row[at]! + (noise === 0 ? 0 : (noise * normal(random)) / row[at]!);
        moved[k] = this.roundAt(k, centre[k]! + shift * unit);
      } else moved[k] = pin;
      rest[at] = (moved[k] - centre[k]!) / unit;
    }
    return moved;
  }

  /** Moves constant k by so many ulps of where it started. */
  move(constants: Float64Array, k: number, ulps: number): void {
    constants[k] = this.roundAt(k, constants[k]! + ulps * this.spacing[k]!);
  }

  private roundAt(k: number, value: number): number {
    const largest = largestFinite(this.format);
    const rounded = roundToFormat(value, this.format);
    return Math.abs(rounded) <= largest ? rounded : roundToFormat(this.origin[k]!, this.format);
  }
}

/** About a normal deviate: the sum of four uniform ones, of mean 0 and variance 1. */
function normal(random: RandomStream): number {
  const sum = random.uniform() + random.uniform() + random.uniform() + random.uniform();
  return (sum - 2) * Math.sqrt(3);
}

/** R of A = Q R by modified Gram-Schmidt; its diagonal is not negative. */
function triangularFactor(rows: readonly Float64Array[], n: number): Float64Array[] {
  const columns = Array.from({ length: n }, (_, j) => Float64Array.from(rows, (row) => row[j]!));
  const triangle = Array.from({ length: n }, () => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    const pivot = columns[i]!;
    const length = Math.sqrt(pivot.reduce((sum, v) => sum + v * v, 0));
    triangle[i]![i] = length;
    if (!(length > 0)) continue;
    for (let j = i + 1; j < n; j++) {
      const column = columns[j]!;
      let product = 0;
      for (let r = 0; r < pivot.length; r++) product += pivot[r]! * column[r]!;
      const factor = product / length;
      triangle[i]![j] = factor;
      for (let r = 0; r < pivot.length; r++) column[r] = column[r]! - (factor / length) * pivot[r]!;
    }
  }
  return triangle;
}
