/** Evaluation schemes of rational functions: the straight-line programs by which they are computed. */

import { decimalArithmetic, type Decimal } from '../oracle/decimal';
import { operationCount } from '../program/canonicalize';
import { MAX_CONSTANT_DIGITS } from '../program/constant';
import { INPUT, type Operand, type Program } from '../program/program';
import type { Interval } from '../targets/target';
import { COEFFICIENT_DIGITS, type EvaluationScheme, type RefusedScheme } from './baseline';
import { BaselineError } from './baseline-error';
import { continuedFraction, dividesByZeroAt, evaluateStages, type Stage } from './continued-fraction';
import { hasZeroOn } from './polynomial-sturm';
import { isZeroText, ProgramBuilder } from './program-builder';
import type { RationalText } from './rational-coefficients';
import { formsOf, horner, polynomialSchemes, powerOf, writeForm } from './scheme';

export interface RationalSchemes {
  /** Cheapest first. */
  readonly schemes: readonly EvaluationScheme[];
  readonly refused: readonly RefusedScheme[];
}

export interface SchemeAccuracy {
  readonly interval: Interval;
  /** Absolute deviation that a scheme's rounded constants may cause: decimal text. */
  readonly tolerance: string;
}

/** Digits of constants that are tried until the tolerance is met. */
const DIGITS: readonly number[] = [COEFFICIENT_DIGITS, 50, 80, 120, MAX_CONSTANT_DIGITS];
/** Beyond the digits of the coefficients. */
const GUARD_DIGITS = 120;
const CHECKED_POINTS = 24;
/** A sum this far below its terms is 0 but for the rounding of coefficients. */
const VANISHING = '1e-30';

/**
 * The rational function by every scheme that applies, as programs in real arithmetic, with their true operation counts.
 *
 * quotient: numerator and denominator by Horner's rule, one of them monic: 2m + 2n instructions, m + n + 1 with fma.
 * continued fraction: 3n + 2(m - n) instructions for m >= n, 3m + 2(n - m) otherwise, none saved by fma. Functions of
 * x^2, with or without a factor x, are computed from x^2 too ('... in x^2'). A factor x of the numerator, and
 * factored zeros, stay factors, so that they remain zeros with rounded constants.
 *
 * A continued fraction may divide by zero at a point inside the interval, where IEEE arithmetic passes through infinity
 * to the right value and exact arithmetic has it as a limit: its note says so. Where that point is 0 or an end, which
 * programs meet, it is refused. BaselineError where the opcodes lack div, or both fma, and mul with add or sub.
 */
export function rationalSchemes(
  text: RationalText,
  opcodes: readonly string[],
  accuracy: SchemeAccuracy,
): RationalSchemes {
  const roots = text.factored?.roots ?? [];
  const above = text.factored?.quotient ?? text.numerator;
  const below = formsOf(text.denominator)[0]!;
  if (below.factor === 0 && below.terms.length === 1) {
    const coefficients = { coefficients: text.numerator };
    const reach = Math.max(Math.abs(accuracy.interval.lower), Math.abs(accuracy.interval.upper));
    return polynomialSchemes(
      text.factored === undefined ? coefficients : { ...coefficients, factored: text.factored },
      opcodes,
      reach,
    );
  }
  const schemes: EvaluationScheme[] = quotients(above, text.denominator, roots, opcodes);
  const refused: RefusedScheme[] = [];
  for (const form of fractionForms(above, text.denominator)) {
    const name = `continued fraction${form.power === 2 ? ' in x^2' : ''}`;
    const found = stagesOf(form, roots, accuracy);
    if (typeof found === 'string') {
      refused.push({ name, reason: found });
      continue;
    }
    const made = scheme(name, fractionProgram(form, found.stages, roots, opcodes));
    schemes.push(found.dividesByZero ? { ...made, note: PASSES_INFINITY } : made);
  }
  return { schemes: schemes.sort((a, b) => a.ops - b.ops), refused };
}

function scheme(name: string, program: Program): EvaluationScheme {
  return { name, ops: operationCount(program), program };
}

