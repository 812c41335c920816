/** A baseline as every family states it: what was found, how good it is, and the programs that compute it. */

import type { Program } from '../program/program';
import type { ErrorKind, ErrorNorm } from '../targets/target';

export type BaselineFamily = 'taylor' | 'chebyshev' | 'pade' | 'minimax-polynomial' | 'minimax-rational';

/** One way to evaluate a baseline. */
export interface EvaluationScheme {
  /** As the literature calls it, in lower case: horner, estrin, quotient, continued fraction. */
  readonly name: string;
  /** Instructions of the program: its true operation count. */
  readonly ops: number;
  /** In real arithmetic; its constants have COEFFICIENT_DIGITS digits or more. */
  readonly program: Program;
  /** What there is to know besides, as a sentence. */
  readonly note?: string;
}

/** A scheme that gives no program for a baseline, and why. */
export interface RefusedScheme {
  readonly name: string;
  readonly reason: string;
}

export interface BaselineResult {
  readonly family: BaselineFamily;
  /** What was asked for; the denominator's is 0 for polynomials. */
  readonly degree: { readonly numerator: number; readonly denominator: number };
  /** Of 1, x, x^2, ...: decimal text with COEFFICIENT_DIGITS digits or more; the denominator is ['1'] for polynomials. */
  readonly coefficients: { readonly numerator: readonly string[]; readonly denominator: readonly string[] };
  /** In which the error is stated. */
  readonly norm: ErrorNorm;
  /** The maximum error on the target's interval, ERROR_DIGITS digits; `Infinity` where it has no bound. */
  readonly error: string;
  /** The binary64 nearest to it. */
  readonly errorNumber: number;
  readonly errorKind: ErrorKind;
  /** Ascending; where the error takes its maximum with alternating signs. */
  readonly alternation: readonly string[];
  /** Points of alternation that prove it the best of its kind, for minimax families alone. */
  readonly alternationNeeded?: number;
  /** No approximation of the kind has a smaller maximum error, for minimax families alone. */
  readonly lowerBound?: string;
  /** The point around which a series was developed: decimal text. */
  readonly centre?: string;
  /** Cheapest first, at least one. */
  readonly schemes: readonly EvaluationScheme[];
  /** Schemes that give no program, and why. */
  readonly schemesRefused?: readonly RefusedScheme[];
  /** Exchange steps taken; 0 for families that need none. */
  readonly iterations: number;
  /** Points at which the function was evaluated. */
  readonly points: number;
}

/** Significant digits of coefficients. */
export const COEFFICIENT_DIGITS = 36;
/** Significant digits of errors and of points of alternation. */
export const ERROR_DIGITS = 20;
