/** Measured errors and numbers as members of the documents of runs. */

import type { ErrorKind, MeasuredError } from '../targets/target';
import type { JsonValue } from './canonical-json';
import { fail, readChoice, readInteger, readObject, readText } from './field-reader';
import type { TypedArray } from './typed-arrays';

/** JSON, and typed arrays, which are written as text where a document becomes JSON. */
export type DocumentMember = JsonValue | TypedArray | readonly DocumentMember[] | DocumentMembers;
export interface DocumentMembers {
  readonly [name: string]: DocumentMember;
}

const ERROR_KINDS: readonly ErrorKind[] = ['sampled', 'refined', 'exhaustive', 'certified'];
const SPECIAL: ReadonlyMap<string, number> = new Map([
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['NaN', NaN],
  ['-0', -0],
]);

/** Any number; what JSON does not have is written as text. */
export function writeNumber(value: number): number | string {
  return Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : Object.is(value, -0)
      ? '-0'
      : String(value);
}

export function readNumberOrSpecial(value: unknown, path: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const special = typeof value === 'string' ? SPECIAL.get(value) : undefined;
  return special ?? fail(path, 'must be a number, or one of Infinity, -Infinity, NaN and -0 as text');
}

/** A finite number that is not negative. */
export function readFinite(value: unknown, path: string): number {
  if (typeof value !== 'number' || !(value >= 0 && value < Infinity))
    fail(path, 'must be a number that is not negative');
  return value;
}

export function readBoolean(value: unknown, path: string): boolean {
  return typeof value === 'boolean' ? value : fail(path, 'must be true or false');
}

export function writeError({ kind, value, text, argmax, points }: MeasuredError): JsonValue {
  return { kind, value: writeNumber(value), text, argmax: writeNumber(argmax), points };
}

export function readError(value: unknown, path: string): MeasuredError {
  const members = readObject(value, path, ['kind', 'value', 'text', 'argmax', 'points']);
  return {
    kind: readChoice(members.get('kind'), `${path}.kind`, ERROR_KINDS),
    value: readNumberOrSpecial(members.get('value'), `${path}.value`),
    text: readText(
      members.get('text'),
      `${path}.text`,
      100,
      /^(?:[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]{1,6})?|Infinity|NaN)$/,
      'a decimal number that is not negative, or Infinity',
    ),
    argmax: readNumberOrSpecial(members.get('argmax'), `${path}.argmax`),
    points: readInteger(members.get('points'), `${path}.points`, 0, Number.MAX_SAFE_INTEGER),
  };
}
