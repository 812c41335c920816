/** Random claims, as a permalink must carry them. */

import fc from 'fast-check';
import type { Format } from '../../src/numerics/format';
import { FORMATS } from '../../src/numerics/format';
import type { Claim, ClaimedRow, FrontClaim } from '../../src/persistence/claim';
import { canonicalize } from '../../src/program/canonicalize';
import { OPCODES } from '../../src/program/opcode';
import { ABLATIONS, ALGORITHMS, type Budget, type SearchConfig } from '../../src/search/config';
import { COST_GRAIN, costOf, MAX_WEIGHT, OPERATION_COUNT, type CostModel } from '../../src/search/cost';
import type { Interval, Target } from '../../src/targets/target';
import { programArbitrary } from './program-arbitrary';

const end = fc.oneof(fc.double({ min: -100, max: 100, noNaN: true }), fc.constantFrom(0, 1, 0.1, 1e-300));

const interval: fc.Arbitrary<Interval> = fc
  .tuple(end, end, fc.boolean(), fc.boolean())
  // Wide enough for every format to have numbers inside.
  .filter(([a, b]) => Math.abs(a - b) > 1)
  .map(([a, b, lowerOpen, upperOpen]) => ({
    lower: Math.min(a, b) + 0,
    upper: Math.max(a, b) + 0,
    lowerOpen,
    upperOpen,
  }));

function targetArbitrary(format: Format): fc.Arbitrary<Target> {
  const norms =
    format === 'real' ? (['relative', 'absolute'] as const) : (['relative', 'absolute', 'ulp'] as const);
  return fc.record({
    function: fc.constant({ kind: 'catalogue', id: 'exp2' } as const),
    interval,
    format: fc.constant(format),
    norm: fc.constantFrom(...norms),
  });
}

const weight = fc.nat({ max: MAX_WEIGHT / COST_GRAIN }).map((n) => n * COST_GRAIN);
const perOpcode = fc.record({
  add: weight,
  sub: weight,
  mul: weight,
  div: weight,
  fma: weight,
  sqrt: weight,
  neg: weight,
});
const cost: fc.Arbitrary<CostModel> = fc.oneof(
  fc.constant(OPERATION_COUNT),
  fc.record({ kind: fc.constant('ops' as const), weights: perOpcode, perConstant: weight }),
  fc.record({ kind: fc.constant('latency' as const), cycles: perOpcode }),
);

const config: fc.Arbitrary<SearchConfig> = fc.record({
  opcodes: fc.subarray([...OPCODES], { minLength: 1 }),
  maxOps: fc.integer({ min: 1, max: 32 }),
  seed: fc.maxSafeNat(),
  islands: fc.integer({ min: 1, max: 64 }),
  nicheCapacity: fc.integer({ min: 1, max: 1000 }),
  tournamentSize: fc.integer({ min: 1, max: 16 }),
  algorithm: fc.constantFrom(...ALGORITHMS),
  cost,
  ablated: fc.subarray([...ABLATIONS]),
});

const budget: fc.Arbitrary<Budget> = fc.oneof(
  fc.record({ kind: fc.constant('evaluations' as const), evaluations: fc.integer({ min: 1, max: 1e9 }) }),
  fc.record({
    kind: fc.constant('seconds' as const),
    seconds: fc.double({ min: 0.5, max: 1e5, noNaN: true }),
  }),
);

const errorText = fc.oneof(
  fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((x) => Math.abs(x).toExponential(12)),
  fc.constantFrom('Infinity', '0', '2.64601251693e-16'),
);

export const claimArbitrary: fc.Arbitrary<Claim> = fc.constantFrom(...FORMATS).chain((format) =>
  fc
    .record({
      target: targetArbitrary(format),
      program: programArbitrary({ format, maxInstructions: 16 }),
      errorText,
      errorKind: fc.constantFrom(
        'sampled' as const,
        'refined' as const,
        'exhaustive' as const,
        'certified' as const,
      ),
      run: fc.option(fc.record({ config, budget }), { nil: undefined }),
    })
    .map(({ run, ...claim }): Claim => (run === undefined ? claim : { ...claim, run })),
);

/** Fronts of up to 13 of the claims' programs, in the order of their costs. */
export const frontArbitrary: fc.Arbitrary<FrontClaim> = fc
  .tuple(fc.array(claimArbitrary, { minLength: 1, maxLength: 12 }), fc.nat())
  .map(([claims, n]) => {
    const [first, ...others] = claims as [Claim, ...Claim[]];
    const { target, run } = first;
    const model = run?.config.cost ?? OPERATION_COUNT;
    const rows = new Map<number, ClaimedRow>();
    for (const { program, errorText, errorKind, ...other } of [...others, first]) {
      if (other.target.format === target.format)
        rows.set(costOf(canonicalize(program), model), { program, errorText, errorKind });
    }
    const ordered = [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
    return {
      target,
      rows: ordered,
      selected: n % ordered.length,
      ...(run === undefined ? {} : { run }),
    };
  });