const PASSES_INFINITY =
  'divides by zero at a point inside the interval, where its value is the limit, and what IEEE arithmetic gives';

/** Numerator over denominator, each from x or from x^2, the cheaper of both ways to make a coefficient 1. */
function quotients(
  above: readonly string[],
  below: readonly string[],
  roots: readonly string[],
  opcodes: readonly string[],
): EvaluationScheme[] {
  const found = new Map<string, EvaluationScheme>();
  for (const monic of ['denominator', 'numerator'] as const) {
    const [top, bottom] = normalised(above, below, monic);
    for (const p of formsOf(top)) {
      for (const q of formsOf(bottom)) {
        const builder = new ProgramBuilder(opcodes);
        const numerator = writeForm(builder, p, roots);
        const program = builder.finish(builder.divide(numerator, writeForm(builder, q, [])));
        const name = `quotient${p.power === 2 || q.power === 2 ? ' in x^2' : ''}`;
        const made = scheme(name, program);
        const known = found.get(name);
        if (known === undefined || made.ops < known.ops) found.set(name, made);
      }
    }
  }
  return [...found.values()];
}

/** Both divided by the leading coefficient of one of them. */
function normalised(
  above: readonly string[],
  below: readonly string[],
  monic: 'denominator' | 'numerator',
): [string[], string[]] {
  const lead = (monic === 'denominator' ? below : above).findLast((c) => !isZeroText(c)) ?? '1';
  const digits = Math.max(COEFFICIENT_DIGITS, ...[...above, ...below].map(digitsIn));
  const D = decimalArithmetic(Math.min(digits + 2, MAX_CONSTANT_DIGITS));
  const over = (c: string): string => (isZeroText(c) ? '0' : new D(c).div(lead).toString());
  return [above.map(over), below.map(over)];
}

function digitsIn(text: string): number {
  return text.replace(/e.*$/i, '').replace(/\D/g, '').length;
}

/** x^factor p(v) / q(v), v = x^power. */
interface FractionForm {
  readonly power: 1 | 2;
  readonly factor: number;
  readonly above: readonly string[];
  readonly below: readonly string[];
}

/** In x^2 where that is possible, else in x. */
function fractionForms(above: readonly string[], below: readonly string[]): FractionForm[] {
  const isTerm = (c: string): boolean => !isZeroText(c);
  const q = below.slice(0, below.findLastIndex(isTerm) + 1);
  const [p] = formsOf(above);
  if (p === undefined || p.terms.length === 0) return [];
  const isEven = (terms: readonly string[]): boolean => terms.every((c, k) => k % 2 === 0 || isZeroText(c));
  if (!isEven(p.terms) || !isEven(q)) return [{ power: 1, factor: p.factor, above: p.terms, below: q }];
  const every = (terms: readonly string[]): string[] => terms.filter((_, k) => k % 2 === 0);
  return [{ power: 2, factor: p.factor, above: every(p.terms), below: every(q) }];
}

/** The stages with rounded constants; for a numerator of lower degree, those of 1 / (q/p) less the leading 0. */
interface RoundedStage {
  readonly numerator: Decimal;
  readonly term: readonly Decimal[];
}

interface RoundedFraction {
  readonly stages: readonly RoundedStage[];
  /** At a point inside the interval. */
  readonly dividesByZero: boolean;
}

