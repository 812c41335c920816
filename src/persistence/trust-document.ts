/**
 * What was certified or checked over every number of the programs of a run, as it is kept with the run:
 *
 *   { "program": ...,
 *     "certificate": { "method": 1, "lower": error, "upper": "3.52...e-15", "reason"?, "pieces", "order", "bits", "rounding" },
 *     "exhaustive":  { "method": 1, "error": error, "misrounded", "decidedByOracle",
 *                      "binades": [[from, to, count, maxError, argmax, misrounded], ...] } }
 *
 * One of the two may be absent. What another version of a method has found is not taken over.
 */

import type { Format } from '../numerics/format';
import type { Program } from '../program/program';
import type { MeasuredError, Target } from '../targets/target';
import type { BinadeErrors } from '../verification/binades';
import {
  CERTIFICATE_METHOD_VERSION,
  EXHAUSTIVE_METHOD_VERSION,
  TIGHT,
  type Certificate,
} from '../verification/certificate/certificate';
import type { ExhaustiveError } from '../verification/exhaustive-plan';
import { readProgram, writeProgram } from './claim-document';
import { fail, readInteger, readList, readObject, readString, readText, type Members } from './field-reader';
import {
  readError,
  readFinite,
  readNumberOrSpecial,
  writeError,
  writeNumber,
  type DocumentMember,
  type DocumentMembers,
} from './measured-document';

export interface KeptTrust {
  readonly program: Program;
  readonly certificate?: Certificate;
  readonly exhaustive?: ExhaustiveError;
}

/** As many as there are rows of a front. */
export const MAX_TRUST = 4096;

/** Binades of the widest format, of both signs, and more. */
const MAX_BINADES = 8192;
const MAX_COUNT = Number.MAX_SAFE_INTEGER;
const BOUND = /^[0-9]{1,30}(?:\.[0-9]{1,30})?(?:e[+-]?[0-9]{1,4})?$/;

export function writeTrust({ program, certificate, exhaustive }: KeptTrust): DocumentMembers {
  return {
    program: writeProgram(program),
    ...(certificate === undefined ? {} : { certificate: certificateMembers(certificate) }),
    ...(exhaustive === undefined ? {} : { exhaustive: exhaustiveMembers(exhaustive) }),
  };
}

function certificateMembers(certificate: Certificate): DocumentMember {
  const { lower, upper, reason, pieces, order, bits, rounding } = certificate;
  return {
    method: CERTIFICATE_METHOD_VERSION,
    ...{ lower: writeError(lower), upper: upper.text, pieces, order, bits, rounding },
    ...(reason === undefined ? {} : { reason }),
  };
}

function exhaustiveMembers(exhaustive: ExhaustiveError): DocumentMember {
  const { misrounded, decidedByOracle, binades } = exhaustive;
  return {
    method: EXHAUSTIVE_METHOD_VERSION,
    error: writeError(exhaustive),
    ...{ misrounded, decidedByOracle },
    binades: binades.map(({ from, to, count, maxError, argmax, misrounded: wrong }) => [
      ...[from, to, count, maxError, argmax].map(writeNumber),
      wrong,
    ]),
  };
}

/** Form and bounds are checked, and that the numbers agree with one another; PermalinkError with the member's path. */
export function readTrust(value: unknown, target: Target, format: Format, path: string): KeptTrust {
  const members = readObject(value, path, ['program'], ['certificate', 'exhaustive']);
  const program = readProgram(members.get('program'), format, `${path}.program`);
  const certificate = members.has('certificate')
    ? readCertificate(members.get('certificate'), target, program, `${path}.certificate`)
    : null;
  const exhaustive = members.has('exhaustive')
    ? readExhaustive(members.get('exhaustive'), `${path}.exhaustive`)
    : null;
  return {
    program,
    ...(certificate === null ? {} : { certificate }),
    ...(exhaustive === null ? {} : { exhaustive }),
  };
}

function readCertificate(value: unknown, target: Target, program: Program, path: string): Certificate | null {
  const required = ['method', 'lower', 'upper', 'pieces', 'order', 'bits', 'rounding'];
  const members = readObject(value, path, required, ['reason']);
  const method = count(members, path, 'method', 1);
  const lower = readError(members.get('lower'), `${path}.lower`);
  const text = readText(members.get('upper'), `${path}.upper`, 80, BOUND, 'a decimal number');
  const upper = Number(text);
  if (!Number.isFinite(upper)) fail(`${path}.upper`, 'must be finite');
  if (!(lower.value <= upper)) fail(`${path}.lower`, 'must not be above the upper bound');
  const certificate: Certificate = {
    target,
    program,
    lower,
    upper: { value: upper, text },
    isTight: upper <= (1 + TIGHT) * lower.value,
    pieces: count(members, path, 'pieces', 1),
    order: count(members, path, 'order', 1),
    bits: count(members, path, 'bits', 1),
    rounding: readFinite(members.get('rounding'), `${path}.rounding`),
    ...(members.has('reason') ? { reason: readString(members.get('reason'), `${path}.reason`, 400) } : {}),
  };
  return method === CERTIFICATE_METHOD_VERSION ? certificate : null;
}

function readExhaustive(value: unknown, path: string): ExhaustiveError | null {
  const members = readObject(value, path, ['method', 'error', 'misrounded', 'decidedByOracle', 'binades']);
  const method = count(members, path, 'method', 1);
  const error = readError(members.get('error'), `${path}.error`);
  const { kind } = error;
  if (kind !== 'exhaustive') fail(`${path}.error.kind`, 'must be exhaustive');
  const misrounded = count(members, path, 'misrounded', 0);
  if (misrounded > error.points) fail(`${path}.misrounded`, 'must not be above the numbers looked at');
  const binades = readList(members.get('binades'), `${path}.binades`, MAX_BINADES).map((binade, i) =>
    readBinade(binade, `${path}.binades[${i}]`),
  );
  requireAgreement(binades, error, misrounded, `${path}.binades`);
  const decidedByOracle = count(members, path, 'decidedByOracle', 0);
  return method === EXHAUSTIVE_METHOD_VERSION
    ? { ...error, kind, misrounded, binades, decidedByOracle }
    : null;
}

function readBinade(value: unknown, path: string): BinadeErrors {
  const list = readList(value, path, 6);
  const number = (i: number): number => readNumberOrSpecial(list[i], `${path}[${i}]`);
  return {
    from: number(0),
    to: number(1),
    count: readInteger(list[2], `${path}[2]`, 1, MAX_COUNT),
    maxError: number(3),
    argmax: number(4),
    misrounded: readInteger(list[5], `${path}[5]`, 0, MAX_COUNT),
  };
}

/** The binades hold all numbers, all wrong roundings, and no larger error. */
function requireAgreement(
  binades: readonly BinadeErrors[],
  error: MeasuredError,
  misrounded: number,
  path: string,
): void {
  const total = (of: (binade: BinadeErrors) => number): number =>
    binades.reduce((sum, binade) => sum + of(binade), 0);
  if (total(({ count: numbers }) => numbers) !== error.points)
    fail(path, 'must hold as many numbers as the error');
  if (total((binade) => binade.misrounded) !== misrounded)
    fail(path, 'must hold as many wrong roundings as there are in all');
  if (binades.some(({ maxError }) => maxError > error.value))
    fail(path, 'must not hold a larger error than the largest');
}

function count(members: Members, path: string, name: string, least: number): number {
  return readInteger(members.get(name), `${path}.${name}`, least, MAX_COUNT);
}
