/**
 * Targets of the catalogue from text, and what targets from text have in common. Expressions, whose reading needs much
 * more, are added by parse.ts.
 */

import { FORMATS, type Format, isFiniteFormat } from '../numerics/format';
import { exactToFormat, NumberSyntaxError, parseNumber } from '../numerics/number-text';
import { countNumbers } from '../numerics/ordinals';
import { CATALOGUE, findFunction, findFunctionByName } from './catalogue';
import type { CatalogueFunction } from './catalogue-function';
import { parseInterval, printInterval } from './interval';
import { nearestNames, someOf } from './near-names';
import type { ErrorNorm, Interval, Target, TargetFunction } from './target';
import { TargetError } from './target-error';

/** What is left out is chosen: the function's default interval; `real`; its default norm, or `ulp` in a finite format. */
export interface TargetText {
  /** A name of the catalogue. */
  readonly target?: string;
  /** A custom expression such as sin(x)/x; see expression/parse. It needs an interval. */
  readonly expr?: string;
  readonly interval?: string;
  readonly format?: string;
  readonly norm?: string;
  readonly ulpAt?: string;
  /** `f32`: computed in binary32, stored in the format. */
  readonly compute?: string;
  readonly flush?: boolean;
}

/** The function of a target, and what it has to say of an interval. */
export interface ChosenFunction {
  readonly fn: TargetFunction;
  /** As parseInterval reads it; absent where an interval has to be given. */
  readonly defaultInterval?: string;
  /** The norm where none is given. TargetError where the function has no value somewhere on the interval. */
  readonly normOn: (interval: Interval) => ErrorNorm;
}

const NORMS: readonly ErrorNorm[] = ['relative', 'absolute', 'ulp'];
/** A target needs this many numbers of its format, or there is nothing to approximate. */
const FEWEST_NUMBERS = 2n;
const MAX_QUOTED = 40;

/** A target of the catalogue. TargetError names what is wrong and what would be right. */
export function parseCatalogueTarget(text: Omit<TargetText, 'expr'>): Target {
  return targetOf(text, chooseFunction(text.target));
}

/** The target that the text describes of a function that has been read. TargetError as parseTarget. */
export function targetOf(text: TargetText, chosen: ChosenFunction): Target {
  const format = oneOf('format', text.format ?? 'real', FORMATS);
  const norm = text.norm === undefined ? undefined : oneOf('norm', text.norm, NORMS);
  if (chosen.defaultInterval === undefined && text.interval === undefined) {
    throw new TargetError('an expression needs an interval, such as (0,1]');
  }
  const interval = parseInterval(text.interval ?? chosen.defaultInterval ?? '');
  const natural = chosen.normOn(interval);
  const used = norm ?? (isFiniteFormat(format) ? 'ulp' : natural);
  requireNumbers(interval, format);
  if (used === 'ulp' && !isFiniteFormat(format)) {
    throw new TargetError('the ulp norm needs a finite format: exact real numbers have no last place');
  }
  const target: Target = {
    function: chosen.fn,
    interval,
    format,
    norm: used,
    ...readArithmetic(text, format),
  };
  return text.ulpAt === undefined ? target : { ...target, ulpAt: readUlpAt(text.ulpAt, used) };
}

/** A line such as `2^x on (0,1], real, relative`. */
export function describeTarget(target: Target): string {
  const { function: fn, interval, format, norm, ulpAt, compute, flush } = target;
  const title = fn.kind === 'expression' ? fn.text : (findFunction(fn.id)?.title ?? fn.id);
  const fixed = ulpAt === undefined ? '' : ` at ${String(ulpAt)}`;
  const computed = compute === undefined ? '' : ` computed in ${compute}`;
  const flushed = flush === true ? ', subnormals flushed' : '';
  return `${title} on ${printInterval(interval)}, ${format}${computed}${flushed}, ${norm}${fixed}`;
}

/** The function of that name. TargetError for a name that the catalogue does not have. */
export function chooseFunction(name: string | undefined): ChosenFunction {
  if (name === undefined)
    throw new TargetError('no target: give the name of a function of the catalogue or an expression');
  const entry = findFunctionByName(name);
  if (entry !== undefined) {
    const { id, defaultInterval } = entry;
    return {
      fn: { kind: 'catalogue', id },
      defaultInterval,
      normOn: (interval) => requireDefined(entry, interval),
    };
  }
  const near = nearestNames(name, names());
  const known = near.length > 0 ? `did you mean ${near.join(', ')}?` : `known are ${someOf(names())}`;
  throw new TargetError(`unknown target ${quote(name)}; ${known}`);
}

function names(): string[] {
  return CATALOGUE.map(({ id }) => id);
}

function oneOf<T extends string>(what: string, text: string, known: readonly T[]): T {
  const found = known.find((value) => value === text);
  if (found === undefined)
    throw new TargetError(`unknown ${what} ${quote(text)}; known are ${known.join(', ')}`);
  return found;
}

/** The function's default norm. */
function requireDefined(entry: CatalogueFunction, interval: Interval): ErrorNorm {
  const { id, domain, poleIn } = entry;
  const { lower, upper, lowerOpen, upperOpen } = interval;
  const below = lower < domain.lower || (lower === domain.lower && domain.lowerOpen && !lowerOpen);
  const above = upper > domain.upper || (upper === domain.upper && domain.upperOpen && !upperOpen);
  if (below || above) {
    throw new TargetError(
      `${id} is defined on ${printInterval(domain)}; the interval ${printInterval(interval)} reaches beyond`,
    );
  }
  const pole = poleIn?.(interval);
  if (pole !== undefined) {
    throw new TargetError(`the interval ${printInterval(interval)} holds a pole of ${id}: ${pole}`);
  }
  return entry.defaultNorm;
}

function requireNumbers(interval: Interval, format: Format): void {
  const finite = isFiniteFormat(format) ? format : 'f64';
  const count = countNumbers(interval, finite);
  if (count < FEWEST_NUMBERS) {
    const found = count === 0n ? 'no number' : 'a single number';
    throw new TargetError(`the interval ${printInterval(interval)} holds ${found} of ${finite}`);
  }
}

function readArithmetic(
  { compute, flush = false }: TargetText,
  format: Format,
): Pick<Target, 'compute' | 'flush'> {
  if (compute !== undefined) {
    oneOf('format to compute in', compute, ['f32'] as const);
    if (format !== 'f16' && format !== 'bf16')
      throw new TargetError(`computing in f32 is for what is stored in f16 or bf16, not in ${format}`);
  }
  if (flush && !isFiniteFormat(format))
    throw new TargetError('exact real numbers are never subnormal: there is nothing to flush');
  return { ...(compute !== undefined && { compute: 'f32' }), ...(flush && { flush: true }) };
}

function readUlpAt(text: string, norm: ErrorNorm): number {
  if (norm !== 'ulp') throw new TargetError(`a fixed ulp has no meaning in the ${norm} norm`);
  let value: number;
  try {
    value = exactToFormat(parseNumber(text), 'f64');
  } catch (error) {
    if (error instanceof NumberSyntaxError)
      throw new TargetError(`the value of the fixed ulp: ${error.message}`);
    throw error;
  }
  if (!Number.isFinite(value) || value === 0) {
    throw new TargetError(`the fixed ulp is that of a finite number other than 0, not of ${quote(text)}`);
  }
  return value;
}

function quote(text: string): string {
  return JSON.stringify(text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}...` : text);
}
