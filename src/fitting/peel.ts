/**
 * Takes the outermost operations off a fitting problem. Where a program ends in a square, y = v v, it fits f as well as v
 * fits sqrt(f), to first order in the error, and more constants are affine in v than in y: variable projection then
 * solves for what would otherwise be a long curved valley. The like holds for y = sqrt(v) and y = -v.
 */

import { ddMul, ddNeg, ddSqrt, type DoubleDouble } from '../numerics/double-double';
import type { LabelTable } from '../oracle/labels';
import type { Opcode } from '../program/opcode';
import type { Structure } from '../program/program';

export interface FittingProblem {
  readonly structure: Structure;
  readonly table: LabelTable;
}

/** An operation on one value: where it goes, what value it wants there and how that value's error grows by it. */
export interface Outermost {
  readonly inner: number;
  /** The wanted value, given the wanted result; NaN where there is none. */
  readonly invert: (result: DoubleDouble) => DoubleDouble;
  /** |d result / d value| at the wanted value. */
  readonly growth: (value: number) => number;
}

const SQUARE: Omit<Outermost, 'inner'> = { invert: ddSqrt, growth: (value) => 2 * Math.abs(value) };
const INVERSES: Partial<Record<Opcode, Omit<Outermost, 'inner'>>> = {
  sqrt: { invert: (result) => ddMul(result, result), growth: (value) => 0.5 / Math.sqrt(value) },
  neg: { invert: ddNeg, growth: () => 1 },
};

/** The operation that `peel` would take off first; undefined where there is none. */
export function outermost({ instructions, result }: Structure): Outermost | undefined {
  const instruction = instructions[result];
  if (instruction === undefined) return undefined;
  const { opcode, operands } = instruction;
  const inner = operands[0]!;
  if (inner < 0) return undefined;
  const inverse = opcode === 'mul' && operands[1] === inner ? SQUARE : INVERSES[opcode];
  return inverse && { inner, ...inverse };
}

/** The table of the values wanted inside; undefined where one of them does not exist. */
function inside(table: LabelTable, { invert, growth }: Outermost): LabelTable | undefined {
  const hi = new Float64Array(table.x.length);
  const lo = new Float64Array(table.x.length);
  const scale = new Float64Array(table.x.length);
  for (let i = 0; i < hi.length; i++) {
    const wanted = invert({ hi: table.hi[i]!, lo: table.lo[i]! });
    hi[i] = wanted.hi;
    lo[i] = wanted.lo;
    scale[i] = table.scale[i]! * growth(wanted.hi);
    if (!Number.isFinite(wanted.hi) || !Number.isFinite(scale[i]!)) return undefined;
  }
  return { x: table.x, hi, lo, scale };
}

/** The problem without its outermost squares, roots and negations, as far as they can be taken off. */
export function peel(problem: FittingProblem): FittingProblem {
  const peeled = new Peeler(problem.table).peel(problem.structure);
  return peeled.structure === problem.structure ? problem : peeled;
}

/** Peels many programs that are fitted to the same table. */
export class Peeler {
  private readonly table: LabelTable;
  /** The tables inside, by the opcodes taken off, the outermost first; null where some value does not exist. */
  private readonly tables = new Map<string, LabelTable | null>();

  constructor(table: LabelTable) {
    this.table = table;
  }

  peel(structure: Structure): FittingProblem {
    let problem: FittingProblem = { structure, table: this.table };
    let path = '';
    for (;;) {
      const outer = outermost(problem.structure);
      if (outer === undefined) return problem;
      const { instructions, constantCount, result } = problem.structure;
      path += ` ${instructions[result]!.opcode}`;
      const table = this.tableInside(path, problem.table, outer);
      if (table === null) return problem;
      const { inner } = outer;
      const rest = { instructions: instructions.slice(0, inner + 1), constantCount, result: inner };
      problem = { structure: rest, table };
    }
  }

  private tableInside(path: string, table: LabelTable, outer: Outermost): LabelTable | null {
    const known = this.tables.get(path);
    if (known !== undefined) return known;
    const wanted = inside(table, outer) ?? null;
    this.tables.set(path, wanted);
    return wanted;
  }
}
