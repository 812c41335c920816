import type { Format } from '../../numerics/format';
import { operationCount } from '../../program/canonicalize';
import { OPCODES } from '../../program/opcode';
import { createConstraintChecks } from '../../verification/constraints/constraint-checks';
import { measureRefined } from '../../verification/measure';
import type { BinadeErrors } from '../../verification/binades';
import { checkCertificate, reportCertificate, writeExhaustiveDocument } from '../certify';
import { checkOnWorkers, readCheckWorkers } from '../exhaustive';
import { readFlags, TARGET_FLAGS } from '../flags';
import { readTargetAndProgram } from '../program-input';
import { argmaxReport, errorReport, limitReport } from '../report';
import { CONSTRAINT_FLAGS, readConstraints, requirePossible, verdictsReport } from '../search-constraints';
import { UsageError } from '../usage-error';

const FLAGS = {
  ...TARGET_FLAGS,
  program: 'string',
  exhaustive: 'boolean',
  'by-binade': 'boolean',
  workers: 'string',
  certify: 'boolean',
  document: 'string',
  certificate: 'string',
  ...CONSTRAINT_FLAGS,
} as const;

/** The maximum error of a program for a target. */
export async function evaluate(args: readonly string[]): Promise<unknown> {
  const flags = readFlags(args, FLAGS);
  if (flags.certificate !== undefined)
    return checkCertificate(flags.certificate, readCheckWorkers(flags.workers));
  if (flags.certify && flags.exhaustive) throw new UsageError('give --certify or --exhaustive, not both');
  if (flags.document !== undefined && !flags.certify && !flags.exhaustive)
    throw new UsageError('--document is for errors that are proved: with --certify or --exhaustive');
  const byBinade = flags['by-binade'] === true;
  if (flags.exhaustive !== true && (byBinade || flags.workers !== undefined))
    throw new UsageError('--by-binade and --workers are for checks that are --exhaustive');
  const workers = readCheckWorkers(flags.workers);
  const { target, program } = await readTargetAndProgram(flags);
  const constraints = readConstraints(flags);
  if (constraints !== undefined && flags.certify)
    throw new UsageError('--certify bounds the error alone: ask for constraints without it');
  requirePossible(target, { ...(constraints === undefined ? {} : { constraints }), opcodes: OPCODES });
  if (flags.certify) return reportCertificate(target, program, flags.document);
  const checked = flags.exhaustive ? await checkOnWorkers(target, program, workers) : undefined;
  if (checked !== undefined && flags.document !== undefined)
    writeExhaustiveDocument(flags.document, target, program, checked);
  const error = checked ?? measureRefined(target, program);
  const effort = flags.exhaustive === true ? 'exhaustive' : 'report';
  return {
    ops: operationCount(program),
    ...(constraints === undefined
      ? {}
      : {
          constraints: verdictsReport(
            createConstraintChecks(target, constraints).report(program, error, effort),
          ),
        }),
    ...errorReport(error),
    ...argmaxReport(error.argmax, target.format),
    points: error.points,
    ...limitReport(target, program),
    ...('misrounded' in error ? { misrounded: error.misrounded } : {}),
    ...(checked === undefined ? {} : { decidedByOracle: checked.decidedByOracle }),
    ...(checked !== undefined && byBinade
      ? { binades: checked.binades.map((row) => binadeReport(row, target.format)) }
      : {}),
  };
}

function binadeReport({ from, to, count, maxError, argmax, misrounded }: BinadeErrors, format: Format) {
  return {
    from: String(from),
    to: String(to),
    count,
    error: Number.isFinite(maxError) ? maxError : null,
    ...argmaxReport(argmax, format),
    misrounded,
  };
}
