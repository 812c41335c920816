/** What a GPU computed for a battery of programs, held against the law. */

import { binary32Bits, fromBinary32Bits } from '../../numerics/bits';
import { ordinalOf32 } from '../../numerics/ordinals';
import { constantToNumber } from '../../program/constant';
import { compileLaw } from '../../program/interpret';
import { constantIndex, INPUT, isConstantOperand, type Operand, type Program } from '../../program/program';
import { scoreByLaw } from '../law-evaluator';
import { TINY, type ScoreTable } from '../score';
import { FLAG_TINY, type FLAG_NOT_FINITE, type GpuEvaluator } from './evaluator';
import { packProgram, type PackedProgram } from './packing';

/** A GPU evaluator over `points`, and the table of their labels. */
export interface Bench {
  readonly points: Float32Array;
  readonly table: ScoreTable;
  readonly evaluator: GpuEvaluator;
}

/** One program at one point: the law's values of its instructions, and the GPU's result. */
interface Sample {
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

function isSubnormal(v: number): boolean {
  return v !== 0 && Math.abs(v) < SMALLEST_NORMAL;
}

function isNotFinite(v: number): boolean {
  return !Number.isFinite(v);
}

/** In the range where WGSL leaves nothing open but rounding. */
export function isOrdinary(v: number): boolean {
  return v === 0 || (Math.abs(v) >= TINY && Math.abs(v) < Infinity);
}

/** The programs that the kernel takes. */
function packable(programs: readonly Program[]): Packed[] {
  const taken: Packed[] = [];
  for (const program of programs) {
    const packed = packProgram(program);
    if (!('refused' in packed)) taken.push({ program, packed });
  }
  return taken;
}

/** The law for each instruction of the program: the one that returns its value. */
export function traces(program: Program): ((x: number) => number)[] {
  return program.instructions.map((_, result) => compileLaw({ ...program, result }, 'f32'));
}

async function samples(bench: Bench, programs: readonly Program[]): Promise<Sample[]> {
  const cases = packable(programs);
  const bits = await bench.evaluator.valueBits(cases.map(({ packed }) => packed));
  const count = bench.points.length;
  return cases.flatMap(({ program }, p) => {
    const laws = traces(program);
    return Array.from(bench.points, (x, i): Sample => {
      const values = laws.map((law) => law(x));
      return {
        program,
        x,
        values,
        expected: values[values.length - 1] ?? x,
        actualBits: bits[p * count + i]!,
      };
    });
  });
}

function isOrdinarySample({ x, values }: Sample): boolean {
  return !isSubnormal(x) && values.every(isOrdinary);
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
  const product = Math.fround(a * b);
  const unfused = Math.fround(product + c);
  return !isOrdinary(product) || !isOrdinary(unfused) || agrees({ ...sample, expected: unfused });
}

/**
 * How the programs' last instruction rounds: `exact` (as the law does), `unfused` (an fma whose product is rounded
 * too), `within n ulp`, or `wrong` where a value is not even finite. Only ordinary values are looked at.
 */
export async function opcodeVerdict(bench: Bench, programs: readonly Program[]): Promise<string> {
  const ordinary = (await samples(bench, programs)).filter(isOrdinarySample);
  const wrong = ordinary.filter((sample) => !agrees(sample));
  if (ordinary.length === 0) return 'untested';
  if (wrong.length === 0) return 'exact';
  if (ordinary.every(isUnfused)) return 'unfused';
  const distance = wrong.reduce((most, { expected, actualBits }) => {
    const actual = fromBinary32Bits(actualBits);
    return Math.max(
      most,
      Number.isFinite(actual) ? Math.abs(ordinalOf32(actual) - ordinalOf32(expected)) : Infinity,
    );
  }, 0);
  return distance < 2 ** 20 ? `within ${distance} ulp` : 'wrong';
}

export async function allValuesEqual(bench: Bench, programs: readonly Program[]): Promise<boolean> {
  const ordinary = (await samples(bench, programs)).filter(isOrdinarySample);
  return ordinary.length > 0 && ordinary.every(agrees);
}

/** `kept` or `flushed`. */
export async function subnormalsVerdict(bench: Bench, programs: readonly Program[]): Promise<string> {
  const finite = (await samples(bench, programs)).filter(({ values }) => values.every(Number.isFinite));
  return finite.every(agrees) ? 'kept' : 'flushed';
}

/** Whether zeros have the law's sign: `kept` or `lost`. */
export async function zerosVerdict(bench: Bench, programs: readonly Program[]): Promise<string> {
  const zeros = (await samples(bench, programs)).filter(({ expected }) => expected === 0);
  return zeros.every(({ expected, actualBits }) => binary32Bits(expected) === actualBits) ? 'kept' : 'lost';
}

/** Whether the flag is up for every program of which some value, at some point, is what it warns of. */
export async function allFlagged(bench: Bench, programs: readonly Program[], flag: Flag): Promise<boolean> {
  const cases = packable(programs);
  const { flags } = await bench.evaluator.scoreBatch(cases.map(({ packed }) => packed));
  const dangerous = flag === FLAG_TINY ? isSubnormal : isNotFinite;
  return cases.every(({ program }, p) => {
    if ((flags[p]! & flag) !== 0) return true;
    return !traces(program).some((law) => bench.points.some((x) => dangerous(law(x))));
  });
}

/**
 * Whether score and argmax are the law's for every program whose flags are 0; false as well where these are
 * fewer than a quarter, since then the comparison says too little.
 */
export async function allScoresEqual(bench: Bench, programs: readonly Program[]): Promise<boolean> {
  const cases = packable(programs);
  const scores = await bench.evaluator.scoreBatch(cases.map(({ packed }) => packed));
  let compared = 0;
  for (const [p, { program }] of cases.entries()) {
    if (scores.flags[p] !== 0) continue;
    compared++;
    const { maxError, argmax } = scoreByLaw(program, bench.table);
    if (scores.maxError[p] !== maxError || scores.argmax[p] !== argmax) return false;
  }
  return 4 * compared >= cases.length && compared > 0;
}
