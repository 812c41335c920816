/**
 * Certificates as documents: JSON that says what was proved, of which program, and how, so that it can be checked again.
 *
 *   { "bounds":      { "lower": "3.51...e-15", "lowerAt": "0.25", "upper": "3.52...e-15" },
 *     "certificate": 1,
 *     "claim":       { as in a permalink: "error": ["3.52...e-15", "certified"], "program": ..., "target": ... },
 *     "counts":      { "bits": 145, "order": 16, "pieces": 5 } | { "decidedByOracle": 0, "misrounded": 3, "numbers": 8388608 },
 *     "listing":     "u = ...",
 *     "method":      { "name": "taylor-models" | "exhaustive", "version": 1 },
 *     "reason":      why upper and lower bound are not within one per cent, where they are not,
 *     "ulp":         the definition of the unit, in the ulp norm }
 */

import { FORMAT_PARAMETERS, isFiniteFormat } from '../numerics/format';
import { printProgram } from '../program/print';
import type { Program } from '../program/program';
import type { Target } from '../targets/target';
import { describeTarget } from '../targets/parse';
import {
  CERTIFICATE_METHOD_VERSION,
  EXHAUSTIVE_METHOD_VERSION,
  type Certificate,
} from '../verification/certificate/certificate';
import { canonicalJson, type JsonValue } from './canonical-json';
import { claimDocument, readClaim } from './claim-document';
import { fail, readInteger, readObject, readString, readText } from './field-reader';
import { PermalinkError } from './permalink-error';

export const CERTIFICATE_VERSION = 1;
/** Larger than any certificate of a program within the bounds of the program form. */
export const MAX_CERTIFICATE_LENGTH = 512 * 1024;

interface Stated {
  readonly target: Target;
  readonly program: Program;
  /** Decimal text; for exhaustive checks the maximum itself. */
  readonly lower: string;
  readonly lowerAt: number;
  readonly upper: string;
  /** Raised by whoever changes the method so that bounds come out otherwise. */
  readonly methodVersion: number;
}

export interface ModelCertificate extends Stated {
  readonly method: 'taylor-models';
  readonly pieces: number;
  readonly order: number;
  readonly bits: number;
  /** Why the bounds are not within one per cent, where they are not. */
  readonly reason?: string;
}

export interface ExhaustiveCertificate extends Stated {
  readonly method: 'exhaustive';
  readonly numbers: number;
  readonly misrounded: number;
  readonly decidedByOracle: number;
}

export type CertificateRecord = ModelCertificate | ExhaustiveCertificate;

/** A document that is no certificate; the message names the member and what it must be. */
export class CertificateDocumentError extends Error {
  override readonly name = 'CertificateDocumentError';
}

const DECIMAL = /^(?:[0-9]{1,30}(?:\.[0-9]{1,30})?(?:e[+-]?[0-9]{1,4})?|Infinity)$/;
const PLACE = /^-?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:e[+-]?[0-9]{1,3})?$/;
const MAX_COUNT = Number.MAX_SAFE_INTEGER;

