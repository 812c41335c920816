/** Evaluation schemes: the straight-line programs by which a polynomial is computed. */

import { operationCount } from '../program/canonicalize';
import { INPUT, type Operand, type Program } from '../program/program';
import { adaptedCoefficients, type AdaptedCoefficients } from './adapted-coefficients';
import type { EvaluationScheme, RefusedScheme } from './baseline';
import { isZeroText, negatedText, ProgramBuilder } from './program-builder';

/** A polynomial by its coefficients, or better, where it has zeros other than 0 to keep, by its factors. */
export interface PolynomialText {
  /** Of 1, x, x^2, ...: decimal text. */
  readonly coefficients: readonly string[];
  readonly factored?: { readonly roots: readonly string[]; readonly quotient: readonly string[] };
}

export interface PolynomialSchemes {
  /** Cheapest first; of equal ones the simpler first. */
  readonly schemes: readonly EvaluationScheme[];
  readonly refused: readonly RefusedScheme[];
}

/** Writes the polynomial in `variable`, given by its coefficients of which the first and the last are not 0. */
type Write = (builder: ProgramBuilder, coefficients: readonly string[], variable: Operand) => Operand;

const SIMPLEST_FIRST = ['horner', 'even-odd', 'estrin', 'adapted'];

/** Degrees from which adapting coefficients can save an operation. */
const LEAST_ADAPTED = 5;

/**
 * The polynomial by every scheme that applies, as programs in real arithmetic, with their true operation counts.
 *
 * horner: 2n instructions for degree n, n with fma; terms whose coefficient is 0 cost no addition. even-odd: both
 * halves in x^2, one more multiplication, half the depth. estrin: by pairs, pairs of pairs and so on, of logarithmic
 * depth. adapted: about n / 2 multiplications (adapted-coefficients.ts), from degree 5. Polynomials in x^2, with or
 * without a factor x, are computed from x^2 too ('... in x^2'). A factored one is the quotient multiplied by the
 * differences from the roots.
 *
 * `reach` bounds the |x| for which adapted coefficients agree with the given ones to their last digit.
 * BaselineError where the opcodes allow none: neither fma, nor mul with add or sub.
 */
export function polynomialSchemes(
  { coefficients, factored }: PolynomialText,
  opcodes: readonly string[],
  reach = 1,
): PolynomialSchemes {
  const roots = factored?.roots ?? [];
  const schemes: EvaluationScheme[] = [];
  const refused: RefusedScheme[] = [];
  for (const form of formsOf(factored?.quotient ?? coefficients)) {
    const n = form.terms.length - 1;
    const written: (readonly [string, Write])[] = [['horner', horner]];
    if (n >= 3) written.push(['even-odd', evenOdd], ['estrin', estrin]);
    if (n >= LEAST_ADAPTED) {
      const adapted = adaptedCoefficients(form.terms, form.power === 2 ? reach * reach : reach);
      if (adapted !== null) written.push(['adapted', writeAdapted(adapted)]);
      else refused.push({ name: `adapted${form.suffix}`, reason: 'no real parameters were found' });
    }
    for (const [name, write] of written) {
      const program = programOf(form, roots, opcodes, write);
      schemes.push({ name: `${name}${form.suffix}`, ops: operationCount(program), program });
    }
  }
  const rank = ({ name }: EvaluationScheme): number => SIMPLEST_FIRST.findIndex((n) => name.startsWith(n));
  return { schemes: schemes.sort((a, b) => a.ops - b.ops || rank(a) - rank(b)), refused };
}

/** The polynomial by Horner's rule, in x or in x^2, whichever takes fewer instructions. Errors as polynomialSchemes. */
export function polynomialProgram(text: PolynomialText, opcodes: readonly string[]): Program {
  const { coefficients, factored } = text;
  return formsOf(factored?.quotient ?? coefficients)
    .map((form) => programOf(form, factored?.roots ?? [], opcodes, horner))
    .reduce((a, b) => (b.instructions.length < a.instructions.length ? b : a));
}

/** x^factor * q(x^power), q given by its terms: the first and the last are not 0, unless all are. */
export interface Form {
  readonly power: 1 | 2;
  readonly factor: number;
  readonly terms: readonly string[];
  readonly suffix: string;
}