/** The reason as text where the fraction cannot be used on the interval. */
function stagesOf(
  { power, factor, above, below }: FractionForm,
  roots: readonly string[],
  { interval, tolerance }: SchemeAccuracy,
): RoundedFraction | string {
  const D = decimalArithmetic(
    Math.max(...[...above, ...below].map(digitsIn), COEFFICIENT_DIGITS) + GUARD_DIGITS,
  );
  const [p, q] = [above.map((c) => new D(c)), below.map((c) => new D(c))];
  const exact: readonly Stage[] = continuedFraction(p, q);
  const [from, to] = [new D(interval.lower), new D(interval.upper)];
  const ends = power === 1 ? [from, to] : [from.times(from), to.times(to)];
  const holdsZero = from.lte(0) && to.gte(0);
  const lower = power === 2 && holdsZero ? new D(0) : ends.reduce((a, b) => (b.lt(a) ? b : a));
  const upper = ends.reduce((a, b) => (b.gt(a) ? b : a));
  const divisors = exact.slice(1).map(({ zeros }) => zeros);
  const met = [lower, upper, ...(holdsZero ? [new D(0)] : [])];
  const isSmall = (divisor: readonly Decimal[], v: Decimal): boolean => {
    const terms = divisor.map((c, k) => c.times(v.pow(k)));
    const size = terms.map((c) => c.abs()).reduce((a, b) => (b.gt(a) ? b : a));
    return terms
      .reduce((a, b) => a.plus(b))
      .abs()
      .lte(size.times(VANISHING));
  };
  if (divisors.some((divisor) => met.some((v) => isSmall(divisor, v)))) {
    return 'it divides by zero at an end of the interval or at 0';
  }
  const dividesByZero = divisors.some((divisor) => hasZeroOn(divisor, lower, upper, D));
  const places = Array.from({ length: CHECKED_POINTS + 1 }, (_, k) =>
    lower.plus(upper.minus(lower).times(k).div(CHECKED_POINTS)),
  );
  const values = places.map((v) => evaluateStages(exact, v));
  const reach = from.abs().gt(to.abs()) ? from.abs() : to.abs();
  const factors = Array.from({ length: factor }).reduce((product: Decimal) => product.times(reach), new D(1));
  const span = roots.reduce((product, root) => product.times(reach.plus(new D(root).abs())), factors);
  const allowed = new D(tolerance).div(span);
  for (const digits of DIGITS) {
    const rounded = exact.map(({ numerator, term }) => ({
      numerator: numerator.toSignificantDigits(digits),
      term: term.map((c) => c.toSignificantDigits(digits)),
    }));
    const holds = places.every(
      (v, i) =>
        !dividesByZeroAt(rounded, v) && evaluateStages(rounded, v).minus(values[i]!).abs().lte(allowed),
    );
    if (holds) return { stages: rounded, dividesByZero };
  }
  return `its constants need more than ${String(MAX_CONSTANT_DIGITS)} digits`;
}

function fractionProgram(
  { power, factor }: FractionForm,
  stages: readonly RoundedStage[],
  roots: readonly string[],
  opcodes: readonly string[],
): Program {
  const builder = new ProgramBuilder(opcodes);
  const variable = power === 1 ? INPUT : builder.multiply(INPUT, INPUT);
  let value: Operand | null = null;
  for (const [k, stage] of [...stages.entries()].reverse()) {
    const term = stage.term.map((c) => c.toString());
    const next = stages[k + 1];
    if (value === null || next === undefined) {
      value = horner(builder, term, variable);
      continue;
    }
    const fraction = builder.divide(builder.constant(next.numerator.toString()), value);
    value = plusPolynomial(builder, term, variable, fraction);
  }
  if (value === null) throw new BaselineError('a continued fraction has at least one stage');
  const factors = roots.map((root) => builder.differenceFrom(root));
  if (factor > 0) factors.unshift(powerOf(builder, INPUT, factor));
  return builder.finish(factors.reduce((a, b) => builder.multiply(a, b), value));
}

/** The polynomial plus a value: added last, or in the place of a constant that is 0. */
function plusPolynomial(
  builder: ProgramBuilder,
  term: readonly string[],
  variable: Operand,
  value: Operand,
): Operand {
  const last = term.findLastIndex((c) => !isZeroText(c));
  if (last < 0) return value;
  if (last === 0) return builder.addNumber(value, term[0]!);
  if (!isZeroText(term[0]!)) return builder.add(horner(builder, term.slice(0, last + 1), variable), value);
  const rest = horner(builder, term.slice(1, last + 1), variable);
  return last === 1 && term[1] === '1'
    ? builder.add(variable, value)
    : builder.multiplyAddValue(rest, variable, value);
}
