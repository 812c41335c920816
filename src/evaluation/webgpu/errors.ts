/** What can go wrong on a GPU, as values that a caller can tell apart. */

export type GpuFailure = 'validation' | 'out of memory' | 'internal' | 'lost' | 'compilation';

/** One complaint of a shader compiler. Lines and columns count from 1; 0 where the compiler gave none. */
export interface CompilationProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export class GpuError extends Error {
  override readonly name: string = 'GpuError';
  readonly failure: GpuFailure;

  constructor(failure: GpuFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}

export class GpuCompilationError extends GpuError {
  override readonly name = 'GpuCompilationError';
  readonly problems: readonly CompilationProblem[];

  constructor(label: string, problems: readonly CompilationProblem[]) {
    const first = problems[0];
    const detail = first === undefined ? 'no reason given' : describeProblem(first);
    super('compilation', `${label} does not compile: ${detail}`);
    this.problems = problems;
  }
}

export function describeProblem(problem: CompilationProblem): string {
  const place = problem.line > 0 ? `line ${problem.line}, column ${problem.column}: ` : '';
  return place + problem.message;
}

/** The message of anything that was thrown, on one line. */
export function messageOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.replace(/\s+/g, ' ').trim() || 'no reason given';
}
