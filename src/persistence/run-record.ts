/**
 * A run as it is kept: what was asked for, what was found, and a checkpoint from which it goes on. The summary is what
 * lists show; the checkpoint, some megabytes, lies apart from it in databases.
 *
 *   { "ulpforge": "run", "version": 2,
 *     "summary": { "id", "name", "created", "updated", "target", "run": { "budget", "config" } as in a claim,
 *                  "workers", "cpu", "gpu", "seeds": [program, ...], "seeded", "state",
 *                  "evaluations", "duplicates", "seconds", "front": [row, ...],
 *                  "trust": as in trust-document.ts, from version 2 on, where there is any },
 *     "checkpoint": as in checkpoint-document.ts, or null }
 */

import type { CpuPreference } from '../evaluation/cpu-engine';
import type { GpuPreference } from '../evaluation/gpu-report';
import type { Program } from '../program/program';
import type { RunCheckpoint } from '../search/checkpoint';
import type { Budget, SearchConfig } from '../search/config';
import type { Enumerated, FrontRow } from '../search/front';
import { MAX_SEEDS } from '../search/seeds';
import { programFormat, type Target } from '../targets/target';
import { readCheckpoint, writeCheckpoint } from './checkpoint-document';
import { contextMembers, readContext, readProgram, writeProgram } from './claim-document';
import { fail, readChoice, readInteger, readList, readObject, readString, readText } from './field-reader';
import {
  readBoolean,
  readError,
  readFinite,
  writeError,
  type DocumentMember,
  type DocumentMembers,
} from './measured-document';
import { migrate, type Migration } from './migrations';
import { MAX_NAME_LENGTH, MAX_RUN_FILE_LENGTH } from './run-limits';
import { PermalinkError } from './permalink-error';
import { MAX_TRUST, readTrust, writeTrust, type KeptTrust } from './trust-document';
import { arrayText, isTypedArray } from './typed-arrays';

/** `interrupted` is not among them: a run that is `running` here and nowhere runs was interrupted. */
export type KeptState =
  | { readonly kind: 'running' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'finished'; readonly reason: 'budget' | 'stopped' }
  | { readonly kind: 'failed'; readonly message: string };

export interface RunSummary {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly updated: number;
  readonly target: Target;
  readonly config: SearchConfig;
  readonly budget: Budget;
  readonly workers: number;
  readonly cpu: CpuPreference;
  readonly gpu: GpuPreference;
  readonly seeds: readonly Program[];
  /** Whether the run rests on what its user gave it: seeds, a larger budget for a stored run, an imported run. */
  readonly seeded: boolean;
  readonly state: KeptState;
  readonly evaluations: number;
  readonly duplicates: number;
  /** Of running. */
  readonly seconds: number;
  readonly front: readonly FrontRow[];
  /** What was certified or checked over every number of its programs. */
  readonly trust?: readonly KeptTrust[];
}

export interface RunRecord {
  readonly summary: RunSummary;
  /** Null where there was none yet, or where it was given up for its space. */
  readonly checkpoint: RunCheckpoint | null;
}

/** What is no run; the message names the member and what it must be. */
export class RunRecordError extends Error {
  override readonly name = 'RunRecordError';
}

const MAX_WORKERS = 1024;
const MAX_ROWS = 4096;

/** Version 1 had no member `trust`, which may be absent. */
function withoutTrust(document: unknown): unknown {
  return document;
}

/** RUN_MIGRATIONS[n] leads from version n + 1 of the document to version n + 2. */
export const RUN_MIGRATIONS: readonly Migration[] = [withoutTrust];
export const RUN_VERSION = RUN_MIGRATIONS.length + 1;

/** The run as one JSON text. */
export function writeRunFile({ summary, checkpoint }: RunRecord): string {
  const document = {
    ulpforge: 'run',
    version: RUN_VERSION,
    summary: writeSummary(summary),
    checkpoint: checkpoint === null ? null : writeCheckpoint(checkpoint),
  };
  return `${JSON.stringify(document, (_, value: unknown) => (isTypedArray(value) ? arrayText(value) : value))}\n`;
}

/** The run of a file; form and bounds are checked, all programs included. RunRecordError. */
export function readRunFile(text: string): RunRecord {
  if (text.length > MAX_RUN_FILE_LENGTH)
    throw new RunRecordError(`the file has ${text.length} characters, more than ${MAX_RUN_FILE_LENGTH}`);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new RunRecordError('the file is not JSON');
  }
  return checked(() => {
    const head = readHead(document);
    const members = readObject(
      migrate(document, head, RUN_MIGRATIONS),
      'the file',
      ['ulpforge', 'version', 'summary', 'checkpoint'],
      [],
    );
    const summary = readSummaryMembers(members.get('summary'));
    const checkpoint = members.get('checkpoint');
    return { summary, checkpoint: checkpoint === null ? null : readCheckpoint(checkpoint, summary) };
  });
}

/** The version of a file that says it is a run. */
function readHead(document: unknown): number {
  const entries = typeof document === 'object' && document !== null ? Object.entries(document) : [];
  const members = new Map<string, unknown>(entries);
  if (members.get('ulpforge') !== 'run') fail('the file', "is not a run: its member 'ulpforge' is not 'run'");
  const version = readInteger(members.get('version'), 'version', 1, Number.MAX_SAFE_INTEGER);
  if (version > RUN_VERSION)
    fail('version', `is ${version}; this release reads versions up to ${RUN_VERSION}`);
  return version;
}

