import { operationCount } from '../../program/canonicalize';
import { measureRefined } from '../../verification/measure';
import { readFlags, TARGET_FLAGS } from '../flags';
import { readTargetAndProgram } from '../program-input';
import { argmaxReport, errorReport } from '../report';
import { UsageError } from '../usage-error';

const FLAGS = { ...TARGET_FLAGS, program: 'string', exhaustive: 'boolean', certify: 'boolean' } as const;

/** The maximum error of a program for a target. */
export async function evaluate(args: readonly string[]): Promise<unknown> {
  const flags = readFlags(args, FLAGS);
  for (const kind of ['exhaustive', 'certify'] as const) {
    if (flags[kind]) throw new UsageError(`--${kind} is not available yet; without it the error is refined`);
  }
  const { target, program } = await readTargetAndProgram(flags);
  const error = measureRefined(target, program);
  return {
    ops: operationCount(program),
    ...errorReport(error),
    ...argmaxReport(error.argmax, target.format),
    points: error.points,
  };
}
