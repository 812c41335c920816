/**
 * What every emitter receives and returns. A language is one file that exports a `Language`; the registry in
 * languages.ts lists them.
 */

import type { FiniteFormat, Format } from '../numerics/format';
import type { Program } from '../program/program';
import type { MeasuredError, Target } from '../targets/target';

export type LanguageId =
  'ts' | 'js' | 'wgsl' | 'glsl' | 'c' | 'rust' | 'python' | 'julia' | 'fpcore' | 'latex';

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
  /** Wish for the arithmetic of the code; see `Language.arithmeticFor`. */
  readonly arithmetic?: FiniteFormat;
}

export interface ExportedSnippet {
  readonly language: LanguageId;
  readonly code: string;
  readonly functionName: string;
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

/** An argument and what the law makes of it, both numbers of the arithmetic of the code. */
export interface TestPoint {
  readonly x: number;
  readonly value: number;
}

/** What a test of an emitted function needs to know. */
export interface TestRequest {
  readonly functionName: string;
  /** The name of the file that holds the function, in the folder of the test. */
  readonly fileName: string;
  readonly arithmetic: FiniteFormat;
  readonly points: readonly TestPoint[];
}

export interface SnippetTest {
  readonly fileName: string;
  readonly code: string;
  /** The command that runs it in the folder of the two files; it exits with 0 exactly where all bits agree. */
  readonly command: string;
}

export interface Language {
  readonly id: LanguageId;
  readonly title: string;
  /** Without the dot. */
  readonly fileExtension: string;
  /**
   * The arithmetic in which the snippet computes: the wish if there is one, else that of the target where the
   * language has it. Throws ExportError for a target or a wish that it cannot serve.
   */
  readonly arithmeticFor: (target: Target, wish?: FiniteFormat) => Format;
  readonly emit: (request: ExportRequest) => Emission;
  /** A test of the function in the same language; absent where programs of the language do not run by themselves. */
  readonly emitTest?: (request: TestRequest) => SnippetTest;
}

/** A program that a language cannot express; the message says why. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
}
