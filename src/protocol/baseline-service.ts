/** Messages between the page and the worker that computes baselines. Types only. */

import type { BaselineFamily } from '../baselines/baseline';
import type { ErrorClaim } from '../baselines/published';
import type { Program } from '../program/program';
import type { MeasuredError, Target } from '../targets/target';

/** Families as they stand beside a front. */
export type FrontFamily = BaselineFamily | 'published';

export interface BaselinePoint {
  readonly family: FrontFamily;
  /** Of its own among the points of a target: `minimax-polynomial 5`. */
  readonly id: string;
  /** Such as `minimax polynomial of degree 5`. */
  readonly title: string;
  /** The evaluation scheme that counts; absent for published programs. */
  readonly scheme?: string;
  /** Instructions of the program after dead code is dropped. */
  readonly ops: number;
  readonly error: MeasuredError;
  /** In the target's format. */
  readonly program: Program;
  /** Where a published program is from, and what it says of itself. */
  readonly source?: string;
  readonly claim?: ErrorClaim;
}

export interface BaselineRequest {
  readonly target: Target;
  readonly opcodes: readonly string[];
  /** Points with more operations are left out. */
  readonly maxOps: number;
}

export type BaselineEvent =
  | { readonly kind: 'point'; readonly point: BaselinePoint }
  /** What is being computed next. */
  | { readonly kind: 'step'; readonly family: FrontFamily; readonly title: string }
  /** A family is complete; `reason` says why there are no more points than there are, where that is worth telling. */
  | { readonly kind: 'end'; readonly family: FrontFamily; readonly reason: string | null };

/** Told of each event; its answer says whether to go on. */
export type BaselineListener = (event: BaselineEvent) => boolean | Promise<boolean>;

export interface BaselineService {
  /**
   * Computes the families one after another, the points of each in the order of their operations, every one better
   * than those before it (published programs are all given). What was computed before for the same request comes at
   * once. While
   * there is nothing to tell the last step is told again. Resolves when all is told, or after the listener has answered
   * false.
   */
  families(request: BaselineRequest, listener: BaselineListener): Promise<void>;
}
