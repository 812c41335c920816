/** What a target can be compared with beside computed baselines: published programs and functions of the platform. */

import { functionError } from '../baselines/function-error';
import { publishedFor, type ErrorClaim } from '../baselines/published';
import { referenceFunctionsFor } from '../baselines/reference-functions';
import { type Format } from '../numerics/format';
import { operationCount } from '../program/canonicalize';
import { parseProgram } from '../program/parse';
import type { Program } from '../program/program';
import { inArithmeticOf, type MeasuredError, type Target } from '../targets/target';
import type { Measure } from '../verification/measure';

export interface Reference {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** The arithmetic in which the error was measured. */
  readonly format: Format;
  readonly error: MeasuredError;
  /** What the source says, of its own interval and arithmetic. */
  readonly claim?: ErrorClaim;
}

export interface ProgramReference extends Reference {
  readonly ops: number;
  readonly program: Program;
}

/** The published programs for the target, in its arithmetic, measured one by one; the most costly last. */
export function* publishedReferences(
  target: Target,
  measure: Measure,
): Generator<ProgramReference, void, undefined> {
  const { format } = target;
  const programs = publishedFor(target).map((published) => {
    const exact = parseProgram(published.program, 'real');
    const program = inArithmeticOf(target, exact);
    return { published, program, ops: operationCount(program) };
  });
  for (const { published, program, ops } of programs.sort((a, b) => a.ops - b.ops)) {
    const { id, title, source, claim } = published;
    const { error } = measure(program);
    yield { id, title, source, format, ops, program, error, ...(claim === undefined ? {} : { claim }) };
  }
}

/** The functions of the platform, and the classics on bits, measured in their own arithmetic. */
export function functionReferences(target: Target): Reference[] {
  return referenceFunctionsFor(target).map(({ id, title, source, format, evaluate, claim }) => ({
    id,
    title,
    source,
    format,
    error: functionError(target, format, evaluate),
    ...(claim === undefined ? {} : { claim }),
  }));
}
