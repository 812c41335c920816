/** The values that a program must have where it is to be exact. */

import { isFiniteFormat } from '../../numerics/format';
import { exactFromNumber } from '../../numerics/number-text';
import { decimalText, rationalOf, type Rational } from '../../numerics/rational';
import { roundToFormat } from '../../numerics/rounding';
import { functionOf, OracleError } from '../../oracle/oracle';
import { labelAt } from '../../oracle/tables';
import { compileLaw } from '../../program/interpret';
import type { Program } from '../../program/program';
import { printInterval } from '../../targets/interval';
import { inArithmeticOf, isFiniteTarget, type Target } from '../../targets/target';
import { hasValue } from './impose-values';
import type { ConstraintVerdict } from './verdict';

/** A point, and the value wanted there: for `real` as a fraction, in a finite format a number of it. */
export type ExactPoint =
  | { readonly kind: 'real'; readonly at: number; readonly x: Rational; readonly y: Rational }
  | { readonly kind: 'finite'; readonly at: number; readonly y: number };

/** What is required at x, or as a clause why nothing can be. */
export function exactPoint(target: Target, x: number): ExactPoint | string {
  const { interval, format, function: fn } = target;
  const f = functionOf(fn);
  if (!(x >= interval.lower && x <= interval.upper))
    return `${x} lies outside ${printInterval(interval)}, where the program is to be exact`;
  if (isFiniteFormat(format)) {
    if (roundToFormat(x, format) !== x) return `${x} is no number of ${format}`;
    const y = roundedValue(target, x);
    return typeof y === 'string' ? y : { kind: 'finite', at: x, y };
  }
  const exact = exactFromNumber(x);
  const y = f.exact(exact);
  if (y === undefined)
    return `${f.id} is not known to have a rational value at ${x}, which a program for real could have exactly`;
  return { kind: 'real', at: x, x: rationalOf(exact), y: rationalOf(y) };
}

function roundedValue({ function: fn, format }: Target, x: number): number | string {
  const f = functionOf(fn);
  try {
    const { hi } = labelAt(f, x, isFiniteFormat(format) ? format : 'f64');
    return Number.isFinite(hi) ? hi : `${f.id} exceeds the largest number of ${format} at ${x}`;
  } catch (error) {
    if (error instanceof OracleError) return error.message;
    throw error;
  }
}

/** Whether the program has the value: by rational arithmetic or by the law. The two zeros are the same value. */
export function checkExactPoint(target: Target, program: Program, point: ExactPoint): ConstraintVerdict {
  const holds =
    point.kind === 'real'
      ? hasValue(program, point)
      : isFiniteTarget(target) && compileLaw(inArithmeticOf(target, program), target)(point.at) === point.y;
  return { holds, proof: 'exact', ...(holds ? {} : { at: point.at }) };
}

/** The value wanted, as text: a decimal number where it is one, else a fraction. */
export function valueText(point: ExactPoint): string {
  if (point.kind === 'finite') return String(point.y);
  const { numerator, denominator } = point.y;
  if (denominator === 1n) return String(numerator);
  const decimal = decimalText(point.y, 15);
  return decimal === undefined ? `${numerator}/${denominator}` : String(Number(decimal));
}
