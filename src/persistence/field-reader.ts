/**
 * Readers for the members of a document that came from outside. Each returns the member with its type, or throws
 * PermalinkError with the member's path and what it must be. Nothing is converted, defaulted or ignored.
 */

import { quoteForMessage } from '../program/errors';
import { PermalinkError } from './permalink-error';

export type Members = ReadonlyMap<string, unknown>;

/** An object with all of the required members and no others than these and the optional ones. */
export function readObject(
  value: unknown,
  path: string,
  required: readonly string[],
  optional: readonly string[] = [],
): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(path, 'must be an object');
  const members = new Map<string, unknown>(Object.entries(value));
  for (const key of members.keys()) {
    if (!required.includes(key) && !optional.includes(key))
      fail(path, `has an unknown member ${quoteForMessage(key)}`);
  }
  for (const key of required) if (!members.has(key)) fail(path, `lacks the member '${key}'`);
  return members;
}

export function readList(value: unknown, path: string, maxLength: number): readonly unknown[] {
  if (!Array.isArray(value)) fail(path, 'must be a list');
  if (value.length > maxLength) fail(path, `has ${value.length} entries, more than ${maxLength}`);
  return value;
}

export function readString(value: unknown, path: string, maxLength: number): string {
  if (typeof value !== 'string') fail(path, 'must be a string');
  if (value.length > maxLength) fail(path, `has ${value.length} characters, more than ${maxLength}`);
  return value;
}

/** A string of the given form; `form` names it in the message. */
export function readText(
  value: unknown,
  path: string,
  maxLength: number,
  pattern: RegExp,
  form: string,
): string {
  const text = readString(value, path, maxLength);
  if (!pattern.test(text)) fail(path, `must be ${form}, not ${quoteForMessage(text)}`);
  return text;
}

export function readChoice<T extends string>(value: unknown, path: string, choices: readonly T[]): T {
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) fail(path, `must be one of ${choices.join(', ')}`);
  return choice;
}

export function readInteger(value: unknown, path: string, min: number, max: number): number {
  if (
    typeof value !== 'number' ||
    !Number.isSafeInteger(value) ||
    Object.is(value, -0) ||
    value < min ||
    value > max
  ) {
    fail(path, `must be an integer from ${min} to ${max}`);
  }
  return value;
}

/** A number above `min` and not above `max`. */
export function readNumber(value: unknown, path: string, min: number, max: number): number {
  if (typeof value !== 'number' || !(value > min && value <= max)) {
    fail(path, `must be a number above ${min} and at most ${max}`);
  }
  return value;
}

export function fail(path: string, problem: string): never {
  throw new PermalinkError(`${path} ${problem}`);
}
