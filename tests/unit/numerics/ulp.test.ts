import { describe, expect, it } from 'vitest';
import { ulpOf } from '../../../src/numerics/ulp';

describe('ulpOf', () => {
  it('is the spacing of the binade that holds y', () => {
    expect(ulpOf(1, 'f64')).toBe(2 ** -52);
    expect(ulpOf(-1, 'f32')).toBe(2 ** -23);
    expect(ulpOf(1.5, 'f16')).toBe(2 ** -10);
    expect(ulpOf(1.5, 'bf16')).toBe(2 ** -7);
    expect(ulpOf(1 - 2 ** -53, 'f32')).toBe(2 ** -24);
    expect(ulpOf(1023.9, 'f16')).toBe(0.5);
    expect(ulpOf(Number.MAX_VALUE, 'f64')).toBe(2 ** 971);
  });

  it('stops falling at the smallest normal number', () => {
    expect(ulpOf(2 ** -126, 'f32')).toBe(2 ** -149);
    expect(ulpOf(2 ** -127, 'f32')).toBe(2 ** -149);
    expect(ulpOf(0, 'f32')).toBe(2 ** -149);
    expect(ulpOf(-0, 'f64')).toBe(5e-324);
    expect(ulpOf(1e-300, 'bf16')).toBe(2 ** -133);
    expect(ulpOf(2 ** -13, 'f16')).toBe(2 ** -23);
  });

  it('goes on beyond the largest number of a narrow format', () => {
    expect(ulpOf(65536, 'f16')).toBe(64);
    expect(ulpOf(2 ** 200, 'f32')).toBe(2 ** 177);
  });

  it('passes on infinities and NaN', () => {
    expect(ulpOf(-Infinity, 'f32')).toBe(Infinity);
    expect(ulpOf(NaN, 'f64')).toBeNaN();
  });
});
