/** Expressions as trees. Columns count from 1 and point at the operator or the name, for messages. */

import type { ExactNumber } from '../../numerics/number-text';
import type { CatalogueFunction } from '../catalogue-function';

export type BinaryKind = 'add' | 'subtract' | 'multiply' | 'divide' | 'min' | 'max';

export type Expression =
  | { readonly kind: 'x' }
  | { readonly kind: 'number'; readonly value: ExactNumber }
  | { readonly kind: 'constant'; readonly id: 'pi' | 'e' }
  | { readonly kind: 'negate' | 'abs'; readonly of: Expression }
  | Binary
  | Power
  | Call;

export interface Binary {
  readonly kind: BinaryKind;
  readonly left: Expression;
  readonly right: Expression;
  readonly column: number;
}

/** `integer` is the exponent where it is a constant whole number of at most MAX_INTEGER_EXPONENT. */
export interface Power {
  readonly kind: 'power';
  readonly left: Expression;
  readonly right: Expression;
  readonly integer?: number;
  readonly column: number;
}

export interface Call {
  readonly kind: 'call';
  readonly entry: CatalogueFunction;
  readonly of: Expression;
  readonly column: number;
}

/** Largest absolute value of an exponent that is a constant whole number. */
export const MAX_INTEGER_EXPONENT = 1_000_000;
