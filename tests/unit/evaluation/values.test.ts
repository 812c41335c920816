import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valuesAt } from '../../../src/evaluation/values';
import { interpretAll } from '../../../src/program/interpret';
import { programArbitrary } from '../../support/program-arbitrary';

describe('valuesAt', () => {
  it.each(['f64', 'f32', 'f16', 'bf16'] as const)(
    'gives the values of the law in %s, few points or many',
    (format) => {
      const points = Float64Array.from({ length: 5000 }, (_, i) => (i - 2500) / 128);
      fc.assert(
        fc.property(programArbitrary({ format }), fc.constantFrom(10, 5000), (program, count) => {
          const xs = points.subarray(0, count).map((x) => (format === 'bf16' ? Math.trunc(x) : x));
          expect(valuesAt(program, xs, format)).toEqual(interpretAll(program, xs, format));
        }),
        { numRuns: 20 },
      );
    },
  );
});
