/** Programs compiled to be timed compute what the law says, in the loop and in the chain: nothing is left out. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasFusedInstruction } from '../../src/evaluation/wasm/relaxed-fma';
import { LANES, TIMED_POINTS, TimedProgram } from '../../src/evaluation/wasm/timed-program';
import { RandomStream } from '../../src/numerics/random';
import { interpretAll } from '../../src/program/interpret';
import type { Program } from '../../src/program/program';
import { programArbitrary } from '../support/program-arbitrary';

const random = new RandomStream(8);
const CORNERS = [0, -0, 1, -1, Infinity, -Infinity, NaN, 2 ** -149, -(2 ** -126)];
const xs = Float64Array.from({ length: TIMED_POINTS }, (_, i) =>
  Math.fround(CORNERS[i] ?? (2 * random.uniform() - 1) * 2 ** (random.below(40) - 20)),
);

function formOf(program: Program, format: 'f32' | 'f64'): 'software' | 'relaxed' | null {
  if (program.instructions.every(({ opcode }) => opcode !== 'fma')) return 'software';
  return hasFusedInstruction(format) ? 'relaxed' : format === 'f32' ? 'software' : null;
}

describe.each(['f32', 'f64'] as const)('TimedProgram in %s', (format) => {
  it('gives the values of the law', () => {
    fc.assert(
      fc.property(programArbitrary({ format, maxInstructions: 12 }), (program) => {
        const form = formOf(program, format);
        if (form === null) return;
        const law = [...interpretAll(program, xs, format)];
        const timed = new TimedProgram(program, format, form, xs);
        timed.sweep(2);
        expect([...timed.values]).toStrictEqual(law);
        timed.values.fill(5);
        timed.chain(2);
        expect([...timed.values.subarray(0, LANES[format])]).toStrictEqual(law.slice(-LANES[format]));
      }),
      { numRuns: 60 },
    );
  });
});
