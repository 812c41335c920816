/**
 * What is to be approximated: a function on an interval, the format in which programs are judged, and the norm.
 */

import { computeFormat } from '../numerics/arithmetic';
import { isFiniteFormat, type FiniteFormat, type Format } from '../numerics/format';
import { roundConstants } from '../program/constant';
import type { Program } from '../program/program';

export type ErrorNorm = 'relative' | 'absolute' | 'ulp';

export type TargetFunction =
  | { readonly kind: 'catalogue'; readonly id: string }
  | { readonly kind: 'expression'; readonly text: string };

/** The end points are binary64 numbers: the nearest to the text the user gave. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
  readonly lowerOpen: boolean;
  readonly upperOpen: boolean;
}

export interface Target {
  readonly function: TargetFunction;
  readonly interval: Interval;
  readonly format: Format;
  readonly norm: ErrorNorm;
  /** Fixes the ulp at that of this value for the whole interval, as arXiv 2312.08472 does (1.5). */
  readonly ulpAt?: number;
  /** As Arithmetic has it, with the formats f16 and bf16: every operation in binary32, the result rounded to the format. */
  readonly compute?: 'f32';
  /** As Arithmetic has it, with finite formats: subnormal numbers are zeros. */
  readonly flush?: true;
}

/** A target of a finite format, and so the arithmetic of its programs. */
export type FiniteTarget = Target & { readonly format: FiniteFormat };

export function isFiniteTarget(target: Target): target is FiniteTarget {
  return isFiniteFormat(target.format);
}

/** The program as the target's arithmetic has it: constants are numbers of the format that it computes in; any of `real`. */
export function inArithmeticOf(target: Target, program: Program): Program {
  return isFiniteTarget(target) ? roundConstants(program, computeFormat(target)) : program;
}

/** The format in which programs for the target are written. */
export function programFormat(target: Target): Format {
  return isFiniteTarget(target) ? computeFormat(target) : target.format;
}

/** How far an error can be trusted; see the README's glossary. */
export type ErrorKind = 'sampled' | 'refined' | 'exhaustive' | 'certified';

/** A maximum error with everything needed to show it truthfully. The unit is the target's norm. */
export interface MeasuredError {
  readonly kind: ErrorKind;
  /** The nearest binary64 (may be Infinity where the program fails at a point). */
  readonly value: number;
  /** At least 12 significant digits. */
  readonly text: string;
  /** The argument at which the maximum was met, as binary64. */
  readonly argmax: number;
  /** Number of points at which the error was taken. */
  readonly points: number;
  /** Finite formats: at how many of the points the result is not f(x) correctly rounded. */
  readonly misrounded?: number;
}
