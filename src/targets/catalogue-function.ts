/** What an entry of the catalogue has to say about its function. */

import type { Ball } from '../numerics/ball/ball';
import type { Format } from '../numerics/format';
import type { ExactNumber } from '../numerics/number-text';
import type { ErrorNorm, Interval } from './target';

/** A target of the function that others have cared for. The page starts it with one click. */
export interface TargetPreset {
  /** What a program for it would serve. */
  readonly title: string;
  /** As parseInterval reads it. */
  readonly interval: string;
  readonly format: Format;
  readonly norm: ErrorNorm;
  /** Who states the target, or why it is this interval. */
  readonly source: string;
}

export interface CatalogueFunction {
  /** The name by which the function is asked for. */
  readonly id: string;
  /** The function as a formula, such as 2^x. */
  readonly title: string;
  readonly description: string;
  /** Where approximations of it are used. */
  readonly use: string;
  /** Where the function is defined, poles inside apart; ends may be infinite. */
  readonly domain: Interval;
  /** Poles inside the domain, for people; absent when there is none. */
  readonly poles?: string;
  /** A pole that the interval holds (an open end may touch one), as text; undefined when it holds none. */
  readonly poleIn?: (interval: Interval) => string | undefined;
  readonly symmetry: 'even' | 'odd' | 'none';
  /** As parseInterval reads it. */
  readonly defaultInterval: string;
  readonly defaultNorm: ErrorNorm;
  readonly presets?: readonly TargetPreset[];
  /** Where definition and method of evaluation come from. */
  readonly source: string;
  /**
   * A ball around f(x) for all x of the ball, that shrinks to f(x) as `bits` grows and x is known better; about
   * `bits` bits relative to f(x) in all but rare cases. Throws PrecisionTooLow where more precision is needed,
   * UndefinedValue at poles and outside the domain, ExponentOutOfRange where f(x) is too large or too small.
   */
  readonly enclose: (x: Ball, bits: number) => Ball;
  /**
   * f(x) where it is rational. Only such values can lie exactly between two numbers of N digits, where no
   * enclosure ever decides the rounding; values of more digits than can be asked for may be left out.
   */
  readonly exact: (x: ExactNumber) => ExactNumber | undefined;
}

export const REAL_LINE: Interval = { lower: -Infinity, upper: Infinity, lowerOpen: true, upperOpen: true };
export const POSITIVE: Interval = { lower: 0, upper: Infinity, lowerOpen: true, upperOpen: true };
export const NOT_NEGATIVE: Interval = { lower: 0, upper: Infinity, lowerOpen: false, upperOpen: true };

/** A function of one real variable as the oracle evaluates it: an entry of the catalogue or a custom expression. */
export interface RealFunction extends Pick<CatalogueFunction, 'id' | 'domain' | 'enclose' | 'exact'> {
  /** enclose at an exact point, where that is worth more than a ball around it. */
  readonly encloseAt?: (x: ExactNumber, bits: number) => Ball;
}
