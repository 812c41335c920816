/** The functions that can be exported for their whole range: one file a family, listed here. */

import { findFunction } from '../../targets/catalogue';
import { parseInterval, printInterval } from '../../targets/interval';
import type { Interval, Target, TargetFunction } from '../../targets/target';
import { ExportError } from '../language';
import { ERROR_FUNCTIONS } from './error-function';
import { EXPONENTIALS } from './exponential';
import { LOGARITHMS } from './logarithm';
import { LOGISTIC } from './logistic';
import { ROOTS } from './roots';
import type { FullRangeTemplate, KernelForm, KernelSlot, Variant } from './template';
import { TRIGONOMETRIC } from './trigonometric';

const TEMPLATES: readonly FullRangeTemplate[] = [
  ...EXPONENTIALS,
  ...LOGISTIC,
  ...LOGARITHMS,
  ...TRIGONOMETRIC,
  ...ERROR_FUNCTIONS,
  ...ROOTS,
];

const byId = new Map(TEMPLATES.map((template) => [template.id, template]));

/** Names of the catalogue, in the order of its families. */
export const FULL_RANGE_FUNCTIONS: readonly string[] = TEMPLATES.map(({ id }) => id);

/** ExportError for a function without a template; the message names those that have one. */
export function templateOf(id: string): FullRangeTemplate {
  const template = byId.get(id);
  if (template === undefined) {
    throw new ExportError(
      `there is no full-range form of ${JSON.stringify(id.slice(0, 40))}; there are ${FULL_RANGE_FUNCTIONS.join(', ')}`,
    );
  }
  return template;
}

/** The variant that leaves the least error: f32 functions are computed in binary64. */
export function defaultVariant(format: 'f32' | 'f64'): Variant {
  return { format, compute: 'f64' };
}

/** What a program must approximate to serve as a kernel of a full-range function: what a search has to be run on. */
export interface KernelTarget {
  /** Such as 'e^x on the reduced interval'. */
  readonly title: string;
  readonly function: TargetFunction;
  /** As text that parseInterval reads, and read. */
  readonly intervalText: string;
  readonly interval: Interval;
  readonly norm: 'relative' | 'absolute';
  /** The same as flags of the command line. */
  readonly flags: string;
}

/**
 * The kernels of a function, each with the targets whose programs it takes, the preferred one first: mostly one kernel
 * with one target. `kernels` asks for so many, where there is a choice. ExportError where there is no full-range form.
 */
export function kernelTargetsFor(
  id: string,
  variant: Variant,
  kernels?: number,
): readonly (readonly KernelTarget[])[] {
  return templateOf(id)
    .slots(variant, kernels)
    .map(({ title, forms }) => forms.map((form) => kernelTarget(title, form)));
}

/** The numbers of kernels that the function can be made of, the most accurate way first. ExportError as above. */
export function kernelCountsFor(id: string, variant: Variant): readonly number[] {
  const { counts, slots } = templateOf(id);
  return counts ?? [slots(variant).length];
}

/** Whether a program for the target can be that kernel: it is for the same function, and its interval holds the kernel's. */
export function serves(kernel: KernelTarget, { function: fn, interval }: Target): boolean {
  return isSame(kernel.function, fn) && holds(interval, kernel.interval);
}

/** The preferred target of the function's first kernel: that on which a search is worth most. Errors as above. */
export function kernelTargetFor(id: string, variant: Variant = defaultVariant('f32')): KernelTarget {
  const target = kernelTargetsFor(id, variant)[0]?.[0];
  if (target === undefined) throw new RangeError(`${id} has no kernel`);
  return target;
}

function kernelTarget(title: string, { function: fn, interval, norm }: KernelForm): KernelTarget {
  const named = fn.kind === 'catalogue' ? `--target ${fn.id}` : `--expr "${fn.text}"`;
  return {
    title,
    function: fn,
    intervalText: interval,
    interval: parseInterval(interval),
    norm,
    flags: `${named} --interval "${interval}" --norm ${norm}`,
  };
}

/**
 * The form of the slot that a program for the target can take; ExportError names the targets that would do. The norm
 * and the format of the program's target do not matter here: the error of the whole function is measured.
 */
export function formFor(id: string, slot: KernelSlot, { function: fn, interval }: Target): number {
  const form = slot.forms.findIndex(
    (candidate) => isSame(candidate.function, fn) && holds(interval, parseInterval(candidate.interval)),
  );
  if (form >= 0) return form;
  const wanted = slot.forms.map((candidate) => describe(candidate)).join(', or ');
  const given = `${titleOf(fn)} on ${printInterval(interval)}`;
  throw new ExportError(
    `the full-range ${id} needs as ${slot.title} a program for ${wanted}, not for ${given}; find one with: search ` +
      kernelTarget(slot.title, slot.forms[0]!).flags,
  );
}

function describe({ function: fn, interval }: KernelForm): string {
  return `${titleOf(fn)} on ${interval}`;
}

function titleOf(fn: TargetFunction): string {
  return fn.kind === 'expression' ? fn.text : (findFunction(fn.id)?.title ?? fn.id);
}

function isSame(a: TargetFunction, b: TargetFunction): boolean {
  if (a.kind === 'catalogue') return b.kind === 'catalogue' && a.id === b.id;
  return b.kind === 'expression' && a.text.replace(/\s/g, '') === b.text.replace(/\s/g, '');
}

/** Whether `outer` holds all of `inner`. */
function holds(outer: Interval, inner: Interval): boolean {
  const below =
    outer.lower < inner.lower || (outer.lower === inner.lower && (!outer.lowerOpen || inner.lowerOpen));
  const above =
    outer.upper > inner.upper || (outer.upper === inner.upper && (!outer.upperOpen || inner.upperOpen));
  return below && above;
}

/** The functions of which a program for the target can be a kernel, if not the only one. */
export function functionsServedBy(target: Target, variant: Variant): string[] {
  return FULL_RANGE_FUNCTIONS.filter((id) =>
    kernelCountsFor(id, variant).some((count) =>
      kernelTargetsFor(id, variant, count).some((slot) => slot.some((kernel) => serves(kernel, target))),
    ),
  );
}
