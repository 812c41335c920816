/**
 * The checkpoint of a run as a document: numbers, typed arrays (search/packed-members.ts says what they hold), and the
 * programs of the archive as in claims. Everything is checked before anything goes on from it.
 */

import type { ArchivedProgram, RunCheckpoint, Sampled } from '../search/checkpoint';
import type { SearchConfig } from '../search/config';
import type { CountTableState, FitCountsState } from '../search/fit-counts';
import type { IslandState, RoundingState } from '../search/island-state';
import type { SelectionState } from '../search/nondominated';
import { unpackMembers, type PackedMembers } from '../search/packed-members';
import { programFormat, type Target } from '../targets/target';
import { readProgram, writeProgram } from './claim-document';
import { fail, readInteger, readList, readObject, readString } from './field-reader';
import {
  readError,
  readFinite,
  readNumberOrSpecial,
  writeError,
  writeNumber,
  type DocumentMember,
  type DocumentMembers,
} from './measured-document';
import { readArray } from './typed-arrays';

const MOST = Number.MAX_SAFE_INTEGER;
const MAX_ISLANDS = 1024;
const MAX_ARCHIVE = 65_536;
const MAX_LEADERS = 4096;

export function writeCheckpoint({ epoch, seconds, islands, archive }: RunCheckpoint): DocumentMembers {
  return { epoch, seconds, islands: islands.map(writeIsland), archive: archive.map(writeArchived) };
}

/** @throws PermalinkError that names the member and what it must be */
export function readCheckpoint(
  value: unknown,
  { config, target }: { readonly config: SearchConfig; readonly target: Target },
): RunCheckpoint {
  const path = 'checkpoint';
  const members = readObject(value, path, ['epoch', 'seconds', 'islands', 'archive']);
  const islands = readList(members.get('islands'), `${path}.islands`, MAX_ISLANDS);
  if (islands.length !== config.islands) fail(`${path}.islands`, `must be ${config.islands} islands`);
  const archive = readList(members.get('archive'), `${path}.archive`, MAX_ARCHIVE);
  return {
    epoch: readInteger(members.get('epoch'), `${path}.epoch`, 1, MOST),
    seconds: readFinite(members.get('seconds'), `${path}.seconds`),
    islands: islands.map((island, i) => readIsland(island, `${path}.islands[${i}]`)),
    archive: archive.map((entry, i) => readArchived(entry, target, `${path}.archive[${i}]`)),
  };
}

function writeIsland(state: IslandState): DocumentMembers {
  const { evaluations, duplicates, restarts, lastImprovement, drawn, seedsLeft } = state;
  const { population, selection, best, counts, explored, neighboursTried, rounding } = state;
  return {
    ...{ evaluations, duplicates, restarts, lastImprovement, drawn, seedsLeft },
    population: { ...population },
    selection: selection === null ? null : { ...selection },
    best: { ...best },
    counts: writeCounts(counts),
    explored: { ...explored },
    neighboursTried,
    ...(rounding === undefined ? {} : { rounding: writeRounding(rounding) }),
  };
}

function readIsland(value: unknown, path: string): IslandState {
  const numbers = ['evaluations', 'duplicates', 'restarts', 'lastImprovement', 'drawn', 'seedsLeft'];
  const parts = ['population', 'selection', 'best', 'counts', 'explored', 'neighboursTried'];
  const members = readObject(value, path, [...numbers, ...parts], ['rounding']);
  const integer = (name: string): number => readInteger(members.get(name), `${path}.${name}`, 0, MOST);
  return {
    evaluations: integer('evaluations'),
    duplicates: integer('duplicates'),
    restarts: integer('restarts'),
    lastImprovement: integer('lastImprovement'),
    drawn: integer('drawn'),
    seedsLeft: integer('seedsLeft'),
    population: readPacked(members.get('population'), `${path}.population`),
    selection: readSelection(members.get('selection'), `${path}.selection`),
    best: readPacked(members.get('best'), `${path}.best`),
    counts: readCounts(members.get('counts'), `${path}.counts`),
    explored: readPacked(members.get('explored'), `${path}.explored`),
    neighboursTried: readArray(members.get('neighboursTried'), `${path}.neighboursTried`, 'i32'),
    ...(members.has('rounding')
      ? { rounding: readRounding(members.get('rounding'), `${path}.rounding`) }
      : {}),
  };
}

function readPacked(value: unknown, path: string): PackedMembers {
  const members = readObject(value, path, ['code', 'constants', 'tails', 'scores']);
  const packed: PackedMembers = {
    code: readArray(members.get('code'), `${path}.code`, 'i16'),
    constants: readArray(members.get('constants'), `${path}.constants`, 'f64'),
    tails: readArray(members.get('tails'), `${path}.tails`, 'f64'),
    scores: readArray(members.get('scores'), `${path}.scores`, 'f64'),
  };
  try {
    unpackMembers(packed);
  } catch (error) {
    if (error instanceof RangeError) fail(path, `holds no programs: ${error.message}`);
    throw error;
  }
  return packed;
}

