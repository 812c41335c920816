/** Why an expression has no value, or none that can be told. */

import { UndefinedValue } from '../../numerics/ball/ball';

/** No value at a point, because of the operation at the column. `indeterminate`: a zero is divided by. */
export class NoValue extends UndefinedValue {
  readonly column: number;
  readonly indeterminate: boolean;

  constructor(reason: string, column: number, indeterminate = false) {
    super(`${reason} (column ${column})`);
    this.column = column;
    this.indeterminate = indeterminate;
  }
}

/** A value that is not told from zero, or from a point without value, at any precision worth trying. */
export class UnresolvedValue extends Error {
  override readonly name = 'UnresolvedValue';
}
