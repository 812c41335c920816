import { MAX_DEGREE, minimaxPolynomial } from '../../baselines/minimax-polynomial';
import { polynomialProgram } from '../../baselines/scheme';
import { isFiniteFormat } from '../../numerics/format';
import { operationCount } from '../../program/canonicalize';
import { constantFromText, constantToNumber, roundConstant, roundConstants } from '../../program/constant';
import { printProgram } from '../../program/print';
import { DEFAULT_SEARCH_CONFIG } from '../../search/config';
import { measureRefined } from '../../verification/measure';
import { readChoice, readFlags, readInteger, required, TARGET_FLAGS } from '../flags';
import { readOpcodes } from '../opcodes';
import { readTarget } from '../program-input';
import { errorReport } from '../report';
import { UsageError } from '../usage-error';

const FLAGS = { ...TARGET_FLAGS, family: 'string', degree: 'string', ops: 'string' } as const;
const FAMILIES = ['minimax-polynomial'] as const;

/**
 * What mathematics offers for the target. In `real` the error is that of the exchange; in a finite format the
 * coefficients are rounded to it and the error is that of the program computed in it.
 */
export function baseline(args: readonly string[]): unknown {
  const flags = readFlags(args, FLAGS);
  const family = readChoice('family', required('family', flags.family), FAMILIES);
  const degreeText = required('degree', flags.degree);
  if (degreeText.includes(',')) throw new UsageError('--degree is a single integer for a polynomial');
  const degree = readInteger('degree', degreeText, 0, MAX_DEGREE);
  const opcodes = flags.ops === undefined ? DEFAULT_SEARCH_CONFIG.opcodes : readOpcodes(flags.ops);
  const target = readTarget(flags);
  const { format } = target;
  const exact = minimaxPolynomial(target, degree);
  const program = polynomialProgram(exact, opcodes);
  const found = {
    family,
    degree,
    ops: operationCount(program),
  };
  const proof = {
    lowerBound: exact.lowerBound,
    alternation: exact.alternation,
    iterations: exact.iterations,
  };
  if (!isFiniteFormat(format)) {
    return {
      ...found,
      error: exact.errorNumber,
      errorText: exact.error,
      errorKind: 'refined',
      coefficients: exact.coefficients,
      program: printProgram(program),
      points: exact.points,
      ...proof,
    };
  }
  const rounded = roundConstants(program, format);
  const measured = measureRefined(target, rounded);
  return {
    ...found,
    ...errorReport(measured),
    coefficients: exact.coefficients.map((text) =>
      String(constantToNumber(roundConstant(constantFromText(text, 'real'), format))),
    ),
    constants: `rounded to ${format}`,
    program: printProgram(rounded),
    points: measured.points,
    real: {
      norm: exact.norm,
      error: exact.errorNumber,
      errorText: exact.error,
      coefficients: exact.coefficients,
      ...proof,
    },
  };
}
