/** Targets from text, as the command line, the page and links give them. */

import { FORMATS, type Format, isFiniteFormat } from '../numerics/format';
import { exactToFormat, NumberSyntaxError, parseNumber } from '../numerics/number-text';
import { countNumbers } from '../numerics/ordinals';
import { CATALOGUE, findFunction } from './catalogue';
import type { CatalogueFunction } from './catalogue-function';
import { parseInterval, printInterval } from './interval';
import type { ErrorNorm, Interval, Target } from './target';
import { TargetError } from './target-error';

export { parseInterval, printInterval } from './interval';
export { TargetError } from './target-error';

/** What is left out is chosen: the function's default interval; `real`; its default norm, or `ulp` in a finite format. */
export interface TargetText {
  /** A name of the catalogue. */
  readonly target?: string;
  /** A custom expression. */
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

/** Reads and checks a target. TargetError names what is wrong and what would be right. */
export function parseTarget(text: TargetText): Target {
  const entry = readFunction(text);
  const format = oneOf('format', text.format ?? 'real', FORMATS);
  const norm = oneOf('norm', text.norm ?? (isFiniteFormat(format) ? 'ulp' : entry.defaultNorm), NORMS);
  const interval = parseInterval(text.interval ?? entry.defaultInterval);
  requireDefined(entry, interval);
  requireNumbers(interval, format);
  if (norm === 'ulp' && !isFiniteFormat(format)) {
    throw new TargetError('the ulp norm needs a finite format: exact real numbers have no last place');
  }
  const target: Target = { function: { kind: 'catalogue', id: entry.id }, interval, format, norm };
  return text.ulpAt === undefined ? target : { ...target, ulpAt: readUlpAt(text.ulpAt, norm) };
}

/** A line such as `2^x on (0,1], real, relative`. */
export function describeTarget(target: Target): string {
  const { function: fn, interval, format, norm, ulpAt } = target;
  const title = fn.kind === 'expression' ? fn.text : (findFunction(fn.id)?.title ?? fn.id);
  const fixed = ulpAt === undefined ? '' : ` at ${String(ulpAt)}`;
  return `${title} on ${printInterval(interval)}, ${format}, ${norm}${fixed}`;
}

function readFunction({ target, expr }: TargetText): CatalogueFunction {
  if (target !== undefined && expr !== undefined) {
    throw new TargetError('a target is a name of the catalogue or an expression, not both');
  }
  if (expr !== undefined) {
    throw new TargetError('custom expressions are not available: choose a function of the catalogue');
  }
  if (target === undefined) throw new TargetError('no target: give the name of a function of the catalogue');
  const entry = findFunction(target);
  if (entry !== undefined) return entry;
  const near = nearestNames(target);
  const known = near.length > 0 ? `did you mean ${near.join(', ')}?` : `known are ${names().join(', ')}`;
  throw new TargetError(`unknown target ${quote(target)}; ${known}`);
}

function names(): string[] {
  return CATALOGUE.map(({ id }) => id);
}

/** At most three names that begin with the text or are within one edit of it, of longer texts two. */
function nearestNames(text: string): string[] {
  const wanted = text.slice(0, MAX_QUOTED).toLowerCase();
  if (wanted === '') return [];
  return names()
    .map((name) => ({ name, distance: name.startsWith(wanted) ? 0 : editDistance(name, wanted) }))
    .filter(({ distance }) => distance <= (wanted.length < 5 ? 1 : 2))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function oneOf<T extends string>(what: string, text: string, known: readonly T[]): T {
  const found = known.find((value) => value === text);
  if (found === undefined)
    throw new TargetError(`unknown ${what} ${quote(text)}; known are ${known.join(', ')}`);
  return found;
}

function requireDefined({ id, domain, poleIn }: CatalogueFunction, interval: Interval): void {
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
