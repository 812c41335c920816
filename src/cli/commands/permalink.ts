import { encodeFrontPermalink, encodePermalink } from '../../persistence/permalink';
import { MAX_IMPORT_LENGTH } from '../../persistence/import-limits';
import { readRunDocument } from '../../persistence/run-document';
import { measureRefined } from '../../verification/measure';
import { readFlags, TARGET_FLAGS } from '../flags';
import { readText } from '../input';
import { readTargetAndFile } from '../program-input';
import { errorReport } from '../report';
import { UsageError } from '../usage-error';

/** The link that carries a program with its measured error, or the whole front of a run as `search` prints it. */
export async function permalink(args: readonly string[]): Promise<unknown> {
  const flags = readFlags(args, { ...TARGET_FLAGS, program: 'string', front: 'string' });
  const { front, ...others } = flags;
  if (front !== undefined) {
    if (Object.keys(others).length > 0)
      throw new UsageError('--front brings its target with it: give it alone');
    return frontLink(front);
  }
  const { target, program } = await readTargetAndFile(flags);
  const error = measureRefined(target, program);
  const link = await encodePermalink({ target, program, errorText: error.text, errorKind: error.kind });
  return { permalink: link, ...errorReport(error) };
}

async function frontLink(path: string): Promise<unknown> {
  const front = await readRunDocument(await readText(path, MAX_IMPORT_LENGTH));
  const link = await encodeFrontPermalink(front);
  return { permalink: link, characters: link.length, programs: front.rows.length };
}
