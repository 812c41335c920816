import { describe, expect, it } from 'vitest';
import { createFitEngine } from '../../../src/evaluation/cpu-engine';
import { createWideFitEngine } from '../../../src/evaluation/wide-fit-engine';
import { canonicalForm } from '../../../src/program/canonicalize';
import { constantToNumber } from '../../../src/program/constant';
import { parseProgram } from '../../../src/program/parse';
import { Fitter } from '../../../src/search/fitter';
import { neighbourhood } from '../../../src/search/neighbourhood';
import type { Candidate } from '../../../src/search/simplify';
import { exp2Tables } from '../../support/exp2-tables';

const { training } = exp2Tables();
const FORMS = [true, false].flatMap((projected) => [true, false].map((peeled) => ({ projected, peeled })));

function candidate(text: string): Candidate {
  const program = parseProgram(text, 'real');
  const { structure, constantOrder } = canonicalForm(program);
  return {
    structure,
    constants: Float64Array.from(constantOrder, (k) => constantToNumber(program.constants[k]!)),
  };
}

function fitter(): Fitter {
  return new Fitter(createFitEngine(), createWideFitEngine(), training);
}

describe('Fitter', () => {
  it.each(FORMS)('finds the optimum from rough constants, projected $projected, peeled $peeled', (form) => {
    const rough = candidate('u = -10 / (x + -6) + -1; y = u * u');
    const { error } = fitter().fit(rough, 1e-3, form);
    expect(error).toBeGreaterThan(2.1e-4);
    expect(error).toBeLessThan(2.4e-4);
  });

  it('goes on in double-double where binary64 has no more to say', () => {
    const core = candidate(
      'u = x + 786.13 / x; w = 631.16 / u + u; v = 272.45 / (5399.76 / w + u + -136.22) + 1; y = v * v',
    );
    const rough = { ...core, constants: core.constants.slice() };
    const { error, tails } = fitter().fit(rough, 1e-12, { projected: false, peeled: false });
    expect(error).toBeLessThan(1e-14);
    expect(tails).toHaveLength(core.constants.length);
  });

  it('leads the constants of a program to those of its square', () => {
    const parent = candidate('u = x + 25.55281488 / x; y = 17.71494817 / (u + -8.83777085) + 0.99999566');
    fitter().fit(parent, 1e-5, { projected: true, peeled: false });
    const [squared] = neighbourhood(parent, ['add', 'mul', 'div'], 6);
    expect(squared?.continuedFrom).toBe(parent.structure);
    const { error } = fitter().fit(squared!, 1e-6, { projected: true, peeled: true });
    expect(error).toBeGreaterThan(2.7e-7);
    expect(error).toBeLessThan(3.1e-7);
  });

  it('measures without touching a constant', () => {
    const fixed = candidate('y = x * 0.5 + 1');
    const before = fixed.constants.slice();
    expect(fitter().measure(fixed).error).toBeCloseTo(0.25, 1);
    expect(fixed.constants).toEqual(before);
  });
});
