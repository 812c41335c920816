import { encodePermalink } from '../../persistence/permalink';
import { measureRefined } from '../../verification/measure';
import { readFlags, TARGET_FLAGS } from '../flags';
import { readTargetAndFile } from '../program-input';
import { errorReport } from '../report';

/** The link that carries a program with its measured error. */
export async function permalink(args: readonly string[]): Promise<unknown> {
  const flags = readFlags(args, { ...TARGET_FLAGS, program: 'string' });
  const { target, program } = await readTargetAndFile(flags);
  const error = measureRefined(target, program);
  const link = await encodePermalink({ target, program, errorText: error.text, errorKind: error.kind });
  return { permalink: link, ...errorReport(error) };
}
