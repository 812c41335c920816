import { fromRational } from '../../src/numerics/ball/ball';
import { BITS, constantParts, parts } from './numbers';

/** Coefficients of power series that are needed to more than binary64 precision. */
export function seriesCoefficients(): string {
  const fractions: readonly (readonly [string, bigint])[] = [
    ['THIRD', 3n],
    ['SIXTH', 6n],
  ];
  return fractions
    .map(([name, n]) => constantParts(name, parts(fromRational(1n, n, BITS), 2), `1/${n}`))
    .join('\n');
}
