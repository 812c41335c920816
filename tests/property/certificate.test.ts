import '../support/property-seed';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundToFormat } from '../../src/numerics/rounding';
import { ulpOf } from '../../src/numerics/ulp';
import { oracleDecimal } from '../../src/oracle/oracle';
import { interpret } from '../../src/program/interpret';
import { parseProgram } from '../../src/program/parse';
import type { Program } from '../../src/program/program';
import { parseTarget } from '../../src/targets/parse';
import type { MeasuredError, Target } from '../../src/targets/target';
import { CertificateError } from '../../src/verification/certificate/certificate';
import { certifyAtOnce } from '../../src/verification/certificate/certify';
import { boundPolynomial } from '../../src/verification/certificate/polynomial-bound';
import { createRealError, createRealReference } from '../../src/verification/real-error';
import { programArbitrary } from '../support/program-arbitrary';

const INTERVALS = ['(0,1]', '[0.5,2]', '[-1,0.75]', '[-1,1)'] as const;
const FUNCTIONS = ['exp2', 'cos', 'atan', 'sigmoid', 'gelu', 'erfc', 'sinc'] as const;

/** Nothing is known but one point, so that the bound rests on the enclosures alone. */
function unrefined(value: number): MeasuredError {
  return { kind: 'refined', value, text: String(value), argmax: 0, points: 1 };
}

function certified(target: Target, program: Program): number {
  try {
    return certifyAtOnce(target, program, unrefined(1e-3), { maxPieces: 60 }).upper.value;
  } catch (error) {
    if (error instanceof CertificateError) return Infinity;
    throw error;
  }
}

function within({ interval: { lower, upper } }: Target, part: number): number {
  return lower + (upper - lower) * part;
}

const parts = fc.array(fc.double({ min: 2 ** -20, max: 1 - 2 ** -20, noNaN: true }), {
  minLength: 12,
  maxLength: 12,
});

describe('certified bounds', () => {
  it('hold in exact arithmetic at random points, whatever the program', () => {
    let bounded = 0;
    fc.assert(
      fc.property(
        programArbitrary({ format: 'real', maxInstructions: 7, maxConstants: 3 }),
        fc.constantFrom(...FUNCTIONS),
        fc.constantFrom(...INTERVALS),
        fc.constantFrom('relative', 'absolute'),
        parts,
        (program, id, interval, norm, places) => {
          fc.pre(id !== 'gelu' || norm === 'absolute');
          const target = parseTarget({ target: id, interval, norm });
          const upper = certified(target, program);
          if (upper === Infinity) return;
          bounded++;
          const error = createRealError(createRealReference(target), program);
          for (const place of places) {
            const { value } = error.at(within(target, place), 40);
            expect(Math.abs(value)).toBeLessThanOrEqual(upper);
          }
        },
      ),
      { numRuns: 50 },
    );
    expect(bounded).toBeGreaterThan(5);
  });

  it.each(['f64', 'f32', 'f16', 'bf16'] as const)('hold in %s for the law at random numbers', (format) => {
    let bounded = 0;
    fc.assert(
      fc.property(
        programArbitrary({ format, maxInstructions: 6, maxConstants: 3, anyConstants: false }),
        fc.constantFrom('exp2', 'cos', 'sigmoid'),
        fc.constantFrom('[0.5,2]', '(0,1]'),
        parts,
        (program, id, interval, places) => {
          const target = parseTarget({ target: id, interval, format, norm: 'ulp' });
          const upper = certified(target, program);
          if (upper === Infinity) return;
          bounded++;
          for (const place of places) {
            const x = roundToFormat(within(target, place), format);
            const exact = oracleDecimal(target.function, x, 40);
            const error = exact.minus(interpret(program, x, format)).abs();
            expect(error.div(ulpOf(exact.toNumber(), format)).toNumber()).toBeLessThanOrEqual(
              upper * (1 + 1e-12),
            );
          }
        },
      ),
      { numRuns: 12 },
    );
    expect(bounded).toBeGreaterThan(0);
  });

  it('find a pole wherever it lies', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.integer({ min: -60, max: 3 }),
        (place, residue) => {
          const decimal = `${place.toFixed(18)}1`;
          const target = parseTarget({ target: 'exp2', interval: '(0,1]', norm: 'relative' });
          const program = parseProgram(`y = x + 1 + 1e${residue} / (x - ${decimal})`, 'real');
          let found: unknown;
          try {
            certifyAtOnce(target, program, unrefined(0.1));
          } catch (error) {
            found = error;
          }
          expect(found).toBeInstanceOf(CertificateError);
          const { from = Infinity, to = -Infinity } = found as CertificateError;
          expect(from).toBeLessThanOrEqual(Number(decimal));
          expect(to).toBeGreaterThanOrEqual(Number(decimal));
          expect(to - from).toBeLessThan(1e-15);
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('bounds of polynomials', () => {
  it('hold at random points and are reached', () => {
    const coefficient = fc.double({ min: -8, max: 8, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(coefficient, { minLength: 1, maxLength: 12 }),
        fc.constantFrom([-1, 1] as const, [0, 1] as const, [-1, 0] as const),
        parts,
        (terms, [low, high], places) => {
          const value = (s: number): number => Math.abs(terms.reduceRight((sum, c) => sum * s + c, 0));
          const { upper, lower, at } = boundPolynomial(Float64Array.from(terms), low, high, 1e-4);
          for (const place of [...places, 0, 1])
            expect(value(low + (high - low) * place)).toBeLessThanOrEqual(upper + 1e-12);
          expect(at).toBeGreaterThanOrEqual(low);
          expect(at).toBeLessThanOrEqual(high);
          expect(value(at)).toBeGreaterThanOrEqual(lower - 1e-12);
          expect(upper).toBeLessThanOrEqual(lower * (1 + 1e-3) + 1e-9);
        },
      ),
      { numRuns: 200 },
    );
  });
});
