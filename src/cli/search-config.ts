/** The search configuration that the flags of `search` describe. */

import { OPCODES, isOpcode, type Opcode } from '../program/opcode';
import {
  ABLATIONS,
  ALGORITHMS,
  DEFAULT_SEARCH_CONFIG,
  type Ablation,
  type SearchConfig,
} from '../search/config';
import {
  COST_GRAIN,
  LATENCIES,
  MAX_WEIGHT,
  OPERATION_COUNT,
  SKYLAKE_THROUGHPUT,
  type CostModel,
} from '../search/cost';
import { readChoice, readInteger, shown, type Flags } from './flags';
import { readOpcodes } from './opcodes';
import { CONSTRAINT_FLAGS, readConstraints } from './search-constraints';
import { UsageError } from './usage-error';

export const SEARCH_CONFIG_FLAGS = {
  ops: 'string',
  'max-ops': 'string',
  islands: 'string',
  seed: 'string',
  algorithm: 'string',
  ablate: 'string',
  cost: 'string',
  weights: 'string',
  machine: 'string',
  timing: 'string',
  device: 'string',
  ...CONSTRAINT_FLAGS,
} as const;

export const MAX_ISLANDS = 256;
const COSTS = ['ops', 'latency', 'measured'] as const;
export const TIMED_QUANTITIES = ['throughput', 'latency'] as const;
const MACHINES = ['x86-64', 'arm64'] as const;
const CONSTANT = 'constant';

/** @throws UsageError that names the flag and what it takes */
export function readSearchConfig(flags: Flags<typeof SEARCH_CONFIG_FLAGS>): SearchConfig {
  const defaults = DEFAULT_SEARCH_CONFIG;
  const integer = (
    name: 'max-ops' | 'seed' | 'islands',
    fallback: number,
    least: number,
    most: number,
  ): number => (flags[name] === undefined ? fallback : readInteger(name, flags[name], least, most));
  const constraints = readConstraints(flags);
  return {
    ...defaults,
    opcodes: flags.ops === undefined ? defaults.opcodes : readOpcodes(flags.ops),
    maxOps: integer('max-ops', defaults.maxOps, 1, 32),
    seed: integer('seed', defaults.seed, 0, Number.MAX_SAFE_INTEGER),
    islands: integer('islands', defaults.islands, 1, MAX_ISLANDS),
    algorithm: readChoice('algorithm', flags.algorithm ?? defaults.algorithm, ALGORITHMS),
    cost: readCost(flags),
    ablated: flags.ablate === undefined ? defaults.ablated : readAblations(flags.ablate),
    ...(constraints === undefined ? {} : { constraints }),
  };
}

function readAblations(text: string): Ablation[] {
  const names = text.split(',').map((name) => name.trim());
  for (const name of names) readChoice('ablate', name, ABLATIONS);
  return ABLATIONS.filter((ablation) => names.includes(ablation));
}

/** Of measured times, the table by which the search selects: a clock never says the same twice. */
function readCost({ cost, weights, machine, timing }: Flags<typeof SEARCH_CONFIG_FLAGS>): CostModel {
  const kind = readChoice('cost', cost ?? 'ops', COSTS);
  const isSum =
    kind === 'measured'
      ? readChoice('timing', timing ?? 'throughput', TIMED_QUANTITIES) === 'throughput'
      : kind === 'ops';
  if (isSum) {
    if (machine !== undefined) throw new UsageError('--machine is for --cost latency and --timing latency');
    const model = kind === 'ops' ? OPERATION_COUNT : SKYLAKE_THROUGHPUT;
    return weights === undefined ? model : weighted(model, readWeights(weights, true));
  }
  const cycles = LATENCIES[readChoice('machine', machine ?? 'x86-64', MACHINES)];
  return {
    kind: 'latency',
    cycles: weights === undefined ? cycles : { ...cycles, ...readWeights(weights, false) },
  };
}

function weighted(
  model: Extract<CostModel, { kind: 'ops' }>,
  { [CONSTANT]: perConstant = 0, ...weights }: Partial<Record<Opcode | 'constant', number>>,
): CostModel {
  return { kind: 'ops', perConstant, weights: { ...model.weights, ...weights } };
}

/** `div=4,sqrt=6`; `constant` where constants may cost. */
function readWeights(text: string, constants: boolean): Partial<Record<Opcode | 'constant', number>> {
  const weights: Partial<Record<Opcode | 'constant', number>> = {};
  for (const part of text.split(',')) {
    const [name = '', value = ''] = part.split('=').map((word) => word.trim());
    const isConstant = constants && name === CONSTANT;
    if (!isConstant && !isOpcode(name)) {
      const known = constants ? [...OPCODES, CONSTANT] : OPCODES;
      throw new UsageError(`${shown(name)} in --weights is none of ${known.join(', ')}`);
    }
    const weight = /^\d+(\.\d+)?$/.test(value) ? Number(value) : NaN;
    if (!(weight <= MAX_WEIGHT) || !Number.isInteger(weight / COST_GRAIN)) {
      throw new UsageError(
        `--weights takes multiples of ${String(COST_GRAIN)} from 0 to ${String(MAX_WEIGHT)}, such as div=4, not ${shown(part)}`,
      );
    }
    weights[isConstant ? CONSTANT : (name as Opcode)] = weight;
  }
  return weights;
}
