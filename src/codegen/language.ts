/**
 * What every emitter receives and returns. A language is one file that exports a `Language`; the registry in
 * languages.ts lists them.
 */

import type { FiniteFormat } from '../numerics/format';
import type { Program } from '../program/program';
import type { MeasuredError, Target } from '../targets/target';

export type LanguageId = 'ts' | 'wgsl';

export interface ExportRequest {
  readonly program: Program;
  readonly target: Target;
  /** The error of the program in the target's own format. */
  readonly error: MeasuredError;
  /**
   * The error of the emitted arithmetic as the law evaluates it, in the target's norm, where that arithmetic is
   * not the target's format: `real` programs in binary64, `real` and f64 programs in WGSL's f32.
   */
  readonly errorAsEmitted?: MeasuredError;
  /** Link to the run; written into the documentation as text. */
  readonly permalink?: string;
  /** Wish for the function's name; made into a legal identifier of the language. */
  readonly name?: string;
}

export interface ExportedSnippet {
  readonly language: LanguageId;
  readonly code: string;
  readonly fileName: string;
  /** What the snippet does not promise, as sentences for the page; the code's comments say the same. */
  readonly notes: readonly string[];
}

export interface Emission {
  readonly code: string;
  /** The name of the emitted function. */
  readonly functionName: string;
  readonly notes: readonly string[];
}

export interface Language {
  readonly id: LanguageId;
  readonly title: string;
  /** Without the dot. */
  readonly fileExtension: string;
  /** The arithmetic in which the snippet computes; throws ExportError for a target it cannot serve. */
  readonly arithmeticFor: (target: Target) => FiniteFormat;
  readonly emit: (request: ExportRequest) => Emission;
}

/** A program that a language cannot express; the message says why. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
}
