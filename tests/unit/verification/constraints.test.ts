import { describe, expect, it } from 'vitest';
import { exactFromNumber } from '../../../src/numerics/number-text';
import { rationalOf } from '../../../src/numerics/rational';
import { parseProgram } from '../../../src/program/parse';
import { printProgram } from '../../../src/program/print';
import { parseTarget, type TargetText } from '../../../src/targets/parse';
import { isFiniteTarget } from '../../../src/targets/target';
import {
  allHold,
  constraintProblem,
  createConstraintChecks,
} from '../../../src/verification/constraints/constraint-checks';
import { directionOf } from '../../../src/verification/constraints/direction';
import { hasValue, imposeValues } from '../../../src/verification/constraints/impose-values';
import { monotoneCheck } from '../../../src/verification/constraints/monotone-finite';
import { checkMonotoneReal } from '../../../src/verification/constraints/monotone-real';
import { checkSymmetry } from '../../../src/verification/constraints/symmetry-check';
import { OPCODES, type Opcode } from '../../../src/program/opcode';
import type { SearchConstraints } from '../../../src/search/constraints';

const real = (target: string, interval: string) =>
  parseTarget({ target, interval, format: 'real', norm: 'absolute' });
const at = (x: number, y: number) => ({
  x: rationalOf(exactFromNumber(x)),
  y: rationalOf(exactFromNumber(y)),
});
const program = (text: string) => parseProgram(text, 'real');

describe('imposing values', () => {
  it.each([
    ['y = x * 1.5 + 0.9', at(0, 1)],
    ['y = (x + 0.75) * 2.1', at(-0.5, 0.5)],
    // The square is undone first; the value keeps its sign.
    ['u = x - 1.1; y = u * u', at(0, 1)],
    // 1 / x is infinite at 0, and what it is divided into 0.
    ['u = x + 2.5 / x; y = 3.5 / u + 1.0001', at(0, 1)],
    // A quotient that no decimal is: the constant in front takes it up.
    ['u = 2.9 / (x + 3); y = u + 0.01', at(0, 1)],
  ])('of %s', (text, required) => {
    const given = program(text);
    const imposed = imposeValues(given, [required]);
    expect(imposed).not.toBeNull();
    expect(hasValue(given, required)).toBe(false);
    expect(hasValue(imposed!, required)).toBe(true);
  });

  it('keeps a program that has them', () => {
    const given = program('y = x * x + 1');
    expect(imposeValues(given, [at(0, 1), at(1, 2)])).toBe(given);
  });

  it('takes a constant for each point, the shortest that does', () => {
    const imposed = imposeValues(program('u = x * 0.3 + 0.65; v = u * x; y = v + 1.002'), [
      at(0, 1),
      at(1, 2),
    ]);
    expect(printProgram(imposed!)).toBe(printProgram(program('u = x * 0.3 + 0.7; v = u * x; y = v + 1')));
  });

  it('is given up where no constant can take the value up', () => {
    expect(imposeValues(program('y = x * 1.5'), [at(0, 1)])).toBeNull();
    expect(imposeValues(program('y = sqrt(x + 2)'), [at(0, 2)])).not.toBeNull();
    expect(imposeValues(program('u = x + 1.4; y = u * u'), [at(0, 2)])).toBeNull();
    expect(imposeValues(program('y = x * x'), [at(1, 2)])).toBeNull();
  });
});

describe('direction', () => {
  it('of functions that rise, fall and do both', () => {
    expect(directionOf(real('exp', '[0,1]'))).toBe(1);
    expect(directionOf(real('cos', '[0,0.785]'))).toBe(-1);
    expect(directionOf(real('cos', '[-0.785,0.785]'))).toBeNull();
  });
});

