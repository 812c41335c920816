/**
 * What WGSL promises of f32 arithmetic, and what follows for a program.
 *
 * Source: W3C, WebGPU Shading Language, sections "Floating Point Accuracy" and "Differences from IEEE-754".
 * + - * and negation are correctly rounded, but in either direction: no rounding mode is specified. x / y is within
 * 2.5 ulp for |y| from 2^-126 to 2^126. sqrt(x) is as accurate as 1 / inverseSqrt(x), and inverseSqrt is within
 * 2 ulp. fma(a, b, c) is as accurate as a * b + c. Subnormal operands and results may be replaced by zero. An
 * operation that overflows, or yields an infinity or NaN, has an indeterminate value. Operations may be fused where
 * that is at least as accurate. Operations may be reassociated, and no accuracy is promised for that.
 */

import { ulpOf } from '../numerics/ulp';
import { constantToNumber, roundConstants } from '../program/constant';
import { compileLaw, interpretInstructions } from '../program/interpret';
import type { Opcode } from '../program/opcode';
import { constantIndex, INPUT, isConstantOperand } from '../program/program';
import type { Instruction, Operand, Program, Structure } from '../program/program';
import { countOpcodes, instructionAt, liveInstructions } from './live';

/** One row of the table of what an implementation may do differently from the law. */
export interface OperationGuarantee {
  readonly opcode: Opcode;
  /** Live instructions of the program with this opcode. */
  readonly count: number;
  /** The accuracy that the specification promises. */
  readonly accuracy: string;
}

const ROUNDED = 'correctly rounded, in either direction';

const ACCURACY: Readonly<Record<Opcode, string>> = {
  add: ROUNDED,
  sub: ROUNDED,
  mul: ROUNDED,
  div: '2.5 ulp where the divisor is 2^-126 to 2^126 in magnitude, else unbounded',
  fma: 'that of a multiplication and an addition, each rounded',
  sqrt: 'that of 1 / inverseSqrt(x), with inverseSqrt within 2 ulp',
  neg: 'exact',
};

/** The accuracy of the opcodes that the program uses. */
export function wgslGuarantees(structure: Structure): OperationGuarantee[] {
  return [...countOpcodes(structure)].map(([opcode, count]) => ({
    opcode,
    count,
    accuracy: ACCURACY[opcode],
  }));
}

const MIN_NORMAL = 2 ** -126;
const DIVISOR_MAX = 2 ** 126;
const MAX_FINITE = (2 - 2 ** -23) * 2 ** 127;
/** Each bound is widened by this much, which covers the rounding of the bound's own computation in binary64. */
const SLACK = 1 + 2 ** -40;

/** A value of the law, and how far that of a conforming implementation may lie from it; NaN where that is unbounded. */
interface Deviation {
  readonly value: number;
  readonly radius: number;
}

const UNBOUNDED = NaN;

/**
 * How far the value of the program on any implementation that keeps WGSL's promises, and does not reassociate, can
 * lie from the value of the law in f32, as a function of x: an absolute bound for |wgsl(x) - law(x)|, by running
 * error analysis. Infinity where no bound exists: a division outside the promised range, a possible overflow, an
 * infinity or NaN, a square root of what may be subnormal or negative.
 *
 * Constants are rounded to f32; x must be a number of f32. Fused operations are covered: leaving a rounding out
 * moves a value by less than the rounding may.
 */
export function deviationBound(program: Program): (x: number) => number {
  const inF32 = roundConstants(program, 'f32');
  const constants = inF32.constants.map(constantToNumber);
  const live = liveInstructions(inF32);
  return (x) => {
    const values = interpretInstructions(inF32, x, 'f32');
    const deviations = new Map<Operand, Deviation>();
    const deviationOf = (operand: Operand): Deviation => {
      if (operand === INPUT) return { value: x, radius: 0 };
      if (isConstantOperand(operand)) return { value: constants[constantIndex(operand)] ?? NaN, radius: 0 };
      return deviations.get(operand) ?? { value: NaN, radius: UNBOUNDED };
    };
    for (const index of live) {
      const instruction = instructionAt(inF32, index);
      const value = values[index] ?? NaN;
      const operands = instruction.operands.map((operand) => flushed(deviationOf(operand)));
      deviations.set(index, flushed({ value, radius: deviate(instruction, operands, value) * SLACK }));
    }
    const { value, radius } = deviationOf(inF32.result);
    return Number.isFinite(value) && Number.isFinite(radius) ? radius : Infinity;
  };
}

