/** evaluate --certify, --document and --certificate: making certificates, writing them down and checking them again. */

import { writeFileSync } from 'node:fs';
import {
  type CertificateRecord,
  certificateText,
  MAX_CERTIFICATE_LENGTH,
  type ModelCertificate,
  readCertificate,
  recordOfCertificate,
  recordOfCheck,
  writeCertificate,
} from '../persistence/certificate-document';
import { operationCount } from '../program/canonicalize';
import type { Program } from '../program/program';
import type { CertificateOptions } from '../protocol/certificate-service';
import type { ExhaustiveError } from '../protocol/scan-service';
import { createCertificateService } from '../run/certificate-service';
import type { Target } from '../targets/target';
import type { Certificate } from '../verification/certificate/certificate';
import { checkOnWorkers } from './exhaustive';
import { readText } from './input';
import { argmaxReport } from './report';
import { UsageError } from './usage-error';

const INTERVAL_MILLISECONDS = 1000;

/** The certificate of a program, as the command line reports it. */
export async function reportCertificate(
  target: Target,
  program: Program,
  documentPath: string | undefined,
): Promise<object> {
  const certificate = await makeCertificate(target, program);
  if (documentPath !== undefined) writeDocument(documentPath, recordOfCertificate(certificate));
  return modelReport(certificate);
}

/** What --exhaustive found, written down. */
export function writeExhaustiveDocument(
  path: string,
  target: Target,
  program: Program,
  error: ExhaustiveError,
): void {
  writeDocument(path, recordOfCheck(target, program, error));
}

/** Makes what the document of a file states anew, and says whether it holds. */
export async function checkCertificate(path: string, workers: number): Promise<object> {
  const stated = readCertificate(await readText(path, MAX_CERTIFICATE_LENGTH));
  return stated.method === 'exhaustive' ? checkCounts(stated, workers) : checkBound(stated);
}

async function checkBound(stated: ModelCertificate): Promise<object> {
  const { target, program, upper, lower } = stated;
  const goal = Number(upper);
  const certificate = await makeCertificate(target, program, { goal });
  const confirmed = certificate.upper.value <= goal;
  // The refined maximum is known to more digits than a bound is stated with.
  const refuted = certificate.lower.value > goal * (1 + 2 ** -48);
  return {
    verdict: confirmed ? 'holds' : refuted ? 'does not hold' : 'not confirmed',
    stated: {
      upperBound: upper,
      lowerBound: lower,
      method: stated.method,
      methodVersion: stated.methodVersion,
    },
    ...modelReport(certificate),
  };
}

async function checkCounts(
  stated: Extract<CertificateRecord, { method: 'exhaustive' }>,
  workers: number,
): Promise<object> {
  const { target, program } = stated;
  const found = recordOfCheck(target, program, await checkOnWorkers(target, program, workers));
  const same =
    Number(found.upper) === Number(stated.upper) &&
    found.lowerAt === stated.lowerAt &&
    found.numbers === stated.numbers &&
    found.misrounded === stated.misrounded;
  return {
    verdict: same ? 'holds' : 'does not hold',
    stated: countsReport(stated),
    ops: operationCount(program),
    ...countsReport(found),
    ...argmaxReport(found.lowerAt, target.format),
  };
}

function countsReport({ upper, numbers, misrounded }: ReturnType<typeof recordOfCheck>): object {
  return { error: Number(upper), errorText: upper, errorKind: 'exhaustive', points: numbers, misrounded };
}

/** Proves an upper bound, with progress on stderr. */
export function makeCertificate(
  target: Target,
  program: Program,
  options: CertificateOptions = {},
): Promise<Certificate> {
  let last = performance.now();
  return createCertificateService().certify(target, program, options, (pieces, upper) => {
    if (performance.now() - last >= INTERVAL_MILLISECONDS) {
      last = performance.now();
      const bound = Number.isFinite(upper) ? `bound so far ${upper.toPrecision(4)}` : 'no bound yet';
      process.stderr.write(`${String(pieces)} pieces, ${bound}\n`);
    }
    return true;
  });
}

function modelReport(certificate: Certificate): object {
  const { target, program, lower, upper, isTight, reason, pieces, order, bits, rounding } = certificate;
  return {
    ops: operationCount(program),
    error: upper.value,
    errorText: upper.text,
    errorKind: 'certified',
    ...argmaxReport(lower.argmax, target.format),
    points: lower.points,
    lowerBound: lower.value,
    lowerBoundText: lower.text,
    upperBound: upper.value,
    upperBoundText: upper.text,
    ratio: lower.value > 0 ? upper.value / lower.value : 1,
    withinOnePercent: isTight,
    ...(reason === undefined ? {} : { reason }),
    method: 'taylor-models',
    pieces,
    order,
    precision: bits,
    ...(target.format === 'real' ? {} : { rounding }),
  };
}

/** JSON, or readable text where the file's name ends in .txt. */
function writeDocument(path: string, record: CertificateRecord): void {
  const text = path.endsWith('.txt') ? certificateText(record) : writeCertificate(record);
  try {
    writeFileSync(path, text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new UsageError(`cannot write the certificate to ${JSON.stringify(path)}: ${code}`);
  }
}
