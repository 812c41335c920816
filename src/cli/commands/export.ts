import { exportProgram } from '../../codegen/export-program';
import type { ExportRequest } from '../../codegen/language';
import { LANGUAGES, languageOf } from '../../codegen/languages';
import { playgroundLink } from '../../codegen/playground';
import type { FiniteFormat } from '../../numerics/format';
import type { Claim } from '../../persistence/claim';
import { exportModule } from '../../persistence/module-export';
import { encodePermalink } from '../../persistence/permalink';
import { measureRefined } from '../../verification/measure';
import { readChoice, readFlags, required, TARGET_FLAGS } from '../flags';
import { exportFullRangeCommand, FULL_RANGE_FLAGS, requireFullRange } from '../full-range';
import { writeModule } from '../output';
import { readTargetAndProgram } from '../program-input';
import { errorReport } from '../report';

/** In which code can be asked to compute; `Language.arithmeticFor` says where a language cannot. */
const ARITHMETICS: readonly FiniteFormat[] = ['f64', 'f32', 'f16', 'bf16'];

const FLAGS = {
  ...TARGET_FLAGS,
  program: 'string',
  to: 'string',
  name: 'string',
  arithmetic: 'string',
  zip: 'string',
  ...FULL_RANGE_FLAGS,
} as const;

/**
 * The program as source code, with its error stated for the arithmetic of the target and that of the code; with
 * --zip also the whole module as an archive in a file.
 */
export async function exportCommand(args: readonly string[]): Promise<unknown> {
  const flags = readFlags(args, FLAGS);
  if (flags['full-range']) return exportFullRangeCommand(flags, await readTargetAndProgram(flags));
  requireFullRange(flags);
  const available = LANGUAGES.map(({ id }) => id);
  const language = readChoice('to', required('to', flags.to), available);
  const wish =
    flags.arithmetic === undefined ? undefined : readChoice('arithmetic', flags.arithmetic, ARITHMETICS);
  const { target, program, claim: opened } = await readTargetAndProgram(flags);
  const arithmetic = languageOf(language).arithmeticFor(target, wish);
  const error = measureRefined(target, program);
  const claim: Claim = {
    target,
    program,
    errorText: error.text,
    errorKind: error.kind,
    ...(opened?.run === undefined ? {} : { run: opened.run }),
  };
  const asEmitted =
    arithmetic === target.format ? undefined : measureRefined({ ...target, format: arithmetic }, program);
  const request: ExportRequest = {
    target,
    program,
    error,
    permalink: await encodePermalink(claim),
    ...(asEmitted === undefined ? {} : { errorAsEmitted: asEmitted }),
    ...(flags.name === undefined ? {} : { name: flags.name }),
    ...(wish === undefined ? {} : { arithmetic: wish }),
  };
  const { code, fileName, notes } = exportProgram(request, language);
  const playground = playgroundLink(language, code);
  return {
    language,
    code,
    ...errorReport(error),
    arithmetic,
    ...(asEmitted === undefined ? {} : { errorAsEmitted: errorReport(asEmitted) }),
    fileName,
    notes,
    ...(playground === undefined ? {} : { playground: playground.address }),
    ...(flags.zip === undefined
      ? {}
      : { zip: await writeModule(flags.zip, exportModule(request, claim, language)) }),
  };
}