function readSelection(value: unknown, path: string): SelectionState | null {
  if (value === null) return null;
  const members = readObject(value, path, ['parents', 'ranks', 'distances']);
  return {
    parents: readInteger(members.get('parents'), `${path}.parents`, 0, MOST),
    ranks: readArray(members.get('ranks'), `${path}.ranks`, 'f64'),
    distances: readArray(members.get('distances'), `${path}.distances`, 'f64'),
  };
}

function writeCounts({ current, older }: FitCountsState): DocumentMembers {
  return { current: { ...current }, older: { ...older } };
}

function readCounts(value: unknown, path: string): FitCountsState {
  const members = readObject(value, path, ['current', 'older']);
  const table = (name: string): CountTableState => {
    const at = `${path}.${name}`;
    const parts = readObject(members.get(name), at, ['keys', 'counts']);
    const keys = readArray(parts.get('keys'), `${at}.keys`, 'u32');
    const counts = readArray(parts.get('counts'), `${at}.counts`, 'u16');
    if (keys.length !== 2 * counts.length) fail(at, 'must have two keys for each count');
    return { keys, counts };
  };
  return { current: table('current'), older: table('older') };
}

function writeRounding(state: RoundingState): DocumentMembers {
  const { refined, rewritten, leaders, pool, fitErrors, argmaxes, steps, credit, paidUntil } = state;
  return {
    ...{ fitErrors, argmaxes, steps, credit: writeNumber(credit), paidUntil },
    refined: writeCounts(refined),
    rewritten: writeCounts(rewritten),
    leaders: leaders.map((leader) => [...leader]),
    pool: { ...pool },
  };
}

function readRounding(value: unknown, path: string): RoundingState {
  const parts = ['refined', 'rewritten', 'leaders', 'pool', 'fitErrors', 'argmaxes'];
  const members = readObject(value, path, [...parts, 'steps', 'credit', 'paidUntil']);
  const leaders = readList(members.get('leaders'), `${path}.leaders`, MAX_LEADERS);
  return {
    refined: readCounts(members.get('refined'), `${path}.refined`),
    rewritten: readCounts(members.get('rewritten'), `${path}.rewritten`),
    leaders: leaders.map((leader, i) => readLeader(leader, `${path}.leaders[${i}]`)),
    pool: readPacked(members.get('pool'), `${path}.pool`),
    fitErrors: readArray(members.get('fitErrors'), `${path}.fitErrors`, 'f64'),
    argmaxes: readArray(members.get('argmaxes'), `${path}.argmaxes`, 'f64'),
    steps: readInteger(members.get('steps'), `${path}.steps`, 0, MOST),
    // A verification may cost more than there is.
    credit: readNumberOrSpecial(members.get('credit'), `${path}.credit`),
    paidUntil: readInteger(members.get('paidUntil'), `${path}.paidUntil`, 0, MOST),
  };
}

function readLeader(value: unknown, path: string): RoundingState['leaders'][number] {
  const [ops, hash, refinements] = readList(value, path, 3);
  return [
    readInteger(ops, `${path}[0]`, 0, 4096),
    readString(hash, `${path}[1]`, 64),
    readInteger(refinements, `${path}[2]`, 0, 64),
  ];
}

function writeArchived({ sampled, polished }: ArchivedProgram): DocumentMember {
  const { ops, cost, program, error, island, evaluation, seconds } = sampled;
  return {
    sampled: {
      ...{ ops, cost, island, evaluation, seconds },
      program: writeProgram(program),
      error: writeError(error),
    },
    polished:
      polished === null
        ? null
        : { program: writeProgram(polished.program), error: writeError(polished.error) },
  };
}

function readArchived(value: unknown, target: Target, path: string): ArchivedProgram {
  const format = programFormat(target);
  const members = readObject(value, path, ['sampled', 'polished']);
  const polished = members.get('polished');
  const measured = (part: unknown, at: string): NonNullable<ArchivedProgram['polished']> => {
    const parts = readObject(part, at, ['program', 'error']);
    return {
      program: readProgram(parts.get('program'), format, `${at}.program`),
      error: readError(parts.get('error'), `${at}.error`),
    };
  };
  return {
    sampled: readSampled(members.get('sampled'), format, `${path}.sampled`),
    polished: polished === null ? null : measured(polished, `${path}.polished`),
  };
}

function readSampled(value: unknown, format: Target['format'], path: string): Sampled {
  const numbers = ['ops', 'cost', 'island', 'evaluation', 'seconds'];
  const members = readObject(value, path, [...numbers, 'program', 'error']);
  return {
    ops: readInteger(members.get('ops'), `${path}.ops`, 0, 4096),
    cost: readFinite(members.get('cost'), `${path}.cost`),
    program: readProgram(members.get('program'), format, `${path}.program`),
    error: readError(members.get('error'), `${path}.error`),
    island: readInteger(members.get('island'), `${path}.island`, 0, MAX_ISLANDS),
    evaluation: readInteger(members.get('evaluation'), `${path}.evaluation`, 0, MOST),
    seconds: readFinite(members.get('seconds'), `${path}.seconds`),
  };
}
