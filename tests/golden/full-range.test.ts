/**
 * Whole functions of f32 from kernels that the search has found, over stratified samples of all numbers of the format:
 * the largest errors that are allowed are a little above those found over every number.
 */

import { describe, expect, test } from 'vitest';
import { measureSampleOfBinary64, measureSampleOfNumbers } from '../../src/verification/full-range';
import { BINARY64, goldenFunction, NARROW, WIDE } from '../support/full-range';

const MILLION = 2 ** 20;

describe('f32 functions computed in binary64', () => {
  test.each([
    ['exp2', MILLION, 0.5002],
    ['exp', MILLION, 0.5002],
    ['log2', MILLION, 0.516],
    ['sin', MILLION, 0.506],
    ['tanh', MILLION, 0.512],
    ['erf', MILLION, 0.512],
    ['exp10', MILLION / 8, 0.5002],
    ['expm1', MILLION / 8, 0.512],
    ['sigmoid', MILLION / 8, 0.5002],
    ['log', MILLION / 8, 0.5008],
    ['log10', MILLION / 8, 0.5008],
    ['log1p', MILLION / 8, 0.5008],
    ['cos', MILLION / 8, 0.506],
    ['tan', MILLION / 8, 0.501],
    ['gelu', MILLION / 8, 1.1],
    ['rsqrt', MILLION / 8, 0.502],
    ['cbrt', MILLION / 8, 1.3],
  ])('%s errs at %i numbers by less than %f ulp', (id, points, bound) => {
    const { law, interval } = goldenFunction(id, WIDE);
    const error = measureSampleOfNumbers({ functionId: id, evaluate: law, interval }, points);
    expect(error.kind).toBe('sampled');
    expect(error.points).toBeGreaterThan(0.999 * points);
    expect(error.value).toBeGreaterThan(0.49);
    expect(error.value).toBeLessThan(bound);
  });
});

describe('f32 functions computed in binary32', () => {
  test.each([
    ['exp2', 3.5],
    ['log2', 2.5],
    ['tanh', 4.5],
    ['sin', 4],
    ['rsqrt', 1.2],
  ])('%s errs by less than %f ulp', (id, bound) => {
    const { law, interval } = goldenFunction(id, NARROW);
    const { value } = measureSampleOfNumbers({ functionId: id, evaluate: law, interval }, MILLION / 8);
    expect(value).toBeLessThan(bound);
  });
});

describe('f64 functions', () => {
  const centre = { lower: -8, upper: 8, lowerOpen: false, upperOpen: false };

  test.each([
    ['exp2', 9e-12],
    ['exp', 9e-12],
    ['expm1', 7.3e-10],
    ['log2', 9.6e-10],
    ['log1p', 5e-11],
    ['sin', 3.6e-10],
    ['tan', 2.3e-11],
    ['tanh', 7.3e-10],
    ['sigmoid', 9e-12],
    ['cbrt', 4.4e-8],
  ])('%s errs relatively by no more than its kernel, %f', (id, bound) => {
    const { law, interval } = goldenFunction(id, BINARY64);
    const whole = { functionId: id, evaluate: law, interval };
    expect(measureSampleOfBinary64(whole, centre, 500).relative.value).toBeLessThan(bound);
  });
});
