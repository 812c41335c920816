/** The constraints of a search as a member of its stored configuration. Each is left out where it was not asked for. */

import {
  LARGEST_MAX_ERROR,
  MAX_EXACT_POINTS,
  SYMMETRIES,
  type SearchConstraints,
} from '../search/constraints';
import type { JsonValue } from './canonical-json';
import { fail, readChoice, readList, readNumber, readObject } from './field-reader';

const MEMBERS = ['exactAt', 'maxError', 'monotone', 'symmetry'];

export function writeSearchConstraints({
  exactAt,
  maxError,
  monotone,
  symmetry,
}: SearchConstraints): JsonValue {
  return {
    ...(exactAt === undefined ? {} : { exactAt: [...exactAt] }),
    ...(maxError === undefined ? {} : { maxError }),
    ...(monotone === undefined ? {} : { monotone }),
    ...(symmetry === undefined ? {} : { symmetry }),
  };
}

/** @throws PermalinkError that names the member and what it must be */
export function readSearchConstraints(value: unknown, path: string): SearchConstraints {
  const members = readObject(value, path, [], MEMBERS);
  if (members.size === 0) fail(path, 'must have a member');
  const read = <T>(name: string, reader: (member: unknown, at: string) => T): T | undefined =>
    members.has(name) ? reader(members.get(name), `${path}.${name}`) : undefined;
  const exactAt = read('exactAt', readPoints);
  const maxError = read('maxError', (member, at) => readNumber(member, at, 0, LARGEST_MAX_ERROR));
  const monotone = read('monotone', (member, at) => member === true || fail(at, 'must be true'));
  const symmetry = read('symmetry', (member, at) => readChoice(member, at, SYMMETRIES));
  return {
    ...(exactAt === undefined ? {} : { exactAt }),
    ...(maxError === undefined ? {} : { maxError }),
    ...(monotone === undefined ? {} : { monotone: true }),
    ...(symmetry === undefined ? {} : { symmetry }),
  };
}

/** Different finite numbers in ascending order, no -0 among them. */
function readPoints(value: unknown, path: string): number[] {
  const points = readList(value, path, MAX_EXACT_POINTS).map((x, i) => {
    if (typeof x !== 'number' || !Number.isFinite(x) || Object.is(x, -0))
      fail(`${path}[${i}]`, 'must be a finite number');
    return x;
  });
  if (points.length === 0) fail(path, 'must have an entry');
  if (points.some((x, i) => i > 0 && x <= points[i - 1]!)) fail(path, 'must be in ascending order');
  return points;
}
