/** What a full-range function is made from: data and the steps around its kernels. */

import type { Interval, TargetFunction } from '../../targets/target';
import type { DataflowBuilder, Value } from './builder';

/** The arithmetic of a full-range function. */
export interface Variant {
  /** Of argument and value. */
  readonly format: 'f32' | 'f64';
  /** Of everything in between: f64 inside a function of f32 leaves hardly more than the rounding of the result. */
  readonly compute: 'f32' | 'f64';
}

/** One way to compute a part of the function by a program: what the program must approximate, and how it is used. */
export interface KernelForm {
  readonly function: TargetFunction;
  /** As parseInterval reads it. A program for an interval that holds this one serves as well. */
  readonly interval: string;
  /** The norm in which the kernel should be searched: it decides the error of the whole function. */
  readonly norm: 'relative' | 'absolute';
}

/** A part of the function that a program computes: the forms it may have, the preferred one first. */
export interface KernelSlot {
  /** Such as 'the exponential'; for messages. */
  readonly title: string;
  readonly forms: readonly KernelForm[];
}

export interface FullRangeTemplate {
  /** The catalogue's name of the function. */
  readonly id: string;
  /**
   * The function's kernels, mostly one. `kernels` asks for so many, where a function can be made of different numbers of
   * them; for a number that it cannot be made of, the answer is the nearest.
   */
  readonly slots: (variant: Variant, kernels?: number) => readonly KernelSlot[];
  /** How many kernels the function can be made of, the most accurate way first; as many as its slots unless told. */
  readonly counts?: readonly number[];
  /** Sentences about reduction and reconstruction with so many kernels, for the documentation. */
  readonly method: (variant: Variant, kernels: number) => readonly string[];
  /** Where the function is meant to be used, if not everywhere: |x| at most this; beyond it the value is NaN. */
  readonly largestArgument?: (variant: Variant) => number;
  /** What the function without special cases needs, as the end of 'x is ...'. */
  readonly fastDomain: (variant: Variant) => { readonly text: string; readonly interval: Interval };
  /** Writes the function; `forms` are the chosen forms of the slots, by number. */
  readonly build: (builder: DataflowBuilder, forms: readonly number[]) => Value;
}

export function closed(lower: number, upper: number): Interval {
  return { lower, upper, lowerOpen: false, upperOpen: false };
}

export function catalogue(id: string): TargetFunction {
  return { kind: 'catalogue', id };
}

export function expression(text: string): TargetFunction {
  return { kind: 'expression', text };
}
