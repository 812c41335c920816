/** The cost model as the search settings have it: one of a few, the weights as text. */

import { OPCODES, type Opcode } from '../program/opcode';
import {
  COST_GRAIN,
  isOperationCount,
  LATENCIES,
  MAX_WEIGHT,
  OPERATION_COUNT,
  type CostModel,
} from '../search/cost';

export const COST_KINDS = ['operations', 'weighted', 'x86-64', 'arm64'] as const;
export type CostKind = (typeof COST_KINDS)[number];

export interface CostDraft {
  readonly costKind: CostKind;
  /** Of `weighted`, as typed. */
  readonly weights: Readonly<Record<Opcode, string>>;
  readonly perConstant: string;
}

const ONE_EACH = '1';

export function initialCost(): CostDraft {
  return { costKind: 'operations', weights: weightTexts(OPERATION_COUNT.weights), perConstant: '0' };
}

/**
 * The settings that mean the model. A table of latencies other than the two that are offered, which only the command line
 * makes, is taken for the nearer of them.
 */
export function draftCost(model: CostModel): CostDraft {
  const initial = initialCost();
  if (model.kind === 'latency') {
    const distance = (machine: 'x86-64' | 'arm64') =>
      OPCODES.reduce((sum, op) => sum + Math.abs(model.cycles[op] - LATENCIES[machine][op]), 0);
    return { ...initial, costKind: distance('arm64') < distance('x86-64') ? 'arm64' : 'x86-64' };
  }
  if (isOperationCount(model)) return initial;
  return {
    costKind: 'weighted',
    weights: weightTexts(model.weights),
    perConstant: String(model.perConstant),
  };
}

/** What the settings mean; a weight that means nothing is told in `problems.weights` and counts as 1. */
export function readCost(draft: CostDraft, problems: { weights?: string }): CostModel {
  const { costKind, weights, perConstant } = draft;
  if (costKind === 'operations') return OPERATION_COUNT;
  if (costKind !== 'weighted') return { kind: 'latency', cycles: LATENCIES[costKind] };
  const read = (name: string, text: string): number => {
    const value = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : NaN;
    if (value <= MAX_WEIGHT && Number.isInteger(value / COST_GRAIN)) return value;
    problems.weights ??=
      `The weight of ${name}: a multiple of ${String(COST_GRAIN)} from 0 to ${String(MAX_WEIGHT)} is needed, ` +
      `not “${text.slice(0, 24)}”.`;
    return 1;
  };
  const entries = OPCODES.map((opcode) => [opcode, read(opcode, weights[opcode])] as const);
  return {
    kind: 'ops',
    weights: { ...OPERATION_COUNT.weights, ...Object.fromEntries(entries) },
    perConstant: read('a constant', perConstant),
  };
}

/** What one instruction of the opcode adds, as far as the settings say. */
export function weightOf({ costKind, weights }: CostDraft, opcode: Opcode): string {
  if (costKind === 'operations') return ONE_EACH;
  return costKind === 'weighted' ? weights[opcode] : String(LATENCIES[costKind][opcode]);
}

/** The axis on which costs of the model stand. */
export function costTitle(model: CostModel | undefined): string {
  if (model === undefined || isOperationCount(model)) return 'operations';
  return model.kind === 'ops' ? 'weighted cost' : 'latency in cycles';
}

function weightTexts(weights: Readonly<Record<Opcode, number>>): Readonly<Record<Opcode, string>> {
  const { add, sub, mul, div, fma, sqrt, neg } = weights;
  const text = String;
  return {
    add: text(add),
    sub: text(sub),
    mul: text(mul),
    div: text(div),
    fma: text(fma),
    sqrt: text(sqrt),
    neg: text(neg),
  };
}
