import type { BaselineFamily, BaselineResult } from '../../baselines/baseline';
import { computeBaseline, type BaselineRequest } from '../../baselines/families';
import { MAX_DEGREE } from '../../baselines/minimax-polynomial';
import { MAX_RATIONAL_DEGREE } from '../../baselines/minimax-rational';
import type { Monomials } from '../../baselines/monomials';
import { isFiniteFormat, type FiniteFormat } from '../../numerics/format';
import { parseNumber } from '../../numerics/number-text';
import { searchTables } from '../../oracle/tables';
import { constantFromText, constantToNumber, roundConstant } from '../../program/constant';
import { printProgram } from '../../program/print';
import {
  countingScheme,
  errorOf,
  measuredSchemes,
  schemeNamed,
  withGoodConstants,
} from '../../run/baseline-program';
import { createFinitePolish, MODERATE } from '../../run/finite-polish';
import { functionReferences, publishedReferences, type Reference } from '../../run/references';
import { DEFAULT_SEARCH_CONFIG } from '../../search/config';
import { parseFunction } from '../../targets/parse';
import { isFiniteTarget, type Target } from '../../targets/target';
import { createMeasure, type Measure } from '../../verification/measure';
import { readChoice, readFlags, readInteger, required, shown, TARGET_FLAGS, type Flags } from '../flags';
import { readOpcodes } from '../opcodes';
import { readTarget } from '../program-input';
import { errorReport } from '../report';
import { UsageError } from '../usage-error';

const FLAGS = {
  ...TARGET_FLAGS,
  family: 'string',
  degree: 'string',
  ops: 'string',
  scheme: 'string',
  at: 'string',
  monomials: 'string',
  weight: 'string',
  interpolate: 'boolean',
} as const;

type BaselineFlags = Flags<typeof FLAGS>;

const RATIONAL: readonly BaselineFamily[] = ['pade', 'minimax-rational'];
const FAMILIES = [
  'taylor',
  'chebyshev',
  'pade',
  'minimax-polynomial',
  'minimax-rational',
  'reference',
] as const;
/** Which flags belong to which families alone. */
const OWN_FLAGS: readonly (readonly [keyof BaselineFlags, readonly string[]])[] = [
  ['at', ['taylor', 'pade']],
  ['monomials', ['minimax-polynomial']],
  ['weight', ['minimax-polynomial']],
  ['interpolate', ['chebyshev']],
  ['degree', FAMILIES.filter((family) => family !== 'reference')],
  ['scheme', FAMILIES.filter((family) => family !== 'reference')],
];

/**
 * What mathematics offers for the target, and with `reference` what others have published. In `real` the error is that of
 * the family's own computation; in a finite format the error is that of the program computed in it, with constants
 * rounded to it, and of minimax approximations refined in it; coefficients are the real ones, rounded.
 */
export function baseline(args: readonly string[]): unknown {
  const flags = readFlags(args, FLAGS);
  const family = readChoice('family', required('family', flags.family), FAMILIES);
  for (const [flag, families] of OWN_FLAGS) {
    if (flags[flag] !== undefined && !families.includes(family)) {
      throw new UsageError(`--${flag} is for ${families.join(', ')} alone`);
    }
  }
  if (family === 'reference') return references(readTarget(flags));
  const request = readRequest(family, flags);
  const { target } = request;
  const result = computeBaseline(request);
  const measure = lazily(() => createMeasure(target));
  const schemes = measuredSchemes(target, result, measure);
  const name = flags.scheme;
  const chosen = name === undefined ? countingScheme(schemes) : schemeNamed(schemes, name);
  if (chosen === undefined) {
    const refused = result.schemesRefused?.find((scheme) => scheme.name === name);
    if (refused !== undefined) throw new UsageError(`--scheme ${refused.name}: ${refused.reason}`);
    const names = schemes.map((scheme) => scheme.name).join(', ');
    throw new UsageError(
      `--scheme ${shown(name ?? '')} is not available here; available: cheapest, ${names}`,
    );
  }
  const { format } = target;
  const isFinite = isFiniteFormat(format);
  const polish =
    isFiniteTarget(target) && flags.weight === undefined
      ? createFinitePolish(target, searchTables(target), undefined, MODERATE)
      : undefined;
  const refined = withGoodConstants(result, chosen, measure, polish);
  const { numerator, denominator } = result.degree;
  return {
    family,
    degree: RATIONAL.includes(family) ? [numerator, denominator] : numerator,
    ops: chosen.ops,
    ...errorReport(refined.error),
    ...(isFinite ? coefficientsOf(result, (c) => rounded(c, format)) : coefficientsOf(result)),
    ...(isFinite ? { constants: `${refined === chosen ? 'rounded to' : 'refined in'} ${format}` } : {}),
    scheme: chosen.name,
    program: printProgram(refined.program),
    points: refined.error.points,
    ...(result.centre === undefined ? {} : { at: result.centre }),
    ...(flags.weight === undefined
      ? {}
      : { weight: flags.weight, unweighted: errorReport(measure(refined.program).error) }),
    schemes: schemes.map((scheme) => ({
      name: scheme.name,
      ops: scheme.ops,
      ...(isFinite ? errorReport(scheme.error) : {}),
    })),
    ...((result.schemesRefused ?? []).length === 0 ? {} : { schemesRefused: result.schemesRefused }),
    ...(isFinite
      ? {
          real: {
            norm: result.norm,
            ...errorReport(errorOf(result)),
            ...coefficientsOf(result),
            ...proofOf(result),
          },
        }
      : proofOf(result)),
  };
}