/** Allows for a subnormal value to be replaced by zero. */
function flushed({ value, radius }: Deviation): Deviation {
  const magnitude = Math.abs(value);
  const maySubnormal = magnitude - radius < MIN_NORMAL && magnitude + radius > 0;
  return { value, radius: maySubnormal ? radius + Math.min(magnitude + radius, MIN_NORMAL) : radius };
}

/** The radius of an instruction's value, NaN where it is unbounded; `value` is the law's, rounded to nearest. */
function deviate({ opcode }: Instruction, operands: readonly Deviation[], value: number): number {
  const [a, b, c] = operands;
  if (a === undefined || !Number.isFinite(value)) return UNBOUNDED;
  const { value: va, radius: ra } = a;
  const { value: vb, radius: rb } = b ?? { value: 0, radius: 0 };
  switch (opcode) {
    case 'neg':
      return ra;
    case 'add':
    case 'sub':
      return rounded(value, ra + rb, 1);
    case 'mul':
      return rounded(value, productSpread(va, ra, vb, rb), 1);
    case 'div': {
      const least = Math.abs(vb) - rb;
      if (!(least >= MIN_NORMAL && Math.abs(vb) + rb <= DIVISOR_MAX)) return UNBOUNDED;
      return rounded(value, (ra + Math.abs(va / vb) * rb) / least, 2.5);
    }
    case 'fma': {
      const product = va * vb;
      const inner = rounded(product, productSpread(va, ra, vb, rb), 1);
      return rounded(value, flushed({ value: product, radius: inner }).radius + (c?.radius ?? 0), 1);
    }
    case 'sqrt': {
      const least = va - ra;
      if (!(least >= MIN_NORMAL)) return UNBOUNDED;
      const spread = ra / (Math.sqrt(va) + Math.sqrt(least));
      // inverseSqrt is off by 2 ulp at most, 2^-22 relatively, and so is its reciprocal.
      const inverse = (Math.sqrt(va) + spread) * (2 ** -22 / (1 - 2 ** -22));
      return rounded(value, spread + inverse, 2.5);
    }
  }
}

/** How far a product moves when its factors move by their radii. */
function productSpread(va: number, ra: number, vb: number, rb: number): number {
  return Math.abs(va) * rb + Math.abs(vb) * ra + ra * rb;
}

/**
 * The radius after an operation whose exact result lies within `spread` of that of the law: the law's rounding is
 * half an ulp, the implementation's `ulps`. NaN where the implementation may overflow.
 */
function rounded(value: number, spread: number, ulps: number): number {
  const ulp = ulpOf(value, 'f32');
  const largest = Math.abs(value) + ulp / 2 + spread;
  const farUlp = ulpOf(largest, 'f32');
  if (!(largest + ulps * farUlp <= MAX_FINITE)) return UNBOUNDED;
  return spread + ulp / 2 + ulps * farUlp;
}

/** The deviation bound over a list of points. */
export interface DeviationSummary {
  readonly points: number;
  /** The largest bound over the points that have one, in ulp of the law's value; NaN where none has. */
  readonly ulps: number;
  /** The largest bound as it is. */
  readonly absolute: number;
  /** The points without a bound, in the order given. */
  readonly unbounded: readonly number[];
}

export function summariseDeviation(program: Program, points: readonly number[]): DeviationSummary {
  const boundAt = deviationBound(program);
  const law = compileLaw(roundConstants(program, 'f32'), 'f32');
  const bounds = points.map((x) => ({ x, bound: boundAt(x) }));
  const bounded = bounds.filter(({ bound }) => bound < Infinity);
  const largest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);
  return {
    points: points.length,
    ulps: bounded.length === 0 ? NaN : largest(bounded.map(({ x, bound }) => bound / ulpOf(law(x), 'f32'))),
    absolute: bounded.length === 0 ? NaN : largest(bounded.map(({ bound }) => bound)),
    unbounded: bounds.filter(({ bound }) => bound === Infinity).map(({ x }) => x),
  };
}
