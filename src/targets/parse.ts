/** Targets from text, as the command line, the page and links give them. */

import { FORMATS, type Format, isFiniteFormat } from '../numerics/format';
import { exactToFormat, NumberSyntaxError, parseNumber } from '../numerics/number-text';
import { countNumbers } from '../numerics/ordinals';
import { CATALOGUE, findFunction } from './catalogue';
import type { CatalogueFunction } from './catalogue-function';
import { type ExpressionFunction, expressionFunction } from './expression/function';
import { checkOnInterval } from './expression/interval-check';
import { MAX_EXPRESSION_LENGTH } from './expression/lex';
import { parseInterval, printInterval } from './interval';
import { nearestNames, someOf } from './near-names';
import type { ErrorNorm, Interval, Target, TargetFunction } from './target';
import { TargetError } from './target-error';

export { parseInterval, printInterval } from './interval';
export { MAX_EXPRESSION_LENGTH } from './expression/lex';
export { TargetError } from './target-error';

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
}

const NORMS: readonly ErrorNorm[] = ['relative', 'absolute', 'ulp'];
/** A target needs this many numbers of its format, or there is nothing to approximate. */
const FEWEST_NUMBERS = 2n;
const MAX_QUOTED = 40;

/**
 * Reads and checks a target. TargetError names what is wrong and what would be right.
 *
 * An expression must have a value everywhere on the interval. Where no norm is given, it is the absolute one if the
 * expression has a zero there, else the relative one.
 */
export function parseTarget(text: TargetText): Target {
  const chosen = readFunction(text);
  const format = oneOf('format', text.format ?? 'real', FORMATS);
  const norm = text.norm === undefined ? undefined : oneOf('norm', text.norm, NORMS);
  if (chosen.entry === undefined && text.interval === undefined) {
    throw new TargetError('an expression needs an interval, such as (0,1]');
  }
  const interval = parseInterval(text.interval ?? chosen.entry?.defaultInterval ?? '');
  const natural =
    chosen.entry === undefined
      ? checkOnInterval(chosen.expression, interval)
      : requireDefined(chosen.entry, interval);
  const used = norm ?? (isFiniteFormat(format) ? 'ulp' : natural);
  requireNumbers(interval, format);
  if (used === 'ulp' && !isFiniteFormat(format)) {
    throw new TargetError('the ulp norm needs a finite format: exact real numbers have no last place');
  }
  const target: Target = { function: chosen.fn, interval, format, norm: used };
  return text.ulpAt === undefined ? target : { ...target, ulpAt: readUlpAt(text.ulpAt, used) };
}

/** The function alone, without an interval on which it is to be approximated. TargetError as parseTarget. */
export function parseFunction(text: Pick<TargetText, 'target' | 'expr'>): TargetFunction {
  return readFunction(text).fn;
}

/** A line such as `2^x on (0,1], real, relative`. */
export function describeTarget(target: Target): string {
  const { function: fn, interval, format, norm, ulpAt } = target;
  const title = fn.kind === 'expression' ? fn.text : (findFunction(fn.id)?.title ?? fn.id);
  const fixed = ulpAt === undefined ? '' : ` at ${String(ulpAt)}`;
  return `${title} on ${printInterval(interval)}, ${format}, ${norm}${fixed}`;
}

type Chosen =
  | { readonly fn: TargetFunction; readonly entry: CatalogueFunction }
  | { readonly fn: TargetFunction; readonly entry?: undefined; readonly expression: ExpressionFunction };

function readFunction({ target, expr }: TargetText): Chosen {
  if (target !== undefined && expr !== undefined) {
    throw new TargetError('a target is a name of the catalogue or an expression, not both');
  }
  if (expr !== undefined) {
    // One spelling of white space. Columns count in the text as it was given.
    if (expr.length <= MAX_EXPRESSION_LENGTH) expressionFunction(expr);
    const text = expr.length > MAX_EXPRESSION_LENGTH ? expr : expr.trim().replace(/\s+/g, ' ');
    return { fn: { kind: 'expression', text }, expression: expressionFunction(text) };
  }
  if (target === undefined)
    throw new TargetError('no target: give the name of a function of the catalogue or an expression');
  const entry = findFunction(target);
  if (entry !== undefined) return { fn: { kind: 'catalogue', id: entry.id }, entry };
  const near = nearestNames(target, names());
  const known = near.length > 0 ? `did you mean ${near.join(', ')}?` : `known are ${someOf(names())}`;
  throw new TargetError(`unknown target ${quote(target)}; ${known}`);
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
