/** Messages between the page and the worker that reads and draws targets. Types only. */

import type { TargetText } from '../targets/parse';
import type { Target } from '../targets/target';

/** What is to be read: function or expression, interval, format and norm, as the target builder has them. */
export type CheckedText = Required<Pick<TargetText, 'interval' | 'format' | 'norm'>> &
  Pick<TargetText, 'target' | 'expr' | 'compute' | 'flush'>;

export type TargetCheck =
  | { readonly kind: 'sound'; readonly target: Target }
  | { readonly kind: 'unsound'; readonly field: 'expression' | 'interval'; readonly message: string };

/** A function at points of its interval, the ends left out; NaN where it has no value that could be computed. */
export interface FunctionSketch {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export interface TargetService {
  /**
   * Reads a target. An expression may take most of a second: it must have a value everywhere on the interval. Format and
   * norm are chosen from lists, so what can be wrong lies in the expression or in the interval.
   */
  check(text: CheckedText): Promise<TargetCheck>;
  /** The function at the middles of so many columns of equal width. */
  sketch(target: Target, columns: number): Promise<FunctionSketch>;
}
