/**
 * Full-range functions: drop-in replacements for functions of the catalogue, made of argument reduction, a discovered
 * program on the reduced interval, and reconstruction, with special cases. One description gives the law and the code.
 */

import type { Program } from '../../program/program';
import { findFunction } from '../../targets/catalogue';
import type { Interval, MeasuredError, Target } from '../../targets/target';
import type { BulkFunction } from '../../verification/full-range';
import { commentText } from '../comment-text';
import { errorSentence, formatName, operationsSentence, titleOf, ulpDefinition } from '../describe';
import { type ExportedSnippet, ExportError, type LanguageId } from '../language';
import { languageOf } from '../languages';
import { DataflowBuilder } from './builder';
import type { Dataflow } from './dataflow';
import type { FullRangeEmission, FullRangeText } from './emission';
import { emitFullRangeC } from './emit-c';
import { emitFullRangeEcmaScript } from './emit-ecmascript';
import { compileFullRangeLaw } from './law';
import { closed, type Variant } from './template';
import { formFor, templateOf } from './templates';

/** A program with the target for which it was found, and what is known of its error there. */
export interface Kernel {
  readonly program: Program;
  readonly target: Target;
  readonly error?: MeasuredError;
}

export interface FullRangeChoice {
  /** The catalogue's name of the function. */
  readonly id: string;
  readonly variant: Variant;
  /** One program for each kernel of the function; see kernelTargetsFor. */
  readonly kernels: readonly Kernel[];
  /** Without special cases the function is shorter, and right on a part of the format only. */
  readonly specialCases: boolean;
}

export interface FullRangeFunction {
  readonly choice: FullRangeChoice;
  readonly dataflow: Dataflow;
  /** Where the function is to be used: its error is measured there. Infinite ends mean the whole format. */
  readonly interval: Interval;
  /** What the code computes, bit for bit. */
  readonly law: BulkFunction;
}

/** Languages with full-range functions. */
export const FULL_RANGE_LANGUAGES: readonly LanguageId[] = ['ts', 'js', 'c'];

/**
 * The function made of these kernels.
 * @throws ExportError for a function without a full-range form, for a wrong number of kernels, and for kernels found for
 * other targets than the function needs; the message says which would do
 */
export function createFullRange(choice: FullRangeChoice): FullRangeFunction {
  const { id, variant, kernels, specialCases } = choice;
  const template = templateOf(id);
  const slots = template.slots(variant, kernels.length);
  if (slots.length !== kernels.length) {
    const titles = slots.map(({ title }) => title).join(' and ');
    throw new ExportError(
      `the full-range ${id} takes ${slots.length} program${slots.length === 1 ? '' : 's'}, for ${titles}, not ${kernels.length}`,
    );
  }
  const forms = slots.map((slot, k) => formFor(id, slot, kernels[k]!.target));
  const builder = new DataflowBuilder({
    ...variant,
    programs: kernels.map(({ program }) => program),
    specialCases,
  });
  const dataflow = builder.finish(template.build(builder, forms));
  return { choice, dataflow, interval: intervalOf(choice), law: compileFullRangeLaw(dataflow) };
}

function intervalOf({ id, variant, specialCases }: FullRangeChoice): Interval {
  const template = templateOf(id);
  if (!specialCases) return template.fastDomain(variant).interval;
  const largest = template.largestArgument?.(variant);
  if (largest !== undefined) return closed(-largest, largest);
  return { lower: -Infinity, upper: Infinity, lowerOpen: false, upperOpen: false };
}

export interface FullRangeExport {
  /** Of the whole function over its interval, in ulp of its format. */
  readonly error: MeasuredError;
  /** The same in the relative norm, where it was measured. */
  readonly relativeError?: MeasuredError;
  readonly permalink?: string;
  /** Wish for the function's name. */
  readonly name?: string;
}

/** The code of the function. ExportError for languages without full-range functions. */
export function exportFullRange(
  whole: FullRangeFunction,
  language: LanguageId,
  request: FullRangeExport,
): ExportedSnippet {
  const text = textOf(whole, request);
  const { code, functionName, notes } = emit(whole.dataflow, language, text);
  const { fileExtension } = languageOf(language);
  return { language, code, functionName, fileName: `${functionName}.${fileExtension}`, notes };
}

function emit(dataflow: Dataflow, language: LanguageId, text: FullRangeText): FullRangeEmission {
  switch (language) {
    case 'ts':
    case 'js':
      return emitFullRangeEcmaScript(dataflow, text, language === 'ts');
    case 'c':
      return emitFullRangeC(dataflow, text);
    default:
      throw new ExportError(
        `full-range functions are written in ${FULL_RANGE_LANGUAGES.join(', ')}, not in ${language}`,
      );
  }
}

function textOf(
  { choice }: FullRangeFunction,
  { error, relativeError, permalink, name }: FullRangeExport,
): FullRangeText {
  const { id, variant, kernels, specialCases } = choice;
  const { format, compute } = variant;
  const template = templateOf(id);
  const largest = template.largestArgument?.(variant);
  const range = specialCases
    ? largest === undefined
      ? `for every ${formatName(format)} number`
      : `for ${formatName(format)} numbers of at most ${largest} in absolute value`
    : `for ${formatName(format)} numbers, without special cases`;
  const arithmetic =
    format === compute
      ? `All arithmetic is that of ${formatName(format)}.`
      : `Between argument and value the arithmetic is that of ${formatName(compute)}: a ${formatName(format)} function ` +
        'computed wide, with one rounding at the end.';
  const special = specialCases
    ? 'NaN, infinities, both zeros, subnormal numbers, overflow and underflow are handled.'
    : `Fast form: x is ${template.fastDomain(variant).text}; NaN, infinities, zeros of either sign, overflow and ` +
      'underflow beyond it are left out, and what comes out for them means nothing.';
  const everywhere: Omit<Target, 'norm'> = {
    function: { kind: 'catalogue', id },
    interval: closed(-Infinity, Infinity),
    format,
  };
  return {
    id: specialCases ? id : `${id}_fast`,
    ...(name === undefined ? {} : { name }),
    paragraphs: [
      [`${commentText(findFunction(id)?.title ?? id)} ${range}.`],
      [...template.method(variant), arithmetic, special],
      [
        errorSentence({ ...everywhere, norm: 'ulp' }, error),
        ...(relativeError === undefined
          ? []
          : [errorSentence({ ...everywhere, norm: 'relative' }, relativeError)]),
        ulpDefinition(format),
      ],
    ],
    closing: [
      [
        ...(permalink === undefined ? [] : [`Permalink of the kernel: ${commentText(permalink)}`]),
        'Generated by Ulpforge.',
      ],
    ],
    kernels: kernels.map((kernel) => [
      `${titleOf(kernel.target)}, approximated. ${operationsSentence(kernel.program)}`,
      ...(kernel.error === undefined
        ? []
        : [
            `${kernel.target.format === 'real' ? 'In exact real arithmetic: ' : ''}${errorSentence(kernel.target, kernel.error)}`,
          ]),
    ]),
  };
}
