/**
 * The description of a full-range function: a straight line of operations on numbers, integers and truth values, with
 * guards that return early. One description gives the law (law.ts) and the emitted code (emit-*.ts), so that they can
 * be compared bit for bit.
 *
 * Every operation has a value for all operands of its types. Where a guard has returned, what would come after means
 * nothing. Integers are of 32 bits; descriptions keep them from overflowing where no guard has returned.
 */

import type { Program } from '../../program/program';

export type FloatType = 'f32' | 'f64';
export type ValueType = FloatType | 'i32' | 'bool';

export type Operation =
  | 'input'
  /** `number`: a number of the type. */
  | 'constant'
  /** `number` is the kernel's; the operand is its argument. */
  | 'kernel'
  /** If the first operand is true, the function's value is the second. */
  | 'guard'
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'neg'
  | 'abs'
  /** f32 to f64, exactly. */
  | 'widen'
  /** f64 to f32, rounded to nearest, ties to even; gradual underflow, overflow to infinity. */
  | 'narrow'
  /** The encoding of an f32, and back. */
  | 'bits32'
  | 'fromBits32'
  /** The halves of the encoding of an f64, and back: fromWords(high, low). */
  | 'highWord'
  | 'lowWord'
  | 'fromWords'
  /** i32 to a floating-point type, exactly. */
  | 'toFloat'
  /** The nearest integer as a number, ties to even, below 2^22; and an integer number as i32. Of f32, for shaders. */
  | 'nearest'
  | 'toInteger'
  | 'iadd'
  | 'isub'
  | 'imul'
  | 'and'
  /** Shifts by the constant `number`; that to the right keeps the sign. */
  | 'shl'
  | 'shr'
  /** Comparisons of floating-point numbers: all but `ne` are false where one is a NaN. */
  | 'lt'
  | 'le'
  | 'eq'
  | 'ne'
  /** Whether an integer is not 0. */
  | 'nonzero'
  /** select(condition, value if true, value if false) */
  | 'select';

export interface Step {
  readonly operation: Operation;
  readonly type: ValueType;
  /** Indices of earlier steps. */
  readonly operands: readonly number[];
  readonly number?: number;
  /** A wish for the name in emitted code, as words joined by underscores; steps with one get a line of their own. */
  readonly name?: string;
  /** Its rounding is meant: what may reassociate must not merge it with the step that uses it. */
  readonly kept?: boolean;
}

export interface KernelFunction {
  readonly program: Program;
  /** The arithmetic in which it is evaluated: the type of its argument and its value. */
  readonly type: FloatType;
}

export interface Dataflow {
  /** Of the argument and the value. */
  readonly format: FloatType;
  readonly kernels: readonly KernelFunction[];
  readonly steps: readonly Step[];
  /** The step whose value is returned where no guard returned. */
  readonly result: number;
}

/** Indices of the steps on which the value depends, guards included, in order. */
export function liveSteps({ steps, result }: Dataflow): number[] {
  const live = new Set([result]);
  steps.forEach(({ operation }, index) => {
    if (operation === 'guard' || operation === 'input') live.add(index);
  });
  for (let index = steps.length - 1; index >= 0; index--) {
    if (live.has(index)) for (const operand of steps[index]!.operands) live.add(operand);
  }
  return [...live].sort((a, b) => a - b);
}
