/**
 * Ziv's strategy: evaluate with an error bound, at increasing precision, until the bound decides the rounding.
 *
 * A. Ziv, "Fast evaluation of elementary mathematical functions with correctly rounded last bit", ACM TOMS 17,
 * 1991. It does not end where f(x) itself lies between two numbers of the result's format. Such values are rational;
 * the catalogue knows where its functions have rational values, and those are rounded from the exact fraction.
 */

import {
  type Ball,
  ExponentOutOfRange,
  magnitude,
  PrecisionTooLow,
  UndefinedValue,
} from '../numerics/ball/ball';
import { ballFromExact as ballOf } from '../numerics/ball/exact';
import { bitLength } from '../numerics/bits';
import { type ExactNumber, exactToSignificant } from '../numerics/number-text';
import type { RealFunction } from '../targets/catalogue-function';
import { UnresolvedValue } from '../targets/expression/errors';
import { printInterval } from '../targets/interval';
import { OracleError, OracleRangeError, OracleUnderflowError } from './oracle-error';

/** Working precision added to what is asked for in the first attempt. */
const FIRST_GUARD = 24;
/** No attempt goes beyond this many times the bits asked for, plus as many as x itself has. */
const LIMIT_FACTOR = 8;

/** Values below 2^SMALLEST_EXPONENT are not told from 0. */
const SMALLEST_EXPONENT = -(2 ** 42);

export { ballOf };

export interface Decider<T> {
  /** The result when all values of the ball have the same, else undefined. */
  readonly fromBall: (value: Ball) => T | undefined;
  readonly fromExact: (value: ExactNumber) => T;
}

/**
 * What `decider` makes of f(x), computed from enclosures of growing precision. `bits` is the relative precision
 * that usually suffices. OracleError where f has no value at x or the value cannot be resolved,
 * OracleRangeError where it is too large or too small.
 */
export function resolve<T>(f: RealFunction, x: ExactNumber, bits: number, decider: Decider<T>): T {
  requireInside(f, x);
  const sizeOfX = Math.abs(bitLength(x.numerator) - bitLength(x.denominator));
  const limit = LIMIT_FACTOR * bits + 4096 + 4 * (bitLength(x.numerator) + bitLength(x.denominator));
  let unresolved: UnresolvedValue | undefined;
  try {
    for (let working = bits + FIRST_GUARD, attempt = 0; working <= limit; attempt++) {
      try {
        // One bit of x weighs up to |x| bits of f(x) in functions that grow like the exponential.
        const value =
          f.encloseAt?.(x, working) ?? f.enclose(ballOf(x, working + Math.min(sizeOfX, 64) + 8), working);
        if (value.rad !== 0n && magnitude(value) < SMALLEST_EXPONENT) {
          throw new OracleUnderflowError(
            `${f.id} has no value at x = ${describe(x)}: the value is too small`,
          );
        }
        const result = decider.fromBall(value);
        if (result !== undefined) return result;
      } catch (error) {
        if (error instanceof UnresolvedValue) unresolved = error;
        else if (!(error instanceof PrecisionTooLow)) throw error;
      }
      if (attempt === 0) {
        const exact = f.exact(x);
        if (exact !== undefined) return decider.fromExact(exact);
      }
      if (unresolved !== undefined) break;
      working += Math.max(64, Math.ceil(working / 2));
    }
  } catch (error) {
    if (error instanceof UndefinedValue || error instanceof ExponentOutOfRange) {
      const Refusal = error instanceof UndefinedValue ? OracleError : OracleRangeError;
      throw new Refusal(`${f.id} has no value at x = ${describe(x)}: ${error.message}`);
    }
    throw error;
  }
  const reason = unresolved === undefined ? '' : `: ${unresolved.message}`;
  throw new OracleError(
    `${f.id} at x = ${describe(x)} could not be resolved to the digits asked for${reason}`,
  );
}

function requireInside(f: RealFunction, x: ExactNumber): void {
  const { lower, upper, lowerOpen, upperOpen } = f.domain;
  const below = compare(x, lower);
  const above = compare(x, upper);
  if (below < 0 || above > 0 || (below === 0 && lowerOpen) || (above === 0 && upperOpen)) {
    const bound = below <= 0 ? lower : upper;
    const isShownAsBound = below !== 0 && above !== 0 && Number(describe(x)) === bound;
    const subject = isShownAsBound
      ? `x, just ${below < 0 ? 'below' : 'above'} ${String(bound)},`
      : `x = ${describe(x)}`;
    throw new OracleError(`${f.id}: ${subject} lies outside the domain ${printInterval(f.domain)}`);
  }
}

/** The sign of x - bound; bounds are small integers or infinities. */
function compare(x: ExactNumber, bound: number): number {
  if (!Number.isFinite(bound)) return bound < 0 ? 1 : -1;
  const left = x.sign < 0 ? -x.numerator : x.numerator;
  const right = BigInt(bound) * x.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

function describe(x: ExactNumber): string {
  return exactToSignificant(x, 17)
    .replace(/\.?0+e/, 'e')
    .replace(/e\+0$/, '');
}
