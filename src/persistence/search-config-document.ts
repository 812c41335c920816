/**
 * The search configuration as a member of a stored document. Members that came after the first documents are optional, and
 * left out where they have the value that the first documents meant.
 */

import { OPCODE, OPCODES, type Opcode } from '../program/opcode';
import { ABLATIONS, ALGORITHMS, type Ablation, type Algorithm, type SearchConfig } from '../search/config';
import { MAX_WEIGHT, OPERATION_COUNT, isOperationCount, type CostModel } from '../search/cost';
import type { JsonValue } from './canonical-json';
import { fail, readChoice, readInteger, readList, readNumber, readObject } from './field-reader';
import { readSearchConstraints, writeSearchConstraints } from './search-constraints-document';

const OPCODE_OF_CODE = new Map(OPCODES.map((opcode) => [OPCODE[opcode].code, opcode]));
const MAX_CODE = Math.max(...OPCODE_OF_CODE.keys());
const REQUIRED = ['islands', 'maxOps', 'nicheCapacity', 'opcodes', 'seed', 'tournamentSize'];
const OPTIONAL = ['ablated', 'algorithm', 'constraints', 'cost'];

export function writeSearchConfig(config: SearchConfig): JsonValue {
  const {
    islands,
    maxOps,
    nicheCapacity,
    opcodes,
    seed,
    tournamentSize,
    algorithm,
    cost,
    ablated,
    constraints,
  } = config;
  return {
    islands,
    maxOps,
    nicheCapacity,
    opcodes: opcodes.map((opcode) => OPCODE[opcode].code),
    seed,
    tournamentSize,
    ...(ablated.length === 0 ? {} : { ablated: [...ablated] }),
    ...(algorithm === 'regularized' ? {} : { algorithm }),
    ...(constraints === undefined ? {} : { constraints: writeSearchConstraints(constraints) }),
    ...(isOperationCount(cost) ? {} : { cost: writeCost(cost) }),
  };
}

/** @throws PermalinkError that names the member and what it must be */
export function readSearchConfig(value: unknown, path: string): SearchConfig {
  const members = readObject(value, path, REQUIRED, OPTIONAL);
  const integer = (name: string, min: number, max: number): number =>
    readInteger(members.get(name), `${path}.${name}`, min, max);
  const opcodes = readList(members.get('opcodes'), `${path}.opcodes`, OPCODES.length).map((code, i) => {
    const at = `${path}.opcodes[${i}]`;
    return OPCODE_OF_CODE.get(readInteger(code, at, 0, MAX_CODE)) ?? fail(at, 'is no known opcode');
  });
  return {
    opcodes,
    maxOps: integer('maxOps', 1, 32),
    seed: integer('seed', 0, Number.MAX_SAFE_INTEGER),
    islands: integer('islands', 1, 1024),
    nicheCapacity: integer('nicheCapacity', 1, 1_000_000),
    tournamentSize: integer('tournamentSize', 1, 1_000_000),
    algorithm: readAlgorithm(members.get('algorithm'), `${path}.algorithm`),
    cost: members.has('cost') ? readCost(members.get('cost'), `${path}.cost`) : OPERATION_COUNT,
    ablated: members.has('ablated') ? readAblated(members.get('ablated'), `${path}.ablated`) : [],
    ...(members.has('constraints')
      ? { constraints: readSearchConstraints(members.get('constraints'), `${path}.constraints`) }
      : {}),
  };
}

function readAlgorithm(value: unknown, path: string): Algorithm {
  return value === undefined ? 'regularized' : readChoice(value, path, ALGORITHMS);
}

function readAblated(value: unknown, path: string): Ablation[] {
  return readList(value, path, ABLATIONS.length).map((name, i) =>
    readChoice(name, `${path}[${i}]`, ABLATIONS),
  );
}

/** Numbers per opcode stand in the order of their codes. */
function writeCost(cost: CostModel): JsonValue {
  const numbers = cost.kind === 'ops' ? cost.weights : cost.cycles;
  const perOpcode = OPCODES.map((opcode) => numbers[opcode]);
  return cost.kind === 'ops'
    ? { kind: cost.kind, perConstant: cost.perConstant, weights: perOpcode }
    : { cycles: perOpcode, kind: cost.kind };
}

function readCost(value: unknown, path: string): CostModel {
  const members = readObject(value, path, ['kind'], ['cycles', 'perConstant', 'weights']);
  const kind = readChoice(members.get('kind'), `${path}.kind`, ['ops', 'latency'] as const);
  if (kind === 'latency') return { kind, cycles: readPerOpcode(members.get('cycles'), `${path}.cycles`) };
  return {
    kind,
    weights: readPerOpcode(members.get('weights'), `${path}.weights`),
    perConstant: readWeight(members.get('perConstant'), `${path}.perConstant`),
  };
}

function readPerOpcode(value: unknown, path: string): Record<Opcode, number> {
  const numbers = readList(value, path, OPCODES.length).map((n, i) => readWeight(n, `${path}[${i}]`));
  if (numbers.length < OPCODES.length) fail(path, `has fewer than ${OPCODES.length} entries`);
  const [add, sub, mul, div, fma, sqrt, neg] = numbers as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { add, sub, mul, div, fma, sqrt, neg };
}

function readWeight(value: unknown, path: string): number {
  return value === 0 ? 0 : readNumber(value, path, 0, MAX_WEIGHT);
}
