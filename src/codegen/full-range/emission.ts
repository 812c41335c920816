/** What the emitters of full-range functions receive and return. */

export interface FullRangeText {
  /** The catalogue's name of the function. */
  readonly id: string;
  /** Wish for the function's name. */
  readonly name?: string;
  /** The documentation, before and after the notes of the language: each sentence safe to stand in a comment. */
  readonly paragraphs: readonly (readonly string[])[];
  readonly closing: readonly (readonly string[])[];
  /** The documentation of each kernel. */
  readonly kernels: readonly (readonly string[])[];
}

export interface FullRangeEmission {
  readonly code: string;
  readonly functionName: string;
  readonly notes: readonly string[];
}
