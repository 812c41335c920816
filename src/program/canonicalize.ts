/**
 * The canonical form of a structure: one representative for all structures that differ only in dead code, repeated
 * subexpressions, the order of commuting operands, the order of independent instructions and the numbering of
 * constants. No algebra: every value is computed by the same operations on the same numbers, so it is the same bit
 * for bit in every format (and where it is a NaN, it is one before and after).
 */

import { binary64Bits } from '../numerics/bits';
import { colourConstants, mixWord } from './constant-colours';
import { ABSENT, liveGraph, liveInstructions } from './live-graph';
import type { LiveGraph } from './live-graph';
import { OPCODES } from './opcode';
import { constantIndex, constantOperand, INPUT, isConstantOperand } from './program';
import type { Constant, Instruction, Operand, Program, Structure } from './program';

/** A canonical structure, and for each of its constants the number it had in the original. */
export interface CanonicalForm {
  readonly structure: Structure;
  readonly constantOrder: readonly number[];
}

function rankConstants(colours: readonly number[]): number[] {
  const ranks: number[] = [];
  for (let k = 0; k < colours.length; k++) {
    let rank = 0;
    for (let other = 0; other < colours.length; other++) if (colours[other]! < colours[k]!) rank++;
    ranks.push(rank);
  }
  return ranks;
}

/** The length of the longest way down from each instruction to x or constants. */
function heightsOf({ count, operands }: LiveGraph): number[] {
  const heights: number[] = [];
  for (let i = 0; i < count; i++) {
    let height = 0;
    for (let o = 3 * i; o < 3 * i + 3; o++) {
      const operand = operands[o]!;
      if (operand >= 0 && operand !== ABSENT && heights[operand]! >= height) height = heights[operand]! + 1;
    }
    heights.push(height);
  }
  return heights;
}

/**
 * The graph's operands with commuting ones in an order that depends on the graph alone: by descending rank, where
 * constants rank by colour, x above them, and instructions above both by height, opcode and ranks of operands. No
 * two instructions of a graph agree in these, so the order is exact.
 */
function orderOperands(graph: LiveGraph, colours: readonly number[]): Operand[] {
  const { count, codes, commutes } = graph;
  const operands = graph.operands.slice();
  const constantRanks = rankConstants(colours);
  const inputRank = constantRanks.length;
  const heights = heightsOf(graph);
  const ranks: number[] = [];
  for (let i = 0; i < count; i++) ranks.push(0);
  const rankOf = (operand: Operand): number => {
    if (operand === ABSENT) return -1;
    if (operand >= 0) return ranks[operand]!;
    return operand === INPUT ? inputRank : constantRanks[constantIndex(operand)]!;
  };
  const precedes = (i: number, j: number): boolean => {
    if (codes[i] !== codes[j]) return codes[i]! < codes[j]!;
    for (let position = 0; position < 3; position++) {
      const difference = rankOf(operands[3 * i + position]!) - rankOf(operands[3 * j + position]!);
      if (difference !== 0) return difference < 0;
    }
    return false;
  };
  const level: number[] = [];
  for (let height = 0, ranked = 0; ranked < count; height++) {
    level.length = 0;
    for (let i = 0; i < count; i++) {
      if (heights[i] !== height) continue;
      const a = operands[3 * i]!;
      const b = operands[3 * i + 1]!;
      if (commutes[i] === 1 && rankOf(a) < rankOf(b)) {
        operands[3 * i] = b;
        operands[3 * i + 1] = a;
      }
      let at = level.length;
      for (; at > 0 && precedes(i, level[at - 1]!); at--) level[at] = level[at - 1]!;
      level[at] = i;
    }
    for (let at = 0; at < level.length; at++) ranks[level[at]!] = inputRank + 1 + ranked++;
  }
  return operands;
}

