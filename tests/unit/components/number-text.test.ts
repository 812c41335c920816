import { describe, expect, it } from 'vitest';
import {
  argumentNumber,
  clockText,
  countNumber,
  errorNumber,
  errorPhrase,
  operationsText,
  placeText,
} from '../../../src/components/number-text';

describe('numbers as people read them', () => {
  it.each([
    [2.64601e-16, 'relative', '2.65e-16'],
    [0.0298, 'relative', '2.98e-2'],
    [-4.34e-6, 'absolute', '-4.34e-6'],
    [1.19197, 'ulp', '1.19'],
    [0.5, 'ulp', '0.500'],
    [8765.4, 'ulp', '8765'],
    [4.1e6, 'ulp', '4.10e+6'],
    [0, 'ulp', '0'],
    [Infinity, 'relative', 'infinite'],
    [NaN, 'relative', 'unknown'],
  ] as const)('the error %d, %s, is %s', (value, norm, text) => {
    expect(errorNumber(value, norm)).toBe(text);
  });

  it('an error is said with its unit and kind', () => {
    expect(errorPhrase({ value: 2.733e-7, kind: 'refined' }, 'relative')).toBe('2.73e-7 relative, refined');
    expect(operationsText(1)).toBe('1 operation');
    expect(operationsText(6)).toBe('6 operations');
  });

  it.each([
    [0, '0'],
    [842, '842'],
    [30_412, '30.4 k'],
    [3_140_000, '3.1 M'],
    [319_000, '319 k'],
    [NaN, '0'],
  ])('the count %d is %s', (count, text) => {
    expect(countNumber(count)).toBe(text);
  });

  it.each([
    [0, '0:00'],
    [102.9, '1:42'],
    [7390, '2:03:10'],
    [-1, '0:00'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(clockText(seconds)).toBe(text);
  });

  it.each([
    [0.313311234, '0.313311'],
    [1, '1'],
    [0, '0'],
    [1e-30, '1.00000e-30'],
    [NaN, 'NaN'],
  ])('the argument %d is %s', (x, text) => {
    expect(argumentNumber(x)).toBe(text);
  });

  it('an open end is approached, a closed one reached', () => {
    const interval = { lower: 0, upper: 1, lowerOpen: true, upperOpen: false };
    expect(placeText(8.67e-19, interval)).toBe('towards x = 0');
    expect(placeText(1, interval)).toBe('at x = 1');
    expect(placeText(0.25, interval)).toBe('at x = 0.25');
  });
});
