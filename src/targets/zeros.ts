import { exactFromNumber } from '../numerics/number-text';
import { findFunction } from './catalogue';
import { expressionFunction } from './expression/function';
import type { Target } from './target';

/** Integers of larger size are not looked at. */
const LARGEST = 64;

/** The integers of the closed interval at which the target's function is exactly 0, ascending. */
export function integerZeros({ interval: { lower, upper }, function: fn }: Target): number[] {
  const exact = fn.kind === 'catalogue' ? findFunction(fn.id)?.exact : expressionFunction(fn.text).exact;
  const zeros: number[] = [];
  for (let n = Math.max(-LARGEST, Math.ceil(lower)); n <= Math.min(LARGEST, Math.floor(upper)); n++)
    if (exact?.(exactFromNumber(n))?.numerator === 0n) zeros.push(n);
  return zeros;
}