/** Instructions in the order in which a walk from the result through the operands finishes them. */
function emit(graph: LiveGraph, operands: readonly Operand[]): CanonicalForm {
  const { codes, result } = graph;
  const instructions: Instruction[] = [];
  const constantOrder: number[] = [];
  const newConstants: number[] = [];
  const newNumbers: number[] = [];
  for (let i = 0; i < graph.constants.length; i++) newConstants.push(-1);
  for (let i = 0; i < graph.count; i++) newNumbers.push(-1);

  const rename = (operand: Operand): Operand => {
    if (operand >= 0) return newNumbers[operand]!;
    if (!isConstantOperand(operand)) return operand;
    const k = constantIndex(operand);
    if (newConstants[k]! < 0) newConstants[k] = constantOrder.push(graph.constants[k]!) - 1;
    return constantOperand(newConstants[k]!);
  };
  const isWaiting = (operand: Operand): boolean =>
    operand >= 0 && operand !== ABSENT && newNumbers[operand]! < 0;

  // A stack of instructions under way instead of recursion: structures may be long chains.
  const pending: number[] = result >= 0 ? [result] : [];
  while (pending.length > 0) {
    const i = pending[pending.length - 1]!;
    const a = operands[3 * i]!;
    const b = operands[3 * i + 1]!;
    const c = operands[3 * i + 2]!;
    if (isWaiting(a)) pending.push(a);
    else if (isWaiting(b)) pending.push(b);
    else if (isWaiting(c)) pending.push(c);
    else {
      pending.pop();
      const renamed = [rename(a)];
      if (b !== ABSENT) renamed.push(rename(b));
      if (c !== ABSENT) renamed.push(rename(c));
      newNumbers[i] = instructions.push({ opcode: OPCODES[codes[i]!]!, operands: renamed }) - 1;
    }
  }
  const renamedResult = rename(result);
  return {
    structure: { instructions, constantCount: constantOrder.length, result: renamedResult },
    constantOrder,
  };
}

function hashText(text: string): number {
  let hash = text.length;
  for (let i = 0; i < text.length; i++) hash = mixWord(Math.imul(hash, 31) + text.charCodeAt(i));
  return hash;
}

function hashConstant(constant: Constant): number {
  if (constant.kind === 'decimal') return hashText(constant.text);
  return mixWord(Number(constant.bits & 0xffffffffn) ^ mixWord(Number(constant.bits >> 32n) | 0));
}

function isProgram(structure: Structure): structure is Program {
  return 'constants' in structure;
}

/**
 * The canonical form of a structure together with where its constants come from, for those who keep constants
 * apart from structures. `values`, where given, are the constants' values: they decide the order of constants in
 * symmetric places, and never the structure.
 */
export function canonicalForm(
  structure: Structure,
  values?: readonly number[] | Float64Array | readonly Constant[],
): CanonicalForm {
  const graph = liveGraph(structure);
  const valueHash =
    values === undefined
      ? undefined
      : (k: number): number => {
          const value = values[graph.constants[k]!]!;
          return hashConstant(
            typeof value === 'number' ? { kind: 'binary64', bits: binary64Bits(value) } : value,
          );
        };
  return emit(graph, orderOperands(graph, colourConstants(graph, valueHash)));
}

/**
 * The canonical structure or program: dead code and unused constants dropped, common subexpressions merged,
 * commuting operands and independent instructions in one fixed order, constants numbered by first use. Idempotent,
 * and the same for all structures that differ in these respects alone (constants of equal value are not merged).
 * Of a program, constants in symmetric places are ordered by their values. The structure must be valid.
 */
export function canonicalize<P extends Structure>(structure: P): P {
  if (!isProgram(structure)) return { ...structure, ...canonicalForm(structure).structure };
  const form = canonicalForm(structure, structure.constants);
  const constants = form.constantOrder.map((original) => structure.constants[original]!);
  return { ...structure, ...form.structure, constants };
}

/** The number of instructions that the result depends on. Common subexpressions count as often as they are written. */
export function operationCount(structure: Structure): number {
  let count = 0;
  for (const live of liveInstructions(structure)) count += live;
  return count;
}