/** As it is, but for a power of x; and in x^2 where that is possible. */
export function formsOf(coefficients: readonly string[]): Form[] {
  const isTerm = (c: string): boolean => !isZeroText(c);
  const degree = coefficients.findLastIndex(isTerm);
  const factor = Math.max(0, coefficients.findIndex(isTerm));
  const terms = coefficients.slice(factor, degree + 1);
  const forms: Form[] = [{ power: 1, factor, terms, suffix: '' }];
  if (terms.length >= 3 && terms.every((c, k) => k % 2 === 0 || isZeroText(c))) {
    const every = terms.filter((_, k) => k % 2 === 0);
    forms.push({ power: 2, factor, terms: every, suffix: ' in x^2' });
  }
  return forms;
}

function programOf(form: Form, roots: readonly string[], opcodes: readonly string[], write: Write): Program {
  const builder = new ProgramBuilder(opcodes);
  return builder.finish(writeForm(builder, form, roots, write));
}

/** x^factor * q(x^power) * product of (x - root). */
export function writeForm(
  builder: ProgramBuilder,
  { power, factor, terms }: Form,
  roots: readonly string[],
  write: Write = horner,
): Operand {
  if (terms.length === 0) return builder.constant('0');
  const factors = roots.map((root) => builder.differenceFrom(root));
  if (factor > 0) factors.unshift(powerOf(builder, INPUT, factor));
  // A factor 1 is none.
  if (terms.length === 1 && terms[0] === '1' && factors.length > 0) {
    return factors.reduce((a, b) => builder.multiply(a, b));
  }
  const variable = power === 1 ? INPUT : builder.multiply(INPUT, INPUT);
  const value = write(builder, terms, variable);
  return factors.reduce((a, b) => builder.multiply(a, b), value);
}

/** base^exponent by repeated squaring. */
export function powerOf(builder: ProgramBuilder, base: Operand, exponent: number): Operand {
  if (exponent === 1) return base;
  const half = powerOf(builder, base, Math.floor(exponent / 2));
  const square = builder.multiply(half, half);
  return exponent % 2 === 0 ? square : builder.multiply(square, base);
}

/** A number or a value under construction. */
type Part = string | Operand;

/** low + high * factor, without what 0 and 1 make superfluous. */
function combine(builder: ProgramBuilder, low: Part, high: Part, factor: Operand): Part {
  if (typeof high === 'string' && isZeroText(high)) return low;
  if (high === '1')
    return typeof low === 'string' ? builder.addNumber(factor, low) : builder.add(low, factor);
  const value = typeof high === 'string' ? builder.constant(high) : high;
  if (typeof low === 'string') return builder.multiplyAdd(value, factor, low);
  return builder.multiplyAddValue(value, factor, low);
}

function finished(builder: ProgramBuilder, part: Part): Operand {
  return typeof part === 'string' ? builder.constant(part) : part;
}

export function horner(builder: ProgramBuilder, coefficients: readonly string[], variable: Operand): Operand {
  return finished(
    builder,
    coefficients.reduceRight<Part>((sum, c) => combine(builder, c, sum, variable), '0'),
  );
}

function evenOdd(builder: ProgramBuilder, coefficients: readonly string[], variable: Operand): Operand {
  const square = builder.multiply(variable, variable);
  const [even, odd] = [0, 1].map((parity) =>
    coefficients
      .filter((_, k) => k % 2 === parity)
      .reduceRight<Part>((sum, c) => combine(builder, c, sum, square), '0'),
  );
  return finished(builder, combine(builder, even ?? '0', odd ?? '0', variable));
}

function estrin(builder: ProgramBuilder, coefficients: readonly string[], variable: Operand): Operand {
  let parts: readonly Part[] = coefficients;
  let power = variable;
  while (parts.length > 1) {
    const pairs: Part[] = [];
    for (let k = 0; k < parts.length; k += 2)
      pairs.push(combine(builder, parts[k]!, parts[k + 1] ?? '0', power));
    parts = pairs;
    if (parts.length > 1) power = builder.multiply(power, power);
  }
  return finished(builder, parts[0] ?? '0');
}

function writeAdapted({ shift, core, stages }: AdaptedCoefficients): Write {
  return (builder, _, variable) => {
    const y = builder.addNumber(variable, shift);
    let z = horner(builder, core, y);
    const square = builder.multiply(y, y);
    for (const { alpha, beta } of stages) {
      z = builder.multiplyAdd(z, builder.addNumber(square, negatedText(alpha)), beta);
    }
    return z;
  };
}