describe('monotone programs in exact arithmetic', () => {
  const exp = real('exp', '[0,1]');
  const cos = real('cos', '[0,1]');

  it('are certified where enclosures show the sign of the derivative', () => {
    const quadratic = program('y = (x * 0.84 + 0.85) * x + 1.009');
    expect(checkMonotoneReal(exp, quadratic, 1, 32, true)).toEqual({ holds: true, proof: 'certified' });
    expect(checkMonotoneReal(exp, quadratic, 1, 32, false)).toEqual({
      holds: true,
      proof: 'sampled',
      points: 32,
    });
    const root = program('u = x + 0.25; v = sqrt(u); y = v - 1 / u');
    expect(checkMonotoneReal(exp, root, 1, 32, true).proof).toBe('certified');
  });

  it('are certified where an even program is level at 0', () => {
    const even = program('u = x * x; y = (u * 0.041 - 0.4998) * u + 1');
    expect(checkMonotoneReal(cos, even, -1, 32, true).proof).toBe('certified');
  });

  it('are refuted by a place where the slope is wrong', () => {
    const verdict = checkMonotoneReal(exp, program('y = x * x - x * 0.01'), 1, 400, true);
    expect(verdict).toMatchObject({ holds: false, proof: 'exact' });
    expect(verdict.at).toBeLessThan(0.005);
  });

  it('stay sampled where the derivative is 0 inside', () => {
    // (x - 1/3)^3, whose slope is 0 at a place that no piece ends at
    const cube = program('u = x - 0.3333333333333333333; v = u * u; y = v * u');
    expect(checkMonotoneReal(exp, cube, 1, 32, true).proof).toBe('sampled');
  });
});

describe('monotone programs in a finite format', () => {
  const finite = (text: TargetText) => {
    const target = parseTarget(text);
    if (!isFiniteTarget(target)) throw new Error('a finite format is meant');
    return target;
  };
  const half = finite({ target: 'exp2', interval: '[0,1]', format: 'f16', norm: 'ulp' });
  const single = finite({ target: 'exp2', interval: '[0,1]', format: 'f32', norm: 'ulp' });

  it('are gone through where the format has few numbers', () => {
    expect(monotoneCheck(half, 1, 1 << 16)(program('y = x + 1'))).toEqual({
      holds: true,
      proof: 'exhaustive',
      points: 15361,
    });
  });

  it('are refuted by two neighbours', () => {
    // x (1 - x) turns at 1/2; next to it the roundings of the two factors go up and down.
    const verdict = monotoneCheck(half, 1, 1 << 16)(program('u = 1 - x; y = u * x'));
    expect(verdict).toMatchObject({ holds: false, proof: 'exact' });
    expect(verdict.at).toBeLessThan(0.51);
  });

  it('are refuted by a value that is not finite', () => {
    expect(monotoneCheck(half, -1, 1 << 16)(program('y = 1 / x'))).toMatchObject({ holds: false, at: 0 });
  });

  it('are sampled in runs of neighbours', () => {
    const check = monotoneCheck(single, 1, 1 << 13);
    const verdict = check(program('y = x + 1'));
    expect(verdict).toMatchObject({ holds: true, proof: 'sampled' });
    expect(verdict.points).toBeGreaterThan(4000);
    expect(verdict.points).toBeLessThan(16000);
    // x / 3 * 3 falls by an ulp here and there, x + 1 - 1 does not.
    expect(check(program('u = x * 0.1; v = u * 10; w = v - x; y = x + w * 4')).holds).toBe(false);
  });

  it('may be sought where the function is level at an end', () => {
    expect(monotoneCheck(half, 1, 1 << 16)(program('y = x * x')).holds).toBe(true);
  });
});

describe('symmetry', () => {
  const sin = real('sin', '[-0.5,0.5]');

  it('follows from the form', () => {
    expect(checkSymmetry(sin, program('u = x * x; v = u * -0.16 + 1; y = v * x'), 'odd')).toEqual({
      holds: true,
      proof: 'structural',
    });
    expect(checkSymmetry(sin, program('u = x * x; y = u / (u + 1)'), 'even').proof).toBe('structural');
  });

  it('is sampled where the form does not tell', () => {
    // (x + 1)^2 - (x - 1)^2 = 4 x
    const hidden = program('u = x + 1; v = x - 1; a = u * u; b = v * v; y = a - b');
    expect(checkSymmetry(sin, hidden, 'odd')).toMatchObject({ holds: true, proof: 'sampled' });
    expect(checkSymmetry(sin, hidden, 'even')).toMatchObject({ holds: false, proof: 'exact' });
    const single = parseTarget({ target: 'sin', interval: '[-0.5,0.5]', format: 'f32', norm: 'ulp' });
    expect(checkSymmetry(single, program('u = x + 0.1; y = u - 0.1'), 'odd').holds).toBe(false);
  });
});

