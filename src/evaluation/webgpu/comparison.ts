/** What a GPU computed for a battery of programs, held against the law. */

import { binary32Bits, fromBinary32Bits } from '../../numerics/bits';
import { ordinalOf } from '../../numerics/ordinals';
import { isNumberOf, roundToFormat } from '../../numerics/rounding';
import { constantToNumber } from '../../program/constant';
import { compileLaw } from '../../program/interpret';
import { constantIndex, INPUT, isConstantOperand, type Operand, type Program } from '../../program/program';
import { scoreByLaw } from '../law-evaluator';
import { TINY, type ScoreTable } from '../score';
import type { ShortFormat } from './arithmetic';
import { FLAG_TINY, type FLAG_NOT_FINITE, type GpuEvaluator } from './evaluator';
import { packProgram, type PackedProgram } from './packing';

/** A GPU evaluator over `points`, and the table of their labels. */
export interface Bench {
  /** Of the evaluator's programs, and the points. */
  readonly format: ShortFormat;
  readonly points: Float32Array;
  readonly table: ScoreTable;
  readonly evaluator: GpuEvaluator;
}

/** One program at one point: the law's values of its instructions, and the GPU's result. */
export interface Sample {
  readonly format: ShortFormat;
  readonly program: Program;
  readonly x: number;
  readonly values: readonly number[];
  readonly expected: number;
  readonly actualBits: number;
}

interface Packed {
  readonly program: Program;
  readonly packed: PackedProgram;
}

type Flag = typeof FLAG_TINY | typeof FLAG_NOT_FINITE;

const SMALLEST_NORMAL = 2 ** -126;
const SMALL_TERM = 2 ** -100;

export function isSubnormal(v: number): boolean {
  return v !== 0 && Math.abs(v) < SMALLEST_NORMAL;
}

export function isNotFinite(v: number): boolean {
  return !Number.isFinite(v);
}

/** In the range where WGSL leaves nothing open but rounding. */
export function isOrdinary(v: number): boolean {
  return v === 0 || (Math.abs(v) >= TINY && Math.abs(v) < Infinity);
}

/** The programs that the kernel takes. */
function packable(programs: readonly Program[], format: ShortFormat): Packed[] {
  const taken: Packed[] = [];
  for (const program of programs) {
    const packed = packProgram(program, format);
    if (!('refused' in packed)) taken.push({ program, packed });
  }
  return taken;
}

/** The law for each instruction of the program: the one that returns its value. */
export function traces(program: Program, format: ShortFormat): ((x: number) => number)[] {
  return program.instructions.map((_, result) => compileLaw({ ...program, result }, format));
}

async function samples(bench: Bench, programs: readonly Program[]): Promise<Sample[]> {
  const { format } = bench;
  const cases = packable(programs, format);
  const bits = await bench.evaluator.valueBits(cases.map(({ packed }) => packed));
  const count = bench.points.length;
  return cases.flatMap(({ program }, p) => {
    const laws = traces(program, format);
    return Array.from(bench.points, (x, i): Sample => {
      const values = laws.map((law) => law(x));
      return {
        format,
        program,
        x,
        values,
        expected: values[values.length - 1] ?? x,
        actualBits: bits[p * count + i]!,
      };
    });
  });
}

function isOrdinarySample(sample: Sample): boolean {
  const { x, values, format } = sample;
  if (isSubnormal(x) || !values.every(isOrdinary)) return false;
  return format !== 'bf16' || !sample.program.instructions.some((_, i) => isFlaggedFma(sample, i));
}

/** A bfloat16 fma that the kernels flag, as round-to-format.wgsl says. */
function isFlaggedFma(sample: Sample, i: number): boolean {
  const { opcode, operands } = sample.program.instructions[i]!;
  if (opcode !== 'fma') return false;
  const [a, b, c] = operands.map((operand) => operandValue(sample, operand));
  const isSmall = (v: number): boolean => v !== 0 && Math.abs(v) < SMALL_TERM;
  return isSmall(a! * b!) || isSmall(c!) || isNotFinite(Math.fround(a! * b!));
}

/** Equal bits; the sign of a zero counts for nothing, since only a division by it could show it. */
function agrees({ expected, actualBits }: Sample): boolean {
  if (expected === 0) return (actualBits & 0x7fffffff) === 0;
  return binary32Bits(expected) === actualBits;
}

function operandValue({ program, x, values }: Sample, operand: Operand | undefined): number {
  if (operand === undefined) return NaN;
  if (operand === INPUT) return x;
  if (!isConstantOperand(operand)) return values[operand] ?? NaN;
  const constant = program.constants[constantIndex(operand)];
  return constant === undefined ? NaN : constantToNumber(constant);
}

