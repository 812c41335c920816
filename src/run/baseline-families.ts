/** The baselines that stand beside a target's front, family by family, the cheaper first. */

import { BaselineError } from '../baselines/baseline-error';
import type { BaselineFamily, BaselineResult } from '../baselines/baseline';
import { computeBaseline } from '../baselines/families';
import { rationalsByOps } from '../baselines/rational-baseline';
import type { BaselineEvent, BaselinePoint, BaselineRequest } from '../protocol/baseline-service';
import type { Measure } from '../verification/measure';
import { measuredBaseline, withGoodConstants } from './baseline-program';
import type { FinitePolish } from './finite-polish';
import { publishedReferences } from './references';

/** Bounds on the degree, reached only where a degree costs one operation. */
const MAX_POLYNOMIAL = 24;
const MAX_RATIONAL = 8;
/** A family ends when so many in a row brought nothing: in finite formats rounding sets an end to progress. */
const FRUITLESS = 4;

/** What a family has to offer next: a baseline, the reason why one is missing, or null in the middle of work. */
type Offer = BaselineResult | BaselineError | null;
type Offers = Generator<Offer, void, undefined>;

interface Family {
  readonly family: BaselineFamily;
  readonly titleOf: (numerator: number, denominator: number) => string;
  readonly offers: (request: BaselineRequest) => Offers;
}

const FAMILIES: readonly Family[] = [
  {
    family: 'minimax-polynomial',
    titleOf: (n) => `minimax polynomial of degree ${n}`,
    offers: (request) => polynomials('minimax-polynomial', request),
  },
  {
    family: 'minimax-rational',
    titleOf: (m, n) => `minimax rational (${m},${n})`,
    offers: minimaxRationals,
  },
  {
    family: 'chebyshev',
    titleOf: (n) => `truncated Chebyshev series of degree ${n}`,
    offers: (request) => polynomials('chebyshev', request),
  },
  {
    family: 'taylor',
    titleOf: (n) => `Taylor polynomial of degree ${n}`,
    offers: (request) => polynomials('taylor', request),
  },
  {
    family: 'pade',
    titleOf: (m, n) => `Padé approximant (${m},${n})`,
    offers: padeApproximants,
  },
];

/**
 * All events of a request, computed as they are pulled; null where there is nothing to tell but time has passed, so that
 * the caller may give up.
 *
 * @param polish what refines the constants of minimax approximations in the target's finite format
 */
export function* baselineEvents(
  request: BaselineRequest,
  measure: Measure,
  polish?: FinitePolish,
): Generator<BaselineEvent | null, void, undefined> {
  const { target, maxOps } = request;
  yield { kind: 'step', family: 'published', title: 'published programs' };
  for (const { id, title, ops, error, program, source, claim } of publishedReferences(target, measure)) {
    if (ops > maxOps) continue;
    const point = { family: 'published', id, title, ops, error, program, source } as const;
    yield { kind: 'point', point: claim === undefined ? point : { ...point, claim } };
  }
  yield { kind: 'end', family: 'published', reason: null };
  for (const family of FAMILIES) yield* familyEvents(family, request, measure, polish);
}

function* familyEvents(
  { family, titleOf, offers }: Family,
  request: BaselineRequest,
  measure: Measure,
  polish: FinitePolish | undefined,
): Generator<BaselineEvent | null, void, undefined> {
  let best = Infinity;
  let reason: string | null = null;
  let fruitless = 0;
  yield { kind: 'step', family, title: titleOf(1, 1) };
  for (const offer of offers(request)) {
    if (offer === null) {
      yield null;
      continue;
    }
    if (offer instanceof BaselineError) {
      reason = offer.message;
      fruitless++;
    } else {
      const title = titleOf(offer.degree.numerator, offer.degree.denominator);
      const point = pointOf(offer, title, request, measure, polish);
      yield { kind: 'step', family, title };
      const better = point.ops <= request.maxOps && point.error.value < best;
      fruitless = better ? 0 : fruitless + 1;
      if (better) {
        best = point.error.value;
        yield { kind: 'point', point };
      }
    }
    if (fruitless >= FRUITLESS || best === 0) break;
  }
  yield { kind: 'end', family, reason };
}

function pointOf(
  result: BaselineResult,
  title: string,
  { target }: BaselineRequest,
  measure: Measure,
  polish: FinitePolish | undefined,
): BaselinePoint {
  const { family, degree } = result;
  const scheme = measuredBaseline(target, result, measure);
  const { name, ops, error, program } = withGoodConstants(result, scheme, measure, polish);
  const id = `${family} ${degree.numerator},${degree.denominator}`;
  return { family, id, title, scheme: name, ops, error, program };
}

/** Degree by degree, until the cheapest scheme takes too many operations. */
function* polynomials(family: BaselineFamily, { target, opcodes, maxOps }: BaselineRequest): Offers {
  for (let numerator = 1; numerator <= MAX_POLYNOMIAL; numerator++) {
    yield null;
    const degree = { numerator, denominator: 0 };
    const offer = attempt(() => computeBaseline({ family, target, degree, opcodes }));
    if (!(offer instanceof BaselineError) && leastOps(offer) > maxOps) return;
    yield offer;
  }
}

function* minimaxRationals({ target, opcodes, maxOps }: BaselineRequest): Offers {
  try {
    const steps = rationalsByOps(target, maxOps, opcodes, MAX_RATIONAL);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return;
      yield step.value ?? null;
    }
  } catch (error) {
    if (!(error instanceof BaselineError)) throw error;
    yield error;
  }
}

/** Around the diagonal, where they are at their best: (0,1), (1,1), (2,1), (1,2), ... */
function* padeApproximants({ target, opcodes, maxOps }: BaselineRequest): Offers {
  for (let denominator = 1; denominator <= MAX_RATIONAL; denominator++) {
    for (const numerator of [denominator - 1, denominator, denominator + 1]) {
      yield null;
      const degree = { numerator, denominator };
      const offer = attempt(() => computeBaseline({ family: 'pade', target, degree, opcodes }));
      if (offer instanceof BaselineError || leastOps(offer) <= maxOps) yield offer;
      else if (numerator === denominator) return;
    }
  }
}

function leastOps({ schemes }: BaselineResult): number {
  return Math.min(...schemes.map(({ ops }) => ops));
}

function attempt<T>(compute: () => T): T | BaselineError {
  try {
    return compute();
  } catch (error) {
    if (error instanceof BaselineError) return error;
    throw error;
  }
}
