import { operationCount } from '../../program/canonicalize';
import { checkExhaustively } from '../../verification/exhaustive';
import { measureRefined } from '../../verification/measure';
import { readFlags, TARGET_FLAGS } from '../flags';
import { readTargetAndProgram } from '../program-input';
import { argmaxReport, errorReport } from '../report';
import { UsageError } from '../usage-error';

const FLAGS = { ...TARGET_FLAGS, program: 'string', exhaustive: 'boolean', certify: 'boolean' } as const;

/** The maximum error of a program for a target. */
export async function evaluate(args: readonly string[]): Promise<unknown> {
  const flags = readFlags(args, FLAGS);
  if (flags.certify)
    throw new UsageError('--certify is not available yet; --exhaustive is, and the default is refined');
  const { target, program } = await readTargetAndProgram(flags);
  const error = flags.exhaustive
    ? checkExhaustively(target, program, progressTo(process.stderr))
    : measureRefined(target, program);
  return {
    ops: operationCount(program),
    ...errorReport(error),
    ...argmaxReport(error.argmax, target.format),
    points: error.points,
    ...('misrounded' in error ? { misrounded: error.misrounded } : {}),
  };
}

const INTERVAL_MILLISECONDS = 1000;

/** A line a second: how much of the interval is checked. */
function progressTo(stream: NodeJS.WriteStream): (done: number, total: number) => boolean {
  let last = performance.now();
  return (done, total) => {
    if (performance.now() - last >= INTERVAL_MILLISECONDS) {
      last = performance.now();
      stream.write(`checked ${done} of ${total} numbers\n`);
    }
    return true;
  };
}
