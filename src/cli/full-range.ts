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
import type { LanguageId } from '../codegen/language';
import { type CertificateRecord, recordOfCertificate } from '../persistence/certificate-document';
import type { Claim } from '../persistence/claim';
import { claimOfKernel, exportFullRangeModule, type FullRangeModule } from '../persistence/full-range-module';
import { decodePermalink, encodePermalink, isPermalink } from '../persistence/permalink';
import { readProgram } from '../program/read';
import type { WholeErrors } from '../protocol/full-range-service';
import { sampleFullRange, wholeFunction } from '../run/full-range-service';
import { describeTarget } from '../targets/parse';
import type { Target } from '../targets/target';
import { measureEveryNumber } from '../verification/full-range';
import { measureRefined } from '../verification/measure';
import { makeCertificate } from './certify';
import { readChoice, required, shown } from './flags';
import { readText } from './input';
import { writeModule } from './output';
import type { TargetAndProgram } from './program-input';
import { argmaxReport, errorReport } from './report';
import { UsageError } from './usage-error';

/** Flags of the export that mean something with --full-range alone. */
export const FULL_RANGE_FLAGS = {
  'full-range': 'boolean',
  function: 'string',
  of: 'string',
  'second-program': 'string',
  'third-program': 'string',
  certify: 'boolean',
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
  readonly 'third-program'?: string;
  /** Certificates of the kernels, for the archive. */
  readonly certify?: boolean;
  readonly fast?: boolean;
  readonly exhaustive?: boolean;
  readonly zip?: string;
}

/** UsageError for flags that mean something with --full-range alone. */
export function requireFullRange(flags: FullRangeFlags): void {
  const given = (
    ['function', 'of', 'second-program', 'third-program', 'certify', 'fast', 'exhaustive'] as const
  ).find((name) => flags[name] !== undefined);
  if (given !== undefined) throw new UsageError(`--${given} is for exports with --full-range`);
}

const FORMATS = ['f32', 'f64'] as const;
const MAX_PROGRAM_BYTES = 1024 * 1024;
const REPORT_MILLISECONDS = 2000;

/** The document of `export --full-range`. UsageError and ExportError for what does not fit together. */
export async function exportFullRangeCommand(
  flags: FullRangeFlags,
  { target, program, claim }: TargetAndProgram,
): Promise<unknown> {
  if (flags.certify === true && flags.zip === undefined)
    throw new UsageError(
      '--certify with --full-range puts certificates of the kernels into the archive of --zip',
    );
  const language = readChoice('to', required('to', flags.to), FULL_RANGE_LANGUAGES);
  const variant = readVariant(flags, target, language);
  const id = functionOf(flags, target, variant);
  const first: Kernel = { target, program, error: measureRefined(target, program) };
  const kernels = await withPermalinks([first, ...(await readOthers(flags, id, variant))], claim);
  const whole = createFullRange({ id, variant, kernels, specialCases: flags.fast !== true });
  const { error, relativeError } = measure(whole, flags.exhaustive === true);
  const request = {
    error,
    ...(relativeError === undefined ? {} : { relativeError }),
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
    ...(flags.zip === undefined
      ? {}
      : {
          zip: await writeModule(
            flags.zip,
            exportFullRangeModule({
              whole,
              request,
              language,
              kernels: await describeKernels(kernels, claim, flags.certify === true),
            }),
          ),
        }),
  };
}

/** The run of a claim that was opened is the first kernel's. */
function claimsOf(kernels: readonly Kernel[], opened: Claim | undefined): Claim[] {
  return kernels.map((kernel, k) => claimOfKernel(kernel, k === 0 ? opened?.run : undefined));
}

async function withPermalinks(kernels: readonly Kernel[], opened: Claim | undefined): Promise<Kernel[]> {
  const links = await Promise.all(claimsOf(kernels, opened).map((claim) => encodePermalink(claim)));
  return kernels.map((kernel, k) => ({ ...kernel, permalink: links[k] ?? '' }));
}

async function describeKernels(
  kernels: readonly Kernel[],
  opened: Claim | undefined,
  certify: boolean,
): Promise<FullRangeModule['kernels']> {
  const described: { claim: Claim; certificate?: CertificateRecord }[] = [];
  for (const claim of claimsOf(kernels, opened)) {
    const certificate = certify
      ? recordOfCertificate(await makeCertificate(claim.target, claim.program))
      : undefined;
    described.push({ claim, ...(certificate === undefined ? {} : { certificate }) });
  }
  return described;
}

/** f32 unless told or the program was judged in f64; computed in binary64 unless told or the language has none. */
function readVariant({ of, arithmetic }: FullRangeFlags, target: Target, language: LanguageId): Variant {
  const format = of === undefined ? (target.format === 'f64' ? 'f64' : 'f32') : readChoice('of', of, FORMATS);
  const widest = language === 'wgsl' || language === 'glsl' ? 'f32' : 'f64';
  const compute = arithmetic === undefined ? widest : readChoice('arithmetic', arithmetic, FORMATS);
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

/** The programs that a function takes beside its first. */
async function readOthers(flags: FullRangeFlags, id: string, variant: Variant): Promise<Kernel[]> {
  const [second, third] = [flags['second-program'], flags['third-program']];
  if (third !== undefined && second === undefined)
    throw new UsageError('--third-program needs --second-program');
  const sources = [second, third].filter((source) => source !== undefined);
  const others: Kernel[] = [];
  for (const source of sources) {
    others.push(await readOther(source, id, variant, others.length + 1, sources.length + 1));
  }
  return others;
}

/** A permalink knows its target; a file is taken to be meant for what the function needs. */
async function readOther(
  source: string,
  id: string,
  variant: Variant,
  place: number,
  count: number,
): Promise<Kernel> {
  if (isPermalink(source)) {
    const { program, target } = await decodePermalink(source);
    return { program, target, error: measureRefined(target, program) };
  }
  const slots = kernelTargetsFor(id, variant, count);
  const [wanted] = slots[place] ?? [];
  if (wanted === undefined) {
    throw new UsageError(
      `the full-range ${shown(id)} takes ${slots.length === 1 ? 'one program' : `${String(slots.length)} programs`}, not ${String(count)}`,
    );
  }
  const target: Target = {
    function: wanted.function,
    interval: wanted.interval,
    format: 'real',
    norm: wanted.norm,
  };
  const program = readProgram(await readText(source, MAX_PROGRAM_BYTES), 'real');
  return { program, target, error: measureRefined(target, program) };
}

function measure(whole: FullRangeFunction, everyNumber: boolean): WholeErrors {
  if (!everyNumber) return sampleFullRange(whole);
  if (whole.choice.variant.format === 'f64')
    throw new UsageError('--exhaustive is for functions of f32: f64 has too many numbers');
  let last = performance.now();
  const error = measureEveryNumber(wholeFunction(whole), ({ done, total }) => {
    if (performance.now() - last <= REPORT_MILLISECONDS) return;
    last = performance.now();
    process.stderr.write(`checked ${String(done)} of ${String(total)} numbers\n`);
  });
  return { error };
}
