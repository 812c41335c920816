/** What a program costs: the axis of a front against which errors are shown. */

import { OPCODES, type Opcode } from '../program/opcode';
import { INPUT, isConstantOperand, type Operand, type Structure } from '../program/program';

/** Cycles from an operand to the result of each opcode. */
export type LatencyTable = Readonly<Record<Opcode, number>>;

export type CostModel =
  | {
      /** The weighted number of instructions; with weight 1 for each and constants free, the operation count. */
      readonly kind: 'ops';
      readonly weights: Readonly<Record<Opcode, number>>;
      /** What each distinct constant adds: 0 where constants are free. */
      readonly perConstant: number;
    }
  | {
      /** Cycles along the longest chain of instructions of which each needs the one before. */
      readonly kind: 'latency';
      readonly cycles: LatencyTable;
    };

/** Weights and latencies are multiples of this, so that sums are exact and programs of one cost are many. */
export const COST_GRAIN = 0.25;
export const MAX_WEIGHT = 1024;

const ONE_EACH: Readonly<Record<Opcode, number>> = {
  add: 1,
  sub: 1,
  mul: 1,
  div: 1,
  fma: 1,
  sqrt: 1,
  neg: 1,
};

export const OPERATION_COUNT: Extract<CostModel, { kind: 'ops' }> = {
  kind: 'ops',
  weights: ONE_EACH,
  perConstant: 0,
};

/**
 * Latencies of scalar binary64 instructions in cycles, as published; where a range is given, its upper end.
 * x86-64: Intel Skylake, addsd mulsd vfmadd divsd sqrtsd xorps (Fog, "Instruction tables", 2022).
 * arm64: Cortex-A76, FADD FMUL FMADD FDIV FSQRT FNEG (Arm, "Cortex-A76 Software Optimization Guide", issue 8).
 */
export const LATENCIES: Readonly<Record<'x86-64' | 'arm64', LatencyTable>> = {
  'x86-64': { add: 4, sub: 4, mul: 4, div: 14, fma: 4, sqrt: 16, neg: 1 },
  arm64: { add: 2, sub: 2, mul: 3, div: 15, fma: 4, sqrt: 17, neg: 2 },
};

/**
 * Cycles a scalar binary64 instruction keeps its unit busy where nothing else holds it up (reciprocal throughput), to the
 * grain of costs: Intel Skylake, as above.
 */
export const SKYLAKE_THROUGHPUT: Extract<CostModel, { kind: 'ops' }> = {
  kind: 'ops',
  weights: { add: 0.5, sub: 0.5, mul: 0.5, div: 4, fma: 0.5, sqrt: 6, neg: 0.25 },
  perConstant: 0,
};

/** Whether the cost is the plain operation count. */
export function isOperationCount(model: CostModel): boolean {
  return (
    model.kind === 'ops' && model.perConstant === 0 && OPCODES.every((opcode) => model.weights[opcode] === 1)
  );
}

/** The cost of a structure without dead code: a multiple of COST_GRAIN for models whose numbers are. */
export function costOf(structure: Structure, model: CostModel): number {
  const { instructions, constantCount, result } = structure;
  if (model.kind === 'ops') {
    const base = constantCount * model.perConstant;
    return instructions.reduce((sum, { opcode }) => sum + model.weights[opcode], base);
  }
  const ready: number[] = [];
  const readyAt = (operand: Operand): number =>
    operand === INPUT || isConstantOperand(operand) ? 0 : ready[operand]!;
  for (const { opcode, operands } of instructions)
    ready.push(Math.max(...operands.map(readyAt)) + model.cycles[opcode]);
  return readyAt(result);
}
