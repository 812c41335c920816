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
import { wgslBoundSentences } from '../wgsl-notes';
import { DataflowBuilder } from './builder';
import type { Dataflow } from './dataflow';
import type { FullRangeEmission, FullRangeText } from './emission';
import { emitFullRangeC } from './emit-c';
import { emitFullRangeEcmaScript } from './emit-ecmascript';
import { emitFullRangeShader } from './emit-shader';
import { compileFullRangeLaw } from './law';
import { GLSL_SHADER, WGSL_SHADER } from './shader-languages';
import { closed, type Variant } from './template';
import { formFor, templateOf } from './templates';

/** A program with the target for which it was found, and what is known of its error there. */
export interface Kernel {
  readonly program: Program;
  readonly target: Target;
  readonly error?: MeasuredError;
  /** Written into the documentation as text. */
  readonly permalink?: string;
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
  /** The same values by steps that shading languages keep; where the arithmetic is that of f32. */
  readonly shaderDataflow?: Dataflow;
  /** Where the function is to be used: its error is measured there. Infinite ends mean the whole format. */
  readonly interval: Interval;
  /** What the code computes, bit for bit. */
  readonly law: BulkFunction;
}

/** Languages with full-range functions. */
export const FULL_RANGE_LANGUAGES: readonly LanguageId[] = ['ts', 'js', 'wgsl', 'glsl', 'c'];

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
  const build = (forShaders: boolean): Dataflow => {
    const programs = kernels.map(({ program }) => program);
    const builder = new DataflowBuilder({ ...variant, programs, specialCases, forShaders });
    return builder.finish(template.build(builder, forms));
  };
  const dataflow = build(false);
  return {
    choice,
    dataflow,
    ...(variant.compute === 'f32' ? { shaderDataflow: build(true) } : {}),
    interval: intervalOf(choice),
    law: compileFullRangeLaw(dataflow),
  };
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
  /** Wish for the function's name. */
  readonly name?: string;
}

/** The code of the function. ExportError for languages without full-range functions. */
export function exportFullRange(
  whole: FullRangeFunction,
  language: LanguageId,
  request: FullRangeExport,
): ExportedSnippet {
  const text = fullRangeText(whole, request, language);
  const { code, functionName, notes } = emit(whole, language, text);
  const { fileExtension } = languageOf(language);
  return { language, code, functionName, fileName: `${functionName}.${fileExtension}`, notes };
}

function emit(
  { dataflow, shaderDataflow = dataflow }: FullRangeFunction,
  language: LanguageId,
  text: FullRangeText,
): FullRangeEmission {
  switch (language) {
    case 'ts':
    case 'js':
      return emitFullRangeEcmaScript(dataflow, text, language === 'ts');
    case 'c':
      return emitFullRangeC(dataflow, text);
    case 'wgsl':
      return emitFullRangeShader(shaderDataflow, text, WGSL_SHADER);
    case 'glsl':
      return emitFullRangeShader(shaderDataflow, text, GLSL_SHADER);
    default:
      throw new ExportError(
        `full-range functions are written in ${FULL_RANGE_LANGUAGES.join(', ')}, not in ${language}`,
      );
  }
}

/** What the documentation of the function says. */
export function fullRangeText(
  { choice }: FullRangeFunction,
  { error, relativeError, name }: FullRangeExport,
  language: LanguageId,
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
      [...template.method(variant, kernels.length), arithmetic, special],
      [
        errorSentence({ ...everywhere, norm: 'ulp' }, error),
        ...(relativeError === undefined
          ? []
          : [errorSentence({ ...everywhere, norm: 'relative' }, relativeError)]),
        ulpDefinition(format),
      ],
    ],
    closing: [['Generated by Ulpforge.']],
    kernels: kernels.map((kernel) => [
      `${titleOf(kernel.target)}, approximated. ${operationsSentence(kernel.program)}`,
      ...(kernel.error === undefined
        ? []
        : [
            `${kernel.target.format === 'real' ? 'In exact real arithmetic: ' : ''}${errorSentence(kernel.target, kernel.error)}`,
          ]),
      ...(language === 'wgsl' ? wgslBoundSentences(kernel.program, kernel.target) : []),
      ...(kernel.permalink === undefined ? [] : [`Permalink: ${commentText(kernel.permalink)}`]),
    ]),
  };
}
