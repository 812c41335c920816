/** Scores of programs in formats of at most 24 bits, in SIMD: those of the law (score.ts), bit for bit. */

import { powerOfTwo } from '../../numerics/bits';
import { computeFormat, isPlain, leastNormal, type Arithmetic } from '../../numerics/arithmetic';
import { FORMAT_PARAMETERS, type FiniteFormat } from '../../numerics/format';
import { largestFinite } from '../../numerics/rounding';
import { constantToNumber, roundConstant } from '../../program/constant';
import type { Program, Structure } from '../../program/program';
import type { ScoreTable } from '../score';
import { type KernelMemory, instantiateKernel } from './kernel-module';
import {
  KERNEL_MAX_CONSTANTS,
  KERNEL_MAX_INSTRUCTIONS,
  WORDS_PER_INSTRUCTION,
  storeCode,
} from './program-code';

interface ScoreExports extends KernelMemory {
  constants32Address(): number;
  scoreTableAddress(): number;
  score32(instructions: number, constants: number, result: number, points: number): number;
  argmaxOfLastScore(): number;
  values32(instructions: number, constants: number, result: number, first: number, points: number): number;
  setArithmetic(unit: number, least: number, largest: number, binary32: number, flush: number): void;
  scoreShort(instructions: number, constants: number, result: number, points: number): number;
  valuesShort(instructions: number, constants: number, result: number, first: number, points: number): number;
  evaluateRepeatedly32(instructions: number, constants: number, points: number, repetitions: number): void;
}

export const SCORE_KERNEL_MAX_POINTS = 65536;
const BLOCK = 256;
/** The points of a pass are a multiple of this. */
const GRANULE = 16;

export interface KernelScore {
  /** A binary32 number >= 0, or Infinity. */
  readonly maxError: number;
  /** Index of the first point at which it is met. */
  readonly argmax: number;
}

export class ScoreKernel {
  private readonly kernel = instantiateKernel() as ScoreExports;
  private readonly code: Int32Array;
  private readonly constants: Float32Array;
  /** Whether it is plain binary32, for which there are quicker ways. */
  private readonly plain: boolean;
  /** Of constants, and of the value of every instruction. */
  private readonly computed: FiniteFormat;
  private points = 0;
  private padded = 0;
  private stored: { readonly structure: Structure; readonly result: number } | undefined;

  /**
   * @param table at most SCORE_KERNEL_MAX_POINTS points
   * @param arithmetic of f32, f16 or bf16
   */
  constructor(table: ScoreTable, arithmetic: Arithmetic = { format: 'f32' }) {
    const { buffer } = this.kernel.memory;
    this.code = new Int32Array(
      buffer,
      this.kernel.codeAddress(),
      WORDS_PER_INSTRUCTION * KERNEL_MAX_INSTRUCTIONS,
    );
    this.constants = new Float32Array(buffer, this.kernel.constants32Address(), KERNEL_MAX_CONSTANTS);
    this.setTable(table);
    const { format, flush } = arithmetic;
    this.plain = format === 'f32' && isPlain(arithmetic);
    this.computed = computeFormat(arithmetic);
    this.kernel.setArithmetic(
      powerOfTwo(1 - FORMAT_PARAMETERS[format].precision),
      leastNormal(format),
      largestFinite(format),
      this.computed === 'f32' ? 1 : 0,
      flush === true ? leastNormal(this.computed) : 0,
    );
  }

  /** Takes another table in place of the constructor's, of at most SCORE_KERNEL_MAX_POINTS points too. */
  setTable(table: ScoreTable): void {
    const { length } = table;
    if (length < 1 || length > SCORE_KERNEL_MAX_POINTS)
      throw new RangeError(
        `the score table has ${length} points; 1 to ${SCORE_KERNEL_MAX_POINTS} are possible`,
      );
    const { buffer } = this.kernel.memory;
    this.points = length;
    this.padded = Math.ceil(length / GRANULE) * GRANULE;
    const columns = [table.x, table.scaledValue, table.firstScale, table.secondScale, table.tail];
    columns.forEach((column, i) => {
      const start = this.kernel.scoreTableAddress() + 4 * SCORE_KERNEL_MAX_POINTS * i;
      const stored = new Float32Array(buffer, start, this.padded);
      stored.set(column);
      stored.fill(column[length - 1]!, length);
    });
  }

  /** @param program one that fits the kernel (see fitsKernel) */
  score(program: Program): KernelScore {
    const result = this.store(program);
    const { instructions, constantCount } = program;
    const maxError = this.scored(instructions.length, constantCount, result);
    return { maxError, argmax: this.kernel.argmaxOfLastScore() };
  }

  /**
   * The score of a structure with one of many constant vectors: the structure is stored once, as long as it is the same
   * object from call to call.
   * @param constants numbers of the format that it computes in, one per constant of the structure
   */
  scoreConstants(structure: Structure, constants: Float64Array): KernelScore {
    if (this.stored?.structure !== structure) {
      this.stored = { structure, result: storeCode(this.code, structure) };
    }
    this.constants.set(constants);
    const { instructions, constantCount } = structure;
    const maxError = this.scored(instructions.length, constantCount, this.stored.result);
    return { maxError, argmax: this.kernel.argmaxOfLastScore() };
  }

  /** The program's values at the table's points. */
  values(program: Program): Float32Array {
    const result = this.store(program);
    const { instructions, constantCount } = program;
    const values = new Float32Array(this.points);
    for (let first = 0; first < values.length; first += BLOCK) {
      const block = Math.min(BLOCK, this.padded - first);
      const address = this.plain
        ? this.kernel.values32(instructions.length, constantCount, result, first, block)
        : this.kernel.valuesShort(instructions.length, constantCount, result, first, block);
      const count = Math.min(BLOCK, values.length - first);
      values.set(new Float32Array(this.kernel.memory.buffer, address, count), first);
    }
    return values;
  }

  /** Evaluates the first `points` points `repetitions` times and discards the values: for benchmarks. */
  evaluateRepeatedly(program: Program, points: number, repetitions: number): void {
    this.store(program);
    const { instructions, constantCount } = program;
    this.kernel.evaluateRepeatedly32(instructions.length, constantCount, points, repetitions);
  }

  private scored(instructions: number, constants: number, result: number): number {
    return this.plain
      ? this.kernel.score32(instructions, constants, result, this.padded)
      : this.kernel.scoreShort(instructions, constants, result, this.padded);
  }

  private store(program: Program): number {
    this.stored = undefined;
    const result = storeCode(this.code, program);
    program.constants.forEach((constant, k) => {
      this.constants[k] = constantToNumber(roundConstant(constant, this.computed));
    });
    return result;
  }
}