function readRequest(family: BaselineFamily, flags: BaselineFlags): BaselineRequest {
  const { at, monomials, weight, interpolate } = flags;
  const degree = readDegree(family, required('degree', flags.degree));
  return {
    family,
    degree,
    target: readTarget(flags),
    opcodes: flags.ops === undefined ? DEFAULT_SEARCH_CONFIG.opcodes : readOpcodes(flags.ops),
    ...(at === undefined ? {} : { centre: readCentre(at) }),
    ...(monomials === undefined ? {} : { monomials: readMonomials(monomials, degree.numerator) }),
    ...(weight === undefined ? {} : { weight: parseFunction({ expr: weight }) }),
    ...(interpolate === true ? { chebyshev: 'interpolation' } : {}),
  };
}

function readDegree(family: BaselineFamily, text: string): BaselineRequest['degree'] {
  if (!RATIONAL.includes(family)) {
    if (text.includes(',')) throw new UsageError('--degree is a single integer for a polynomial');
    return { numerator: readInteger('degree', text, 0, MAX_DEGREE), denominator: 0 };
  }
  const [numerator, denominator, ...rest] = text.split(',');
  if (numerator === undefined || denominator === undefined || rest.length > 0) {
    throw new UsageError('--degree is two integers, such as 2,2, for a rational function');
  }
  return {
    numerator: readInteger('degree', numerator, 0, MAX_RATIONAL_DEGREE),
    denominator: readInteger('degree', denominator, 0, MAX_RATIONAL_DEGREE),
  };
}

/** Longest text of the point of a series. */
const MAX_CENTRE_LENGTH = 60;

/** Decimal text, checked to be a number. NumberSyntaxError. */
function readCentre(text: string): string {
  const plain = text.trim();
  if (plain.length > MAX_CENTRE_LENGTH || /x/i.test(plain)) {
    throw new UsageError(`--at must be a decimal number of at most ${String(MAX_CENTRE_LENGTH)} characters`);
  }
  const { numerator, denominator } = parseNumber(plain);
  const size = Number(numerator) / Number(denominator);
  if (!(size <= 1e9)) throw new UsageError('--at must not be larger than 1e9');
  return plain;
}

function readMonomials(text: string, degree: number): Monomials {
  if (text === 'all' || text === 'odd' || text === 'even') return text;
  return text.split(',').map((exponent) => readInteger('monomials', exponent.trim(), 0, degree));
}

function lazily(make: () => Measure): Measure {
  let made: Measure | undefined;
  return (program) => (made ??= make())(program);
}

function rounded(text: string, format: FiniteFormat): string {
  return String(constantToNumber(roundConstant(constantFromText(text, 'real'), format)));
}

function coefficientsOf({ family, coefficients }: BaselineResult, shape = (text: string): string => text) {
  const { numerator, denominator } = coefficients;
  return {
    coefficients: numerator.map(shape),
    ...(RATIONAL.includes(family) ? { denominator: denominator.map(shape) } : {}),
  };
}

function proofOf({ lowerBound, alternation, alternationNeeded, iterations }: BaselineResult) {
  return {
    ...(lowerBound === undefined ? {} : { lowerBound }),
    alternation,
    ...(alternationNeeded === undefined ? {} : { alternationNeeded }),
    iterations,
  };
}

function references(target: Target) {
  const measure = createMeasure(target);
  const found = [
    ...[...publishedReferences(target, measure)].map((reference) => ({
      ...referenceReport(reference),
      ops: reference.ops,
      program: printProgram(reference.program),
    })),
    ...functionReferences(target).map(referenceReport),
  ];
  return { family: 'reference', references: found };
}

function referenceReport({ id, title, source, format, error, claim }: Reference) {
  return {
    id,
    title,
    source,
    format,
    ...errorReport(error),
    argmax: String(error.argmax),
    ...(claim === undefined ? {} : { claimed: claim }),
  };
}
