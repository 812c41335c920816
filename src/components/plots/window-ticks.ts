/** Ticks of the argument's axis of an error curve, at places from 0 to 1, down to single numbers. */

import { FORMAT_PARAMETERS, isFiniteFormat, type FiniteFormat, type Format } from '../../numerics/format';
import { fromOrdinal, ordinalOf } from '../../numerics/ordinals';
import type { CurveWindow } from '../../protocol/oracle-service';
import { placeIn } from '../../verification/curve-window';
import { niceStep, type Ticks } from './axes';

/** With so many powers of two, these are the ticks of an axis by ordinal. */
const MANY_BINADES = 3;

/** At most about `most` ticks; fewer where their numbers are long. */
export function windowTicks(window: CurveWindow, format: Format, most: number): Ticks {
  const place = placeIn(window, format);
  if (window.axis === 'ordinal' && isFiniteFormat(format)) {
    const powers = powersOfTwo(window, FORMAT_PARAMETERS[format].minExponent);
    if (powers.length >= MANY_BINADES) {
      const step = Math.ceil(powers.length / most);
      const shown = powers.filter((_, k) => (powers.length - 1 - k) % step === 0);
      return {
        values: shown.map((power) => place(2 ** power)),
        texts: shown.map((power) => (power === 0 ? '1' : `2^${power}`)),
      };
    }
    const numbers = evenNumbers(window, format, most);
    return { values: numbers.map(place), texts: shortTexts(numbers) };
  }
  const numbers = roundNumbers(window, most);
  return { values: numbers.map(place), texts: shortTexts(numbers) };
}

function roundNumbers({ from, to }: CurveWindow, most: number): number[] {
  const digits = Math.log10(Math.max(Math.abs(from), Math.abs(to)) / (to - from));
  const step = niceStep(to - from, digits > 4 ? Math.min(most, 4) : most);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  const decimals = Math.min(100, Math.max(0, Math.ceil(-Math.log10(step)) + 1));
  return Array.from({ length: Math.max(0, Math.min(50, last - first + 1)) }, (_, i) =>
    // Without the rounding errors of the product.
    Number(((first + i) * step).toFixed(decimals)),
  );
}

/** Numbers at equal distances by ordinal. */
function evenNumbers({ from, to }: CurveWindow, format: FiniteFormat, most: number): number[] {
  const [first, last] = [ordinalOf(from, format), ordinalOf(to, format)];
  const count = Number(last - first) + 1;
  const ticks = Math.min(count, count > 1000 ? most : Math.min(most, 4));
  return Array.from({ length: ticks }, (_, k) => {
    const offset = ticks === 1 ? 0 : Math.round((k * (count - 1)) / (ticks - 1));
    return fromOrdinal(first + BigInt(offset), format);
  });
}

/** The exponents of those in a window of positive numbers, from the smallest normal one on. */
function powersOfTwo({ from, to }: CurveWindow, minExponent: number): number[] {
  if (from < 0) return [];
  const powers: number[] = [];
  for (let e = minExponent; 2 ** e <= to; e++) if (2 ** e >= from) powers.push(e);
  return powers;
}

/** As few digits as tell the numbers apart, at least four where they have as many. */
function shortTexts(numbers: readonly number[]): string[] {
  for (let digits = 4; digits < 17; digits++) {
    const texts = numbers.map((x) => numberText(x, digits));
    const exactEnough = numbers.every((x, k) => {
      const gap = Math.abs((numbers[k + 1] ?? numbers[k - 1] ?? 2 * x) - x);
      return Math.abs(Number(texts[k]) - x) <= 0.02 * gap;
    });
    if (exactEnough && new Set(texts).size === numbers.length) return texts;
  }
  return numbers.map((x) => numberText(x, 17));
}

function numberText(x: number, digits: number): string {
  const rounded = Number(x.toPrecision(digits));
  const magnitude = Math.abs(rounded);
  if (magnitude === 0 || (magnitude >= 1e-4 && magnitude < 1e7)) return String(rounded);
  return rounded.toExponential().replace('e+', 'e');
}
