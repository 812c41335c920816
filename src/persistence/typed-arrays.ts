/**
 * Typed arrays as members of documents: as they are in databases, which hold them, and as text in JSON: the bytes in the
 * order of little-endian machines, in base64url.
 */

import { decodeBase64url, encodeBase64url } from './base64url';
import { fail } from './field-reader';

const KINDS = {
  i16: Int16Array,
  i32: Int32Array,
  u16: Uint16Array,
  u32: Uint32Array,
  f64: Float64Array,
} as const;

interface Arrays {
  readonly i16: Int16Array;
  readonly i32: Int32Array;
  readonly u16: Uint16Array;
  readonly u32: Uint32Array;
  readonly f64: Float64Array;
}

export type ArrayKind = keyof Arrays;
export type TypedArray = Arrays[ArrayKind];

/** More entries than any array of a run has. */
const MOST_ENTRIES = 2 ** 25;

export function isTypedArray(value: unknown): value is TypedArray {
  return Object.values(KINDS).some((kind) => value instanceof kind);
}

export function arrayText({ buffer, byteOffset, byteLength }: TypedArray): string {
  return encodeBase64url(new Uint8Array(buffer, byteOffset, byteLength));
}

/** The array itself, or that of a text. PermalinkError with the path for anything else. */
export function readArray<K extends ArrayKind>(value: unknown, path: string, kind: K): Arrays[K] {
  const Kind = KINDS[kind];
  if (value instanceof Kind) return value as Arrays[K];
  if (typeof value !== 'string') fail(path, 'must be a list of numbers in base64url');
  if (value.length > 2 * Kind.BYTES_PER_ELEMENT * MOST_ENTRIES) fail(path, 'is too long');
  const bytes = decodeBase64url(value);
  if (bytes === undefined || bytes.length % Kind.BYTES_PER_ELEMENT !== 0)
    fail(path, 'is damaged: not base64url, or cut off');
  return new Kind(bytes.buffer) as Arrays[K];
}
