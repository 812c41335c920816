import { add, divide, fromNumber, isZero, subtract, toNumber } from '../../src/numerics/ball/ball';
import { oracleBall } from '../../src/oracle/oracle';

const BITS = 160;

/** log2 |(hi + lo) / f(x) - 1|: -Infinity where hi + lo is f(x), Infinity where only one of them is zero or NaN. */
export function relativeErrorBits(functionId: string, x: number, hi: number, lo: number): number {
  if (!Number.isFinite(hi) || !Number.isFinite(lo)) return Infinity;
  const exact = oracleBall({ kind: 'catalogue', id: functionId }, x, BITS);
  const difference = subtract(add(fromNumber(hi), fromNumber(lo), 4096), exact, BITS);
  if (isZero(difference)) return -Infinity;
  if (isZero(exact)) return Infinity;
  return Math.log2(Math.abs(toNumber(divide(difference, exact, 60))));
}