/** Whether the last instruction is an fma whose product was rounded. */
function isUnfused(sample: Sample): boolean {
  const last = sample.program.instructions[sample.program.instructions.length - 1];
  if (last?.opcode !== 'fma') return false;
  const [a, b, c] = last.operands.map((operand) => operandValue(sample, operand));
  if (a === undefined || b === undefined || c === undefined) return false;
  const product = roundToFormat(a * b, sample.format);
  const unfused = roundToFormat(product + c, sample.format);
  return !isOrdinary(product) || !isOrdinary(unfused) || agrees({ ...sample, expected: unfused });
}

/**
 * How the programs' last instruction rounds: `exact` (as the law does), `unfused` (an fma whose product is rounded
 * too), `within n ulp`, or `wrong` where a value is not even finite. Only ordinary values are looked at.
 */
export async function opcodeVerdict(bench: Bench, programs: readonly Program[]): Promise<string> {
  return roundingVerdict(await samples(bench, programs));
}

/** The same of samples that were taken. */
export function roundingVerdict(all: readonly Sample[]): string {
  const ordinary = all.filter(isOrdinarySample);
  const wrong = ordinary.filter((sample) => !agrees(sample));
  if (ordinary.length === 0) return 'untested';
  if (wrong.length === 0) return 'exact';
  if (ordinary.every(isUnfused)) return 'unfused';
  const distance = wrong.reduce((most, { expected, actualBits, format }) => {
    const actual = fromBinary32Bits(actualBits);
    if (!Number.isFinite(actual) || !isNumberOf(actual, format)) return Infinity;
    const steps = Number(ordinalOf(actual, format) - ordinalOf(expected, format));
    return Math.max(most, Math.abs(steps));
  }, 0);
  return distance < 2 ** 20 ? `within ${distance} ulp` : 'wrong';
}

export async function allValuesEqual(bench: Bench, programs: readonly Program[]): Promise<boolean> {
  return allAgree(await samples(bench, programs));
}

/** Whether there are samples in ordinary range, and their values are the law's. */
export function allAgree(all: readonly Sample[]): boolean {
  const ordinary = all.filter(isOrdinarySample);
  return ordinary.length > 0 && ordinary.every(agrees);
}

/** `kept` or `flushed`. */
export async function subnormalsVerdict(bench: Bench, programs: readonly Program[]): Promise<string> {
  return underflowVerdict(await samples(bench, programs));
}

/** The same of samples that were taken. */
export function underflowVerdict(all: readonly Sample[]): string {
  const finite = all.filter(({ values }) => values.every(Number.isFinite));
  return finite.every(agrees) ? 'kept' : 'flushed';
}

/** Whether zeros have the law's sign: `kept` or `lost`. */
export async function zerosVerdict(bench: Bench, programs: readonly Program[]): Promise<string> {
  const zeros = (await samples(bench, programs)).filter(({ expected }) => expected === 0);
  return zeros.every(({ expected, actualBits }) => binary32Bits(expected) === actualBits) ? 'kept' : 'lost';
}

/** Whether the flag is up for every program of which some value, at some point, is what it warns of. */
export async function allFlagged(bench: Bench, programs: readonly Program[], flag: Flag): Promise<boolean> {
  const cases = packable(programs, bench.format);
  const { flags } = await bench.evaluator.scoreBatch(cases.map(({ packed }) => packed));
  const dangerous = flag === FLAG_TINY ? isSubnormal : isNotFinite;
  return cases.every(({ program }, p) => {
    if ((flags[p]! & flag) !== 0) return true;
    return !traces(program, bench.format).some((law) => bench.points.some((x) => dangerous(law(x))));
  });
}

/**
 * Whether score and argmax are the law's for every program whose flags are 0; false as well where these are
 * fewer than a quarter, since then the comparison says too little.
 */
export async function allScoresEqual(bench: Bench, programs: readonly Program[]): Promise<boolean> {
  const cases = packable(programs, bench.format);
  const scores = await bench.evaluator.scoreBatch(cases.map(({ packed }) => packed));
  let compared = 0;
  for (const [p, { program }] of cases.entries()) {
    if (scores.flags[p] !== 0) continue;
    compared++;
    const { maxError, argmax } = scoreByLaw(program, bench.table, bench.format);
    if (scores.maxError[p] !== maxError || scores.argmax[p] !== argmax) return false;
  }
  return 4 * compared >= cases.length && compared > 0;
}