describe('the constraints of a search', () => {
  const problem = (text: TargetText, constraints: SearchConstraints, opcodes: readonly Opcode[] = OPCODES) =>
    constraintProblem(parseTarget(text), { constraints, opcodes });
  const EXP: TargetText = { target: 'exp', interval: '[0,1]', format: 'real', norm: 'relative' };

  it.each<[TargetText, SearchConstraints, RegExp | null]>([
    [EXP, { exactAt: [0] }, null],
    [EXP, { exactAt: [1] }, /exp is not known to have a rational value at 1/],
    [EXP, { exactAt: [2] }, /2 lies outside \[0,1\]/],
    [{ ...EXP, format: 'f16', norm: 'ulp' }, { exactAt: [0.1] }, /0\.1 is no number of f16/],
    [{ ...EXP, format: 'f16', norm: 'ulp' }, { exactAt: [1] }, null],
    [EXP, { symmetry: 'odd', exactAt: [0] }, /an odd program is 0 at 0/],
    [{ ...EXP, target: 'sin' }, { symmetry: 'odd', exactAt: [0] }, null],
    [{ ...EXP, target: 'cos', interval: '[-1,1]' }, { monotone: true }, /both rises and falls/],
    [EXP, { monotone: true, maxError: 1e-3 }, null],
  ])('of %j are possible or not: %j', (text, constraints, message) => {
    const found = problem(text, constraints);
    if (message === null) expect(found).toBeNull();
    else expect(found).toMatch(message);
  });

  it('need mul for a symmetry', () => {
    expect(problem({ ...EXP, target: 'sin' }, { symmetry: 'odd' }, ['add', 'div'])).toMatch(/with mul/);
  });

  it('admit, mend or refuse programs', () => {
    const checks = createConstraintChecks(real('sin', '[-1,1]'), { symmetry: 'odd', exactAt: [0] });
    const odd = program('y = x * 0.9');
    expect(checks.admit(odd, 'quick')).toBe(odd);
    expect(checks.admit(program('y = x * 0.9 + 0.001'), 'quick')).toBeNull();
    const exp = createConstraintChecks(real('exp', '[0,1]'), { exactAt: [0], monotone: true });
    const mended = exp.admit(program('y = x * 1.7 + 1.0001'), 'deep');
    expect(mended && printProgram(mended)).toBe(printProgram(program('y = x * 1.7 + 1')));
    expect(exp.admit(program('y = 1.0001 - x * 1.7'), 'quick')).toBeNull();
  });

  it('are mended in a finite format where rounding keeps the value', () => {
    const target = parseTarget({ target: 'exp', interval: '[0,1]', format: 'f32', norm: 'ulp' });
    const checks = createConstraintChecks(target, { exactAt: [0] });
    const near = parseProgram('y = x * 1.7 + 1.0001', 'f32');
    expect(checks.admit(near, 'quick')).toBeNull();
    expect(checks.admit(checks.mended(near), 'quick')).not.toBeNull();
  });

  it('are reported one by one', () => {
    const checks = createConstraintChecks(real('exp', '[0,1]'), {
      exactAt: [0],
      maxError: 0.1,
      symmetry: 'even',
      monotone: true,
    });
    const error = { kind: 'refined', value: 0.2, text: '2e-1', argmax: 0.5, points: 9 } as const;
    const report = checks.report(program('y = x * 1.7 + 1'), error);
    expect(report).toEqual({
      maxError: { holds: false, proof: 'refined', points: 9, at: 0.5 },
      symmetry: { holds: false, proof: 'exact', points: 64, at: expect.any(Number) as number },
      exactAt: [{ x: 0, value: '1', holds: true, proof: 'exact' }],
      monotone: { holds: true, proof: 'certified' },
    });
    expect(allHold(report)).toBe(false);
    expect(allHold({ monotone: report.monotone! })).toBe(true);
  });
});