/** What the document of a certificate states. */
export function recordOfCertificate(certificate: Certificate): ModelCertificate {
  const { target, program, lower, upper, reason, pieces, order, bits } = certificate;
  return {
    method: 'taylor-models',
    methodVersion: CERTIFICATE_METHOD_VERSION,
    target,
    program,
    lower: lower.text,
    lowerAt: lower.argmax,
    upper: upper.text,
    pieces,
    order,
    bits,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** What a check of every number has found. */
export interface CheckedNumbers {
  /** The maximum error, with at least 12 significant digits. */
  readonly text: string;
  readonly argmax: number;
  readonly points: number;
  readonly misrounded: number;
  readonly decidedByOracle: number;
}

/** What the document of an exhaustive check states. */
export function recordOfCheck(
  target: Target,
  program: Program,
  { text, argmax, points, misrounded, decidedByOracle }: CheckedNumbers,
): ExhaustiveCertificate {
  return {
    method: 'exhaustive',
    methodVersion: EXHAUSTIVE_METHOD_VERSION,
    target,
    program,
    lower: text,
    lowerAt: argmax,
    upper: text,
    numbers: points,
    misrounded,
    decidedByOracle,
  };
}

/** Canonical JSON, with a line feed at the end. CertificateDocumentError for what could not be read again. */
export function writeCertificate(record: CertificateRecord): string {
  const text = `${canonicalJson(documentOf(record))}\n`;
  readCertificate(text);
  return text;
}

function documentOf(record: CertificateRecord): JsonValue {
  const { target, program, lower, lowerAt, upper, method, methodVersion } = record;
  const errorKind = method === 'exhaustive' ? 'exhaustive' : 'certified';
  const ulp = ulpDefinition(target);
  return {
    bounds: { lower, lowerAt: String(lowerAt === 0 ? 0 : lowerAt), upper },
    certificate: CERTIFICATE_VERSION,
    claim: claimDocument({ target, program, errorText: upper, errorKind }),
    counts:
      record.method === 'exhaustive'
        ? { decidedByOracle: record.decidedByOracle, misrounded: record.misrounded, numbers: record.numbers }
        : { bits: record.bits, order: record.order, pieces: record.pieces },
    listing: printProgram(program),
    method: { name: method, version: methodVersion },
    ...(record.method === 'taylor-models' && record.reason !== undefined ? { reason: record.reason } : {}),
    ...(ulp === undefined ? {} : { ulp }),
  };
}

/** What the document states; its form is checked, its truth is not. CertificateDocumentError. */
export function readCertificate(text: string): CertificateRecord {
  if (text.length > MAX_CERTIFICATE_LENGTH)
    throw new CertificateDocumentError(
      `the certificate is too long: ${text.length} characters, of ${MAX_CERTIFICATE_LENGTH} at most`,
    );
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new CertificateDocumentError('the certificate is not JSON');
  }
  try {
    return readRecord(document);
  } catch (error) {
    if (error instanceof PermalinkError)
      throw new CertificateDocumentError(error.message.replace(/^the link/, 'claim'));
    throw error;
  }
}

function readRecord(document: unknown): CertificateRecord {
  const required = ['bounds', 'certificate', 'claim', 'counts', 'listing', 'method'];
  const members = readObject(document, 'the certificate', required, ['reason', 'ulp']);
  const version = readInteger(members.get('certificate'), 'certificate', 1, MAX_COUNT);
  if (version > CERTIFICATE_VERSION)
    fail('certificate', `is of version ${version}; known are versions up to ${CERTIFICATE_VERSION}`);
  const claim = readClaim(members.get('claim'));
  const { target, program } = claim;
  const bounds = readObject(members.get('bounds'), 'bounds', ['lower', 'lowerAt', 'upper']);
  const decimal = (name: string): string =>
    readText(
      bounds.get(name),
      `bounds.${name}`,
      80,
      DECIMAL,
      'a decimal number that is not negative, or Infinity',
    );
  const method = readObject(members.get('method'), 'method', ['name', 'version']);
  const stated: Stated = {
    target,
    program,
    lower: decimal('lower'),
    lowerAt: Number(readText(bounds.get('lowerAt'), 'bounds.lowerAt', 80, PLACE, 'a decimal number')),
    upper: decimal('upper'),
    methodVersion: readInteger(method.get('version'), 'method.version', 1, MAX_COUNT),
  };
  if (claim.errorText !== stated.upper) fail('claim.error', 'must be the upper bound');
  if (Number(stated.lower) > Number(stated.upper))
    fail('bounds', 'must not have a lower above the upper bound');
  if (readString(members.get('listing'), 'listing', MAX_CERTIFICATE_LENGTH) !== printProgram(program))
    fail('listing', 'must be the program of the claim');
  if (members.get('ulp') !== ulpDefinition(target)) fail('ulp', "must be the definition of the target's ulp");
  const name = readString(method.get('name'), 'method.name', 40);
  if (name === 'exhaustive') return readExhaustive(stated, claim.errorKind, members.get('counts'));
  if (name !== 'taylor-models') fail('method.name', 'must be one of taylor-models, exhaustive');
  if (claim.errorKind !== 'certified') fail('claim.error', 'must be of the kind certified');
  if (!Number.isFinite(Number(stated.upper))) fail('bounds.upper', 'must be finite');
  const counts = readObject(members.get('counts'), 'counts', ['bits', 'order', 'pieces']);
  const count = (key: string): number => readInteger(counts.get(key), `counts.${key}`, 1, MAX_COUNT);
  return {
    ...stated,
    method: 'taylor-models',
    pieces: count('pieces'),
    order: count('order'),
    bits: count('bits'),
    ...(members.has('reason') ? { reason: readString(members.get('reason'), 'reason', 400) } : {}),
  };
}

function readExhaustive(stated: Stated, errorKind: string, value: unknown): ExhaustiveCertificate {
  if (errorKind !== 'exhaustive') fail('claim.error', 'must be of the kind exhaustive');
  const counts = readObject(value, 'counts', ['decidedByOracle', 'misrounded', 'numbers']);
  const count = (key: string): number => readInteger(counts.get(key), `counts.${key}`, 0, MAX_COUNT);
  return {
    ...stated,
    method: 'exhaustive',
    numbers: count('numbers'),
    misrounded: count('misrounded'),
    decidedByOracle: count('decidedByOracle'),
  };
}

/** The unit of errors in the ulp norm; undefined in the others. */
export function ulpDefinition({ norm, format, ulpAt }: Target): string | undefined {
  if (norm !== 'ulp' || !isFiniteFormat(format)) return undefined;
  const { precision, minExponent } = FORMAT_PARAMETERS[format];
  const unit = `ulp(y) = 2^(max(e, ${minExponent}) - ${precision - 1}) for 2^e <= |y| < 2^(e+1)`;
  return ulpAt === undefined ? `${unit}, y the exact value` : `${unit}, at y = ${String(ulpAt)} for all x`;
}

const UNIT: Readonly<Record<Target['norm'], string>> = {
  relative: 'relative error',
  absolute: 'absolute error',
  ulp: 'error in ulp',
};

/** The certificate for people. */
export function certificateText(record: CertificateRecord): string {
  const { target, program, lower, lowerAt, upper, methodVersion } = record;
  const ulp = ulpDefinition(target);
  const unit = UNIT[target.norm];
  const lines = [
    'CERTIFICATE OF MAXIMUM ERROR',
    '',
    `Target:   ${describeTarget(target)}`,
    'Program:',
    ...printProgram(program)
      .split('\n')
      .map((line) => `    ${line}`),
    '',
    ...(record.method === 'exhaustive'
      ? [
          `The largest ${unit} over all ${record.numbers} numbers of ${target.format} in the interval is ${upper}, at x = ${lowerAt}.`,
          `At ${record.misrounded} of them the result is not the correctly rounded value.`,
          `Every number was checked (method exhaustive, version ${methodVersion}); the oracle decided ${record.decidedByOracle} roundings.`,
        ]
      : [
          `The ${unit} is at most ${upper} at every x of the interval.`,
          `It is at least ${lower}, at x = ${lowerAt}.`,
          ...(record.reason === undefined ? [] : [`The two are not within one per cent: ${record.reason}.`]),
          `Proved by Taylor models with relative remainder on ${record.pieces} pieces, ${record.order} coefficients in ball`,
          `arithmetic of ${record.bits} bits and more (method taylor-models, version ${methodVersion}).`,
        ]),
    ...(ulp === undefined ? [] : [`Unit: ${ulp}.`]),
  ];
  return `${lines.join('\n')}\n`;
}
