/** The programs whose exported code is compared with the law, the points, and what the law makes of them. */

import * as fc from 'fast-check';
import { exportProgram } from '../../src/codegen/export-program';
import type { LanguageId } from '../../src/codegen/language';
import { fromOrdinal, ordinalOf } from '../../src/numerics/ordinals';
import { roundConstants } from '../../src/program/constant';
import { compileLaw } from '../../src/program/interpret';
import { parseProgram } from '../../src/program/parse';
import { printProgram } from '../../src/program/print';
import type { Program } from '../../src/program/program';
import { parseTarget } from '../../src/targets/parse';
import frontier from '../golden/exp2_frontier.json';
import { measuredError } from './measured-error';
import { programArbitrary } from './program-arbitrary';

export type TestedFormat = 'f32' | 'f64' | 'f16' | 'bf16';

const RANDOM_PROGRAMS = 100;
const POINTS = 10_000;

export interface Case {
  /** Of the emitted function, and no other of the same list. */
  readonly name: string;
  readonly program: Program;
}

const LISTS = new Map<TestedFormat, Case[]>();

/** A hundred random programs, always the same, and all of the frontier of 2^x, with constants of the format. */
export function exportedCases(format: TestedFormat): readonly Case[] {
  const known = LISTS.get(format) ?? makeCases(format);
  LISTS.set(format, known);
  return known;
}

function makeCases(format: TestedFormat): Case[] {
  const random = fc.sample(programArbitrary({ format }), {
    numRuns: RANDOM_PROGRAMS,
    seed: 8,
  });
  const rows = [...frontier.bestKnown, ...frontier.published];
  const programs = [
    ...random,
    ...rows.map(({ program }) => roundConstants(parseProgram(program, 'real'), format)),
  ];
  return programs.map((program, index) => ({ name: `${format}_${index}`, program }));
}

/** Numbers of every kind: all binades of both signs, both zeros and infinities, NaN, and half of them in [-4, 4]. */
export function exportedPoints(format: TestedFormat): Float64Array {
  const points = [0, -0, Infinity, -Infinity, NaN];
  const last = ordinalOf(Infinity, format) - 1n;
  const wide = POINTS / 2;
  for (let i = 0; i < wide; i++) {
    points.push(fromOrdinal((last * BigInt(2 * i - wide)) / BigInt(wide), format));
  }
  const nearest = roundingTo(format);
  while (points.length < POINTS) points.push(nearest(8 * (((points.length * 0.6180339887498949) % 1) - 0.5)));
  return Float64Array.from(points);
}

/** Rounding to the format, as the law does it: a sum with -0. */
function roundingTo(format: TestedFormat): (x: number) => number {
  return compileLaw(parseProgram('y = x + -0', format), format);
}

export function emitted({ name, program }: Case, format: TestedFormat, language: LanguageId): string {
  const target = parseTarget({ target: 'exp2', interval: '(0,1]', format, norm: 'relative' });
  return exportProgram({ program, target, error: measuredError(), name, arithmetic: format }, language).code;
}

export type Values = Float32Array | Float64Array;

const KNOWN = new Map<readonly Case[], Values>();

/** The law's values of each case at the points, one case after the other; computed once for a list of cases. */
export function lawValues(cases: readonly Case[], format: TestedFormat, points: Float64Array): Values {
  const known = KNOWN.get(cases) ?? computeLaw(cases, format, points);
  KNOWN.set(cases, known);
  return known;
}

function computeLaw(cases: readonly Case[], format: TestedFormat, points: Float64Array): Values {
  const values = new (format === 'f64' ? Float64Array : Float32Array)(cases.length * points.length);
  cases.forEach(({ program }, index) => {
    const law = compileLaw(program, format);
    points.forEach((x, i) => (values[index * points.length + i] = law(x)));
  });
  return values;
}

/** Where two lists of values first differ in bits, NaN being one value, with the program; undefined where nowhere. */
export function firstDifference(
  cases: readonly Case[],
  points: Float64Array,
  actual: ArrayLike<number>,
  law: Values,
): string | undefined {
  if (actual.length !== law.length) return `${actual.length} values instead of ${law.length}`;
  for (let i = 0; i < law.length; i++) {
    if (Object.is(actual[i], law[i])) continue;
    const program = cases[Math.floor(i / points.length)]?.program;
    const x = points[i % points.length];
    return `${program === undefined ? '' : printProgram(program)}\nat ${String(x)}: ${String(actual[i])} instead of ${String(law[i])}`;
  }
  return undefined;
}
