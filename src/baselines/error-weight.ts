/** The weight that turns a difference from f into the unit of the target's norm, and the places where it jumps. */

import { FORMAT_PARAMETERS, isFiniteFormat, type FiniteFormat } from '../numerics/format';
import { ulpOf } from '../numerics/ulp';
import type { Decimal, DecimalConstructor } from '../oracle/decimal';
import type { Target } from '../targets/target';
import { BaselineError } from './baseline-error';
import type { FunctionOnInterval } from './function-on-interval';
import type { Point } from './roots';

export interface ErrorWeight {
  /** For a value of f; the larger of both sides where f is a power of two and the norm counts ulps. */
  readonly of: (value: Decimal) => Decimal;
  /** Ascending, inside the interval. */
  readonly jumps: readonly Decimal[];
}

/** The weight of the ulp norm jumps too often for the exchange. */
export class TooManyJumps extends BaselineError {}

/** The ulp of f may change this often in the interval; beyond it the exchange would chase jumps, not extrema. */
const MAX_JUMPS = 64;
const ROOT_STEPS = 100;

export function errorWeight(target: Target, f: FunctionOnInterval, D: DecimalConstructor): ErrorWeight {
  const { norm, format, ulpAt } = target;
  if (norm === 'relative') return { of: (value) => new D(1).div(value.abs()), jumps: [] };
  if (norm === 'absolute') return { of: () => new D(1), jumps: [] };
  if (!isFiniteFormat(format)) throw new BaselineError('the ulp norm needs a finite format');
  if (ulpAt !== undefined) {
    const weight = new D(1).div(ulpOf(ulpAt, format));
    return { of: () => weight, jumps: [] };
  }
  return {
    // A hair towards zero, so that a power of two counts with the smaller ulp of the binade below.
    of: (value) => new D(1).div(ulpOf(value.times('0.999999999999').toNumber(), format)),
    jumps: ulpJumps(f, format, D),
  };
}

/** Where |f| passes a power of two at which the ulp of the format changes. */
function ulpJumps(f: FunctionOnInterval, format: FiniteFormat, D: DecimalConstructor): Decimal[] {
  const jumps: Decimal[] = [];
  f.scan.forEach((point, i) => {
    const next = f.scan[i + 1];
    if (next === undefined) return;
    const [low, high] = point.value.abs().lt(next.value.abs()) ? [point, next] : [next, point];
    const found: Decimal[] = [];
    for (let edge = nextEdge(low.value, format); high.value.abs().gt(edge); edge *= 2) {
      if (jumps.length + found.length >= MAX_JUMPS) {
        throw new TooManyJumps(
          `the ulp of the function changes more than ${String(MAX_JUMPS)} times in the interval`,
        );
      }
      found.push(crossing(f, low, high, new D(edge), new D('0.5')));
    }
    jumps.push(...found);
  });
  return jumps.filter((x) => x.gt(f.lower) && x.lt(f.upper)).sort((a, b) => a.comparedTo(b));
}

/** The smallest power of two above |value| at which the ulp doubles: 2^p ulps. */
function nextEdge(value: Decimal, format: FiniteFormat): number {
  return ulpOf(value.toNumber(), format) * 2 ** FORMAT_PARAMETERS[format].precision;
}

/** Where |f| equals the level between two points on either side of it, by bisection and secant in turn. */
function crossing(f: FunctionOnInterval, low: Point, high: Point, level: Decimal, half: Decimal): Decimal {
  let [below, above] = [low, high];
  const tolerance = high.x.minus(low.x).abs().times('1e-24');
  for (let step = 0; step < ROOT_STEPS && above.x.minus(below.x).abs().gt(tolerance); step++) {
    const width = above.x.minus(below.x);
    const share =
      step % 3 === 2 ? half : level.minus(below.value.abs()).div(above.value.abs().minus(below.value.abs()));
    const x = below.x.plus(width.times(share));
    const value = f.value(x);
    if (value.abs().gt(level)) above = { x, value };
    else below = { x, value };
  }
  return below.x;
}
