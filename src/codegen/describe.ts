/** What a snippet's documentation says in every language: plain sentences, each safe to stand in a comment. */

import { FORMAT_PARAMETERS, isFiniteFormat } from '../numerics/format';
import type { FiniteFormat, Format } from '../numerics/format';
import { formatSignificant } from '../numerics/number-text';
import type { Opcode } from '../program/opcode';
import type { Structure } from '../program/program';
import { findFunction } from '../targets/catalogue';
import { printInterval } from '../targets/parse';
import {
  programFormat,
  type ErrorKind,
  type MeasuredError,
  type Target,
  type TargetFunction,
} from '../targets/target';
import { limitsOf } from '../verification/limits';
import { commentText } from './comment-text';
import type { ExportRequest } from './language';
import { countOpcodes, liveInstructions } from './live';

const FORMAT_NAMES: Readonly<Record<FiniteFormat, string>> = {
  f64: 'binary64',
  f32: 'binary32',
  f16: 'binary16',
  bf16: 'bfloat16',
};

const OPERATION_NAMES: Readonly<Record<Opcode, readonly [singular: string, plural: string]>> = {
  add: ['addition', 'additions'],
  sub: ['subtraction', 'subtractions'],
  mul: ['multiplication', 'multiplications'],
  div: ['division', 'divisions'],
  fma: ['fused multiply-add', 'fused multiply-adds'],
  sqrt: ['square root', 'square roots'],
  neg: ['negation', 'negations'],
};

export function formatName(format: FiniteFormat): string {
  return FORMAT_NAMES[format];
}

function functionTitle(fn: TargetFunction): string {
  return fn.kind === 'expression' ? fn.text : (findFunction(fn.id)?.title ?? fn.id);
}

/** Such as `2^x on (0, 1]`. */
export function titleOf(target: Target): string {
  return commentText(`${functionTitle(target.function)} on ${printInterval(target.interval)}`);
}

/** Such as `5 operations: 3 additions, 2 divisions.`; what the result does not depend on is not counted. */
export function operationsSentence(structure: Structure): string {
  const counts = countOpcodes(structure);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return 'No operations.';
  const parts = [...counts].map(
    ([opcode, count]) => `${count} ${OPERATION_NAMES[opcode][count === 1 ? 0 : 1]}`,
  );
  return `${total} operation${total === 1 ? '' : 's'}: ${parts.join(', ')}.`;
}

/** The arithmetic in which the target judges programs. */
export function formatSentence(target: Target): string {
  const { format, compute, flush } = target;
  if (!isFiniteFormat(format))
    return 'Judged in exact real arithmetic: the error below is that of the formula, without rounding.';
  const flushed = flush === true ? ' Subnormal numbers count as zeros.' : '';
  if (compute === undefined)
    return `Judged in ${formatName(format)}, every operation rounded to nearest, ties to even.${flushed}`;
  return (
    `Judged as computed in ${formatName(compute)}, every operation rounded to nearest, ties to even, and stored in ` +
    `${formatName(format)}: x is a number of that, and the error is that of the result rounded to it.${flushed}`
  );
}

/** The maximum error with its norm, place and kind. */
export function errorSentence(target: Target, error: MeasuredError): string {
  const { value } = error;
  // A claim that was not recomputed does not say where its maximum is.
  const at = Number.isNaN(error.argmax) ? '' : ` at x = ${String(error.argmax)}`;
  if (!(value < Infinity)) return `The error is not bounded: the program fails${at}.`;
  // 7.25e+0 reads worse than 7.25.
  const text = commentText(error.text).replace(/e\+0$/, '');
  const size = target.norm === 'ulp' ? `error ${text} ulp` : `${target.norm} error ${text}`;
  return `Maximum ${size}${at === '' ? '' : `,${at}`} (${kindText(error.kind, error.points)}).`;
}

function kindText(kind: ErrorKind, points: number): string {
  const count = points.toLocaleString('en');
  switch (kind) {
    case 'sampled':
      return `sampled: the largest at ${count} points; a lower bound`;
    case 'refined':
      return `refined: the largest of ${count} evaluations, which search around every extremum; a lower bound`;
    case 'exhaustive':
      return `exhaustive: over every number of the format in the interval, ${count} in all`;
    case 'certified':
      return 'certified: a rigorous upper bound';
  }
}

/** The meaning of ulp for this target; undefined where its norm is another. */
export function ulpSentence(target: Target): string | undefined {
  if (target.norm !== 'ulp') return undefined;
  if (target.ulpAt !== undefined) return `One ulp is that of ${String(target.ulpAt)} throughout.`;
  return isFiniteFormat(target.format) ? ulpDefinition(target.format) : undefined;
}

/** Goldberg's definition for a format. */
export function ulpDefinition(format: FiniteFormat): string {
  const { precision, minExponent } = FORMAT_PARAMETERS[format];
  return `ulp(y) = 2^(e-${precision - 1}) where 2^e <= |y| < 2^(e+1), and e >= ${minExponent}.`;
}

/**
 * What holds for the emitted arithmetic where it is not the target's format: the measured error if there is one,
 * else that none was measured. Empty where the arithmetic is the target's own.
 */
export function arithmeticSentences(request: ExportRequest, arithmetic: Format): string[] {
  const { target, errorAsEmitted } = request;
  if (programFormat(target) === arithmetic || !isFiniteFormat(arithmetic)) return [];
  const name = formatName(arithmetic);
  const sentences = [`This code computes in ${name}, with the constants rounded to it.`];
  if (errorAsEmitted !== undefined) {
    sentences.push(`In ${name}, evaluated as written: ${lowerFirst(errorSentence(target, errorAsEmitted))}`);
    return sentences;
  }
  const operations = liveInstructions(request.program).length;
  const unit = formatSignificant(operations * 2 ** -FORMAT_PARAMETERS[arithmetic].precision, 2);
  const bound = `about ${operations} * 2^-${FORMAT_PARAMETERS[arithmetic].precision} (${unit}) relative`;
  sentences.push(
    (target.format === 'real' && arithmetic === 'f64'
      ? `Rounding adds to the error: ${bound}`
      : `The error stated above does not hold in ${name}: rounding adds ${bound}`) +
      ` where nothing cancels, more where something does. The error in ${name} was not measured.`,
  );
  return sentences;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function limitSentences({ program, target }: ExportRequest): string[] {
  const limits = limitsOf(target, program);
  if (limits.length === 0) return [];
  return [
    `At x = ${limits.join(' and ')} the program divides by zero; the infinity that IEEE 754 gives leads to the value ` +
      'stated, and without infinities (fast-math options, shaders) it need not.',
  ];
}

/** The documentation's paragraphs, in order; the first is the title. */
export function documentation(
  request: ExportRequest,
  arithmetic: Format,
  notes: readonly string[],
): string[][] {
  const { program, target, error, permalink } = request;
  const measured = [formatSentence(target), errorSentence(target, error)];
  const ulp = ulpSentence(target);
  if (ulp !== undefined) measured.push(ulp);
  const origin = permalink === undefined ? [] : [`Permalink: ${commentText(permalink)}`];
  return [
    [`${titleOf(target)}, approximated. ${operationsSentence(program)}`],
    [...measured, ...arithmeticSentences(request, arithmetic), ...limitSentences(request)],
    [...notes],
    [...origin, 'Generated by Ulpforge.'],
  ].filter((paragraph) => paragraph.length > 0);
}
