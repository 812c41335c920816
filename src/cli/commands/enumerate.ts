import { availableParallelism } from 'node:os';
import { formatSignificant } from '../../numerics/number-text';
import { printProgram } from '../../program/print';
import type { EnumerationHost } from '../../protocol/enumeration-host';
import type { OracleService } from '../../protocol/oracle-service';
import {
  EnumerationError,
  MAX_STARTS,
  runEnumeration,
  type EnumerationOptions,
  type EnumerationProgress,
  type EnumerationResult,
} from '../../run/enumeration';
import { confirmation, enumerationText } from '../../run/enumeration-marks';
import { DEFAULT_SEARCH_CONFIG } from '../../search/config';
import { MAX_ENUMERATED_OPERATIONS } from '../../search/enumeration';
import { describeTarget } from '../../targets/parse';
import { readFlags, readInteger, readPositive, TARGET_FLAGS } from '../flags';
import { spawnNodeWorker } from '../node-workers';
import { readOpcodes } from '../opcodes';
import { readTarget } from '../program-input';
import { errorReport } from '../report';
import { UsageError } from '../usage-error';

const FLAGS = {
  ...TARGET_FLAGS,
  ops: 'string',
  'max-ops': 'string',
  starts: 'string',
  workers: 'string',
  seconds: 'string',
} as const;

const DEFAULT_MAX_OPS = 4;
const DEFAULT_STARTS = 16;
const MAX_WORKERS = 64;
const MAX_SECONDS = 30 * 24 * 3600;
const LINE_MILLISECONDS = 1000;

/**
 * Fits every structure up to a number of operations. --seconds sets an end to it: what is not complete by then is told so.
 * SIGINT and SIGTERM end it early.
 */
export async function enumerate(args: readonly string[]): Promise<unknown> {
  const flags = readFlags(args, FLAGS);
  const maxOps = readInteger(
    'max-ops',
    flags['max-ops'] ?? String(DEFAULT_MAX_OPS),
    0,
    MAX_ENUMERATED_OPERATIONS,
  );
  const starts = readInteger('starts', flags.starts ?? String(DEFAULT_STARTS), 1, MAX_STARTS);
  const workers = readInteger(
    'workers',
    flags.workers ?? String(Math.min(availableParallelism(), MAX_WORKERS)),
    1,
    MAX_WORKERS,
  );
  const seconds =
    flags.seconds === undefined ? Infinity : readPositive('seconds', flags.seconds, MAX_SECONDS);
  const opcodes = flags.ops === undefined ? DEFAULT_SEARCH_CONFIG.opcodes : readOpcodes(flags.ops);
  const target = readTarget(flags);
  const began = performance.now();
  const result = await run({ target, opcodes, maxOps, starts }, workers, seconds);
  return {
    front: frontOf(result),
    structures: Object.fromEntries(result.levels.map(({ ops, structures }) => [ops, structures])),
    fits: Object.fromEntries(result.levels.map(({ ops, fits }) => [ops, fits])),
    completeTo: result.levels.filter(({ complete }) => complete).at(-1)?.ops ?? null,
    complete: result.complete,
    starts,
    opcodes,
    target: describeTarget(target),
    workers,
    seconds: (performance.now() - began) / 1000,
  };
}

async function run(
  request: Pick<EnumerationOptions, 'target' | 'opcodes' | 'maxOps' | 'starts'>,
  count: number,
  seconds: number,
): Promise<EnumerationResult> {
  const oracle = spawnNodeWorker<OracleService>('oracle');
  const hosts = Array.from({ length: count }, () => spawnNodeWorker<EnumerationHost>('search'));
  let stopped = false;
  const stop = (): void => {
    process.stderr.write('stopping: what was found so far is being refined\n');
    stopped = true;
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const began = performance.now();
  try {
    return await runEnumeration({
      ...request,
      hosts: hosts.map(({ proxy }) => proxy),
      oracle: oracle.proxy,
      onProgress: progressLines(),
      isWanted: () => !stopped && performance.now() - began < seconds * 1000,
    });
  } catch (error) {
    if (error instanceof EnumerationError) throw new UsageError(error.message);
    throw error;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    await Promise.all([oracle, ...hosts].map((worker) => worker.terminate()));
  }
}

/** Rows of strictly falling error. */
function frontOf(result: EnumerationResult): unknown[] {
  let envelope = Infinity;
  return result.levels.flatMap(({ ops, best }) => {
    if (best === null || !(best.error.value < envelope)) return [];
    envelope = best.error.value;
    const enumerated = confirmation(result, ops, best.error.value);
    return {
      ops,
      ...errorReport(best.error),
      program: printProgram(best.program),
      enumerated: enumerated !== null,
      ...(enumerated === null ? {} : { meaning: enumerationText(ops, enumerated, result.opcodes) }),
    };
  });
}

function progressLines(): (progress: EnumerationProgress) => void {
  let last = -Infinity;
  return ({ ops, structures, fits, partsDone, parts, levels }) => {
    const now = performance.now();
    if (now - last < LINE_MILLISECONDS) return;
    last = now;
    const rows = levels.flatMap(({ ops: size, best }) =>
      best === null ? [] : `${String(size)}: ${formatSignificant(best.error.value, 3)}`,
    );
    const done = `${String(partsDone)} of ${String(parts)} parts`;
    process.stderr.write(
      [
        `${String(ops)} operations`,
        `${done}, ${String(structures)} structures, ${String(fits)} fits`,
        rows.join('  '),
      ].join(' | ') + '\n',
    );
  };
}
