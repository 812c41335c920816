/** A search's tables as the database holds them, and the checks before they are believed. */

import type { LabelTable, SearchTables } from '../oracle/labels';
import { Digest } from '../program/hash';

export interface LabelRecord {
  /** The hash of `text`, under which the record is found. */
  readonly key: string;
  /** What determined the tables. */
  readonly text: string;
  /** The hash of all numbers of the tables. */
  readonly checksum: string;
  readonly training: LabelTable;
  readonly validation: LabelTable;
}

/** More points than any table has. */
const MAX_POINTS = 1 << 20;
/** About what a record takes besides its arrays. */
const OVERHEAD_BYTES = 1024;

export function hashOfText(text: string): string {
  const digest = new Digest();
  digest.add(text.length);
  for (let i = 0; i < text.length; i++) digest.add(text.charCodeAt(i));
  return finished(digest);
}

function columnsOf({ x, hi, lo, scale }: LabelTable): readonly Float64Array[] {
  return [x, hi, lo, scale];
}

function checksumOf({ training, validation }: SearchTables): string {
  const digest = new Digest();
  for (const column of [...columnsOf(training), ...columnsOf(validation)]) {
    digest.add(column.length);
    const words = new Uint32Array(column.buffer, column.byteOffset, 2 * column.length);
    for (let i = 0; i < words.length; i++) digest.add(words[i]!);
  }
  return finished(digest);
}

function finished(digest: Digest): string {
  // The last words pass through all lanes.
  for (let i = 0; i < 4; i++) digest.add(i);
  return digest.hex();
}

export function recordOf(text: string, { training, validation }: SearchTables): LabelRecord {
  return {
    key: hashOfText(text),
    text,
    checksum: checksumOf({ training, validation }),
    training,
    validation,
  };
}

/** About how much space the record takes. */
export function bytesOf({ text, training, validation }: LabelRecord): number {
  const numbers = columnsOf(training).concat(columnsOf(validation));
  return numbers.reduce((sum, column) => sum + column.byteLength, OVERHEAD_BYTES + 2 * text.length);
}

/** The tables of a record, or undefined when it is not what was written for this text. */
export function readRecord(value: unknown, text: string): SearchTables | undefined {
  if (!isObject(value) || value.text !== text) return undefined;
  const training = readTable(value.training);
  const validation = readTable(value.validation);
  if (training === undefined || validation === undefined) return undefined;
  const tables = { training, validation };
  return checksumOf(tables) === value.checksum ? tables : undefined;
}

function readTable(value: unknown): LabelTable | undefined {
  if (!isObject(value)) return undefined;
  const { x, hi, lo, scale } = value;
  if (!isColumn(x) || !isColumn(hi) || !isColumn(lo) || !isColumn(scale)) return undefined;
  const n = x.length;
  if (n === 0 || n > MAX_POINTS || [hi, lo, scale].some((column) => column.length !== n)) return undefined;
  const ascends = x.every((point, i) => i === 0 || point > x[i - 1]!);
  return ascends && scale.every((factor) => factor > 0) ? { x, hi, lo, scale } : undefined;
}

function isColumn(value: unknown): value is Float64Array {
  return value instanceof Float64Array && value.every((number) => Number.isFinite(number));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