/** RunRecordError instead of the errors of the parts. */
export function checked<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof PermalinkError)
      throw new RunRecordError(error.message.replace(/^the link/, 'claim'));
    throw error;
  }
}

export function writeSummary(summary: RunSummary): DocumentMembers {
  const { id, name, created, updated, target, config, budget, workers, cpu, gpu, seeds, seeded } = summary;
  const { state, evaluations, duplicates, seconds, front, trust = [] } = summary;
  return {
    ...{ id, name, created, updated, workers, cpu, gpu, seeded, evaluations, duplicates, seconds },
    ...contextMembers({ target, run: { config, budget } }),
    seeds: seeds.map(writeProgram),
    state: { ...state },
    front: front.map(writeRow),
    ...(trust.length === 0 ? {} : { trust: trust.map(writeTrust) }),
  };
}

const MEMBERS = [
  'id',
  'name',
  'created',
  'updated',
  'target',
  'run',
  'workers',
  'cpu',
  'gpu',
  'seeds',
  'seeded',
  'state',
  'evaluations',
  'duplicates',
  'seconds',
  'front',
];

/** @throws RunRecordError */
export function readSummary(document: unknown): RunSummary {
  return checked(() => readSummaryMembers(document));
}

function readSummaryMembers(document: unknown): RunSummary {
  const members = readObject(document, 'summary', MEMBERS, ['trust']);
  const { target, run } = readContext(members);
  if (run === undefined) fail('run', 'is missing');
  const format = programFormat(target);
  const seeds = readList(members.get('seeds'), 'seeds', MAX_SEEDS);
  const front = readList(members.get('front'), 'front', MAX_ROWS);
  const count = (name: string): number => readInteger(members.get(name), name, 0, Number.MAX_SAFE_INTEGER);
  return {
    id: readText(members.get('id'), 'id', 64, /^[0-9a-z-]{1,64}$/, 'digits, small letters and hyphens'),
    name: readString(members.get('name'), 'name', MAX_NAME_LENGTH),
    created: readFinite(members.get('created'), 'created'),
    updated: readFinite(members.get('updated'), 'updated'),
    target,
    config: run.config,
    budget: run.budget,
    workers: readInteger(members.get('workers'), 'workers', 1, MAX_WORKERS),
    cpu: readChoice(members.get('cpu'), 'cpu', ['auto', 'wasm', 'typescript']),
    gpu: readChoice(members.get('gpu'), 'gpu', ['auto', 'on', 'off']),
    seeds: seeds.map((seed, i) => readProgram(seed, format, `seeds[${i}]`)),
    seeded: readBoolean(members.get('seeded'), 'seeded'),
    state: readState(members.get('state')),
    evaluations: count('evaluations'),
    duplicates: count('duplicates'),
    seconds: readFinite(members.get('seconds'), 'seconds'),
    front: front.map((row, i) => readRow(row, target, `front[${i}]`)),
    ...(members.has('trust')
      ? {
          trust: readList(members.get('trust'), 'trust', MAX_TRUST).map((known, i) =>
            readTrust(known, target, format, `trust[${i}]`),
          ),
        }
      : {}),
  };
}

function readState(value: unknown): KeptState {
  const members = readObject(value, 'state', ['kind'], ['reason', 'message']);
  const kind = readChoice(members.get('kind'), 'state.kind', ['running', 'paused', 'finished', 'failed']);
  if (kind === 'finished')
    return { kind, reason: readChoice(members.get('reason'), 'state.reason', ['budget', 'stopped']) };
  if (kind === 'failed') return { kind, message: readString(members.get('message'), 'state.message', 4000) };
  return { kind };
}

function writeRow({ ops, cost, program, error, foundAt, enumerated }: FrontRow): DocumentMember {
  return {
    ...{ ops, cost, program: writeProgram(program), error: writeError(error), foundAt: { ...foundAt } },
    ...(enumerated === undefined ? {} : { enumerated: { ...enumerated } }),
  };
}

function readRow(value: unknown, target: Target, path: string): FrontRow {
  const format = programFormat(target);
  const members = readObject(value, path, ['ops', 'cost', 'program', 'error', 'foundAt'], ['enumerated']);
  const at = `${path}.foundAt`;
  const found = readObject(members.get('foundAt'), at, ['evaluation', 'seconds', 'island']);
  return {
    ops: readInteger(members.get('ops'), `${path}.ops`, 0, 4096),
    cost: readFinite(members.get('cost'), `${path}.cost`),
    program: readProgram(members.get('program'), format, `${path}.program`),
    error: readError(members.get('error'), `${path}.error`),
    foundAt: {
      evaluation: readInteger(found.get('evaluation'), `${at}.evaluation`, 0, Number.MAX_SAFE_INTEGER),
      seconds: readFinite(found.get('seconds'), `${at}.seconds`),
      island: readInteger(found.get('island'), `${at}.island`, 0, 4096),
    },
    ...(members.has('enumerated')
      ? { enumerated: readEnumerated(members.get('enumerated'), `${path}.enumerated`) }
      : {}),
  };
}

function readEnumerated(value: unknown, path: string): Enumerated {
  const members = readObject(value, path, ['structures', 'starts']);
  return {
    structures: readInteger(members.get('structures'), `${path}.structures`, 1, Number.MAX_SAFE_INTEGER),
    starts: readInteger(members.get('starts'), `${path}.starts`, 1, 1024),
  };
}
