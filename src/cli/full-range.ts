/** The export of full-range functions: which function and kernels are meant, how its error is measured, the document. */

import {
  createFullRange,
  exportFullRange,
  FULL_RANGE_LANGUAGES,
  type FullRangeFunction,
  type Kernel,
} from '../codegen/full-range/full-range';
import type { Variant } from '../codegen/full-range/template';
import { functionsServedBy, kernelTargetsFor, templateOf } from '../codegen/full-range/templates';
import type { Claim } from '../persistence/claim';
import { decodePermalink, encodePermalink, isPermalink } from '../persistence/permalink';
import { readProgram } from '../program/read';
import { describeTarget } from '../targets/parse';
import type { MeasuredError, Target } from '../targets/target';
import {
  measureEveryNumber,
  measureSampleOfBinary64,
  measureSampleOfNumbers,
} from '../verification/full-range';
import { measureRefined } from '../verification/measure';
import { readChoice, required, shown } from './flags';
import { readText } from './input';
import type { TargetAndProgram } from './program-input';
import { argmaxReport, errorReport } from './report';
import { UsageError } from './usage-error';

/** Flags of the export that mean something with --full-range alone. */
export const FULL_RANGE_FLAGS = {
  'full-range': 'boolean',
  function: 'string',
  of: 'string',
  'second-program': 'string',
  fast: 'boolean',
  exhaustive: 'boolean',
} as const;

export interface FullRangeFlags {
  readonly to?: string;
  readonly name?: string;
  /** The type of computation. */
  readonly arithmetic?: string;
  /** The whole function, where the kernel serves several. */
  readonly function?: string;
  /** The format of argument and value. */
  readonly of?: string;
  readonly 'second-program'?: string;
  readonly fast?: boolean;
  readonly exhaustive?: boolean;
  readonly zip?: string;
}

/** UsageError for flags that mean something with --full-range alone. */
export function requireFullRange(flags: FullRangeFlags): void {
  const given = (['function', 'of', 'second-program', 'fast', 'exhaustive'] as const).find(
    (name) => flags[name] !== undefined,
  );
  if (given !== undefined) throw new UsageError(`--${given} is for exports with --full-range`);
}

const FORMATS = ['f32', 'f64'] as const;
const SAMPLE_32 = 2 ** 20;
const SAMPLE_64 = 2 ** 14;
/** Around 0, where few of these functions saturate. */
const CENTRE = { lower: -8, upper: 8, lowerOpen: false, upperOpen: false };
const MAX_PROGRAM_BYTES = 1024 * 1024;
const REPORT_MILLISECONDS = 2000;

/** The document of `export --full-range`. UsageError and ExportError for what does not fit together. */
export async function exportFullRangeCommand(
  flags: FullRangeFlags,
  { target, program, claim }: TargetAndProgram,
): Promise<unknown> {
  if (flags.zip !== undefined) throw new UsageError('--zip does not go with --full-range');
  const language = readChoice('to', required('to', flags.to), FULL_RANGE_LANGUAGES);
  const variant = readVariant(flags, target);
  const id = functionOf(flags, target, variant);
  const first: Kernel = { target, program, error: measureRefined(target, program) };
  const second =
    flags['second-program'] === undefined ? [] : [await readSecond(flags['second-program'], id, variant)];
  const whole = createFullRange({
    id,
    variant,
    kernels: [first, ...second],
    specialCases: flags.fast !== true,
  });
  const { error, relativeError } = measure(whole, flags.exhaustive === true);
  const request = {
    error,
    ...(relativeError === undefined ? {} : { relativeError }),
    permalink: await encodePermalink(claimOf(first, claim)),
    ...(flags.name === undefined ? {} : { name: flags.name }),
  };
  const { code, fileName, notes } = exportFullRange(whole, language, request);
  return {
    language,
    code,
    ...errorReport(error),
    function: id,
    format: variant.format,
    arithmetic: variant.compute,
    specialCases: whole.choice.specialCases,
    ...argmaxReport(error.argmax, variant.format),
    points: error.points,
    misrounded: error.misrounded,
    ...(relativeError === undefined ? {} : { relativeError: errorReport(relativeError) }),
    kernels: whole.choice.kernels.map((kernel) => ({
      target: describeTarget(kernel.target),
      ...(kernel.error === undefined ? {} : errorReport(kernel.error)),
    })),
    fileName,
    notes,
  };
}

/** f32 unless told or the program was judged in f64; computed in binary64 unless told. */
function readVariant({ of, arithmetic }: FullRangeFlags, target: Target): Variant {
  const format = of === undefined ? (target.format === 'f64' ? 'f64' : 'f32') : readChoice('of', of, FORMATS);
  const compute = arithmetic === undefined ? 'f64' : readChoice('arithmetic', arithmetic, FORMATS);
  if (format === 'f64' && compute === 'f32')
    throw new UsageError('a function of f64 cannot be computed in f32');
  return { format, compute };
}

function functionOf({ function: wish }: FullRangeFlags, target: Target, variant: Variant): string {
  if (wish !== undefined) return templateOf(wish).id;
  const served = functionsServedBy(target, variant);
  const { function: fn } = target;
  if (fn.kind === 'catalogue') {
    if (served.length === 0 || served.includes(fn.id)) return fn.id;
  }
  const [only, ...others] = served;
  if (only !== undefined && others.length === 0) return only;
  throw new UsageError(
    only === undefined
      ? `no full-range function is made of ${describeTarget(target)}; say with --function which one is meant, and the ` +
          'answer is which program it needs'
      : `this program serves ${served.join(', ')}: say which with --function`,
  );
}

/** A permalink knows its target; a file is taken to be meant for what the function needs. */
async function readSecond(source: string, id: string, variant: Variant): Promise<Kernel> {
  if (isPermalink(source)) {
    const { program, target } = await decodePermalink(source);
    return { program, target, error: measureRefined(target, program) };
  }
  const [wanted] = kernelTargetsFor(id, variant, 2)[1] ?? [];
  if (wanted === undefined)
    throw new UsageError(`the full-range ${shown(id)} takes one program: --second-program is too many`);
  const target: Target = {
    function: wanted.function,
    interval: wanted.interval,
    format: 'real',
    norm: wanted.norm,
  };
  const program = readProgram(await readText(source, MAX_PROGRAM_BYTES), 'real');
  return { program, target, error: measureRefined(target, program) };
}

function claimOf({ target, program, error }: Kernel, opened: Claim | undefined): Claim {
  return {
    target,
    program,
    errorText: error?.text ?? 'NaN',
    errorKind: error?.kind ?? 'sampled',
    ...(opened?.run === undefined ? {} : { run: opened.run }),
  };
}

function measure(
  { law, interval, choice }: FullRangeFunction,
  everyNumber: boolean,
): { readonly error: MeasuredError; readonly relativeError?: MeasuredError } {
  const whole = { functionId: choice.id, evaluate: law, interval };
  if (choice.variant.format === 'f64') {
    if (everyNumber) throw new UsageError('--exhaustive is for functions of f32: f64 has too many numbers');
    const { ulp, relative } = measureSampleOfBinary64(whole, CENTRE, SAMPLE_64);
    return { error: ulp, relativeError: relative };
  }
  if (!everyNumber) return { error: measureSampleOfNumbers(whole, SAMPLE_32) };
  let last = performance.now();
  const error = measureEveryNumber(whole, (done, total) => {
    if (performance.now() - last > REPORT_MILLISECONDS) {
      last = performance.now();
      process.stderr.write(`checked ${String(done)} of ${String(total)} numbers\n`);
    }
    return true;
  });
  return { error };
}
