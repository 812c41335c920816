import { exportProgram } from '../../codegen/export-program';
import { LANGUAGES, languageOf } from '../../codegen/languages';
import { encodePermalink } from '../../persistence/permalink';
import { measureRefined } from '../../verification/measure';
import { readChoice, readFlags, required, TARGET_FLAGS } from '../flags';
import { readTargetAndProgram } from '../program-input';
import { errorReport } from '../report';
import { UsageError } from '../usage-error';

const FLAGS = {
  ...TARGET_FLAGS,
  program: 'string',
  to: 'string',
  name: 'string',
  'full-range': 'boolean',
} as const;

/** The program as source code, with its error stated for the arithmetic of the target and that of the code. */
export async function exportCommand(args: readonly string[]): Promise<unknown> {
  const flags = readFlags(args, FLAGS);
  if (flags['full-range']) {
    throw new UsageError('--full-range is not available yet; the code is for the interval of the target');
  }
  const available = LANGUAGES.map(({ id }) => id);
  const language = readChoice('to', required('to', flags.to), available);
  const { target, program, claim } = await readTargetAndProgram(flags);
  const arithmetic = languageOf(language).arithmeticFor(target);
  const error = measureRefined(target, program);
  const link = await encodePermalink({
    target,
    program,
    errorText: error.text,
    errorKind: error.kind,
    ...(claim?.run === undefined ? {} : { run: claim.run }),
  });
  const asEmitted =
    arithmetic === target.format ? undefined : measureRefined({ ...target, format: arithmetic }, program);
  const { code, fileName, notes } = exportProgram(
    {
      target,
      program,
      error,
      permalink: link,
      ...(asEmitted === undefined ? {} : { errorAsEmitted: asEmitted }),
      ...(flags.name === undefined ? {} : { name: flags.name }),
    },
    language,
  );
  return {
    language,
    code,
    ...errorReport(error),
    arithmetic,
    ...(asEmitted === undefined ? {} : { errorAsEmitted: errorReport(asEmitted) }),
    fileName,
    notes,
  };
}
