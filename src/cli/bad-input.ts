/** Which errors are answers to bad input, and which are failures of the program. */

import { BaselineError } from '../baselines/baseline-error';
import { ExportError } from '../codegen/language';
import { NumberSyntaxError } from '../numerics/number-text';
import { OracleError } from '../oracle/oracle';
import { PermalinkError } from '../persistence/permalink';
import { RunRecordError } from '../persistence/run-record';
import { ProgramError } from '../program/errors';
import { TargetError } from '../targets/parse';
import { CertificateDocumentError } from '../persistence/certificate-document';
import { RunDocumentError } from '../persistence/run-document';
import { CertificateError } from '../verification/certificate/certificate';
import { ExhaustiveCheckError } from '../verification/exhaustive-plan';
import { UsageError } from './usage-error';

const BAD_INPUT = [
  UsageError,
  TargetError,
  ProgramError,
  PermalinkError,
  NumberSyntaxError,
  OracleError,
  BaselineError,
  ExportError,
  ExhaustiveCheckError,
  CertificateError,
  CertificateDocumentError,
  RunDocumentError,
  RunRecordError,
] as const;

/** Errors lose their class on the way from a worker, but keep their name. */
export function isBadInput(error: unknown): boolean {
  return BAD_INPUT.some(
    (kind) => error instanceof kind || (error instanceof Error && error.name === kind.name),
  );
}
