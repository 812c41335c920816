/** The TARGET and --program flags: which target is meant, and which program. */

import type { Claim } from '../persistence/claim';
import { decodePermalink, isPermalink } from '../persistence/permalink';
import { readProgram } from '../program/read';
import type { Program } from '../program/program';
import { parseTarget, printInterval, type TargetText } from '../targets/parse';
import { inArithmeticOf, programFormat, type Target } from '../targets/target';
import { required, type Flags, type TARGET_FLAGS } from './flags';
import { readText } from './input';
import { UsageError } from './usage-error';

export type TargetFlags = Flags<typeof TARGET_FLAGS>;

/** Larger than any program within the bounds of the program form. */
const MAX_PROGRAM_BYTES = 1024 * 1024;

/** The target of the flags; what they leave open is the catalogue's choice for the function. TargetError. */
export function readTarget(flags: TargetFlags): Target {
  return parseTarget(targetText(flags));
}

export interface TargetAndProgram {
  readonly target: Target;
  readonly program: Program;
  /** Present where the program came from a permalink. */
  readonly claim?: Claim;
}

/**
 * The program of --program, a file, '-' or a permalink, and the target it is meant for: that of the flags, over
 * that of the permalink. Constants are rounded to the target's format.
 */
export async function readTargetAndProgram(
  flags: TargetFlags & { readonly program?: string },
): Promise<TargetAndProgram> {
  const source = required('program', flags.program);
  if (!isPermalink(source)) {
    const target = readTarget(flags);
    const text = await readText(source, MAX_PROGRAM_BYTES);
    return { target, program: readProgram(text, programFormat(target)) };
  }
  const claim = await decodePermalink(source);
  const target = overridden(claim.target, flags);
  return { target, program: inArithmeticOf(target, claim.program), claim };
}

/** As readTargetAndProgram, for commands that take a file only. */
export async function readTargetAndFile(
  flags: TargetFlags & { readonly program?: string },
): Promise<TargetAndProgram> {
  if (flags.program !== undefined && isPermalink(flags.program)) {
    throw new UsageError('--program must be a file here, not a permalink');
  }
  return readTargetAndProgram(flags);
}

function overridden(target: Target, flags: TargetFlags): Target {
  const given = targetText(flags);
  if (Object.keys(given).length === 0) return target;
  const { function: fn, interval, format, norm, ulpAt, compute, flush } = target;
  const own = fn.kind === 'catalogue' ? { target: fn.id } : { expr: fn.text };
  const named = given.target === undefined && given.expr === undefined ? own : {};
  return parseTarget({
    ...named,
    interval: printInterval(interval),
    format,
    norm,
    ...(ulpAt === undefined ? {} : { ulpAt: String(ulpAt) }),
    // Another format is one to compute in, unless told.
    ...(compute === undefined || given.format !== undefined ? {} : { compute }),
    ...(flush === undefined ? {} : { flush }),
    ...given,
  });
}

function targetText(flags: TargetFlags): TargetText {
  const { target, expr, interval, format, norm, 'ulp-at': ulpAt, compute } = flags;
  const flush = flags['flush-subnormals'];
  return {
    ...(target === undefined ? {} : { target }),
    ...(expr === undefined ? {} : { expr }),
    ...(interval === undefined ? {} : { interval }),
    ...(format === undefined ? {} : { format }),
    ...(norm === undefined ? {} : { norm }),
    ...(ulpAt === undefined ? {} : { ulpAt }),
    ...(compute === undefined ? {} : { compute }),
    ...(flush === undefined ? {} : { flush }),
  };
}
