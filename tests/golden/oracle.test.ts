import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromBinary64Bits } from '../../src/numerics/bits';
import { exactFromNumber, parseNumber } from '../../src/numerics/number-text';
import { textFromExact } from '../../src/oracle/decimal-text';
import { oracleText } from '../../src/oracle/oracle';
import { CATALOGUE } from '../../src/targets/catalogue';

interface GoldenPoint {
  readonly x: string;
  readonly bits: string;
  readonly y: string;
}

/** mpmath 1.3.0 at 120 digits, rounded to 60; the call is told in the file. */
const golden = JSON.parse(readFileSync(new URL('oracle.json', import.meta.url), 'utf8')) as {
  functions: Record<string, { points: readonly GoldenPoint[] }>;
};

/**
 * One golden value is the truncated one: 1/sqrt(19.10803206825286) goes on with 5 and ten zeros after 60 digits, and
 * what lies above a tie is rounded up. The test below proves it without the oracle.
 */
const NEAR_TIE = {
  id: 'rsqrt',
  bits: '40331ba7fd5810b6',
  truncated: '2.28766284819025049922587662417534483145346361562243771176428e-1',
  nearest: '2.28766284819025049922587662417534483145346361562243771176429e-1',
};

function expected(id: string, { bits, y }: GoldenPoint): string {
  return id === NEAR_TIE.id && bits === NEAR_TIE.bits ? NEAR_TIE.nearest : y;
}

function oracle(id: string, { bits }: GoldenPoint, digits: number): string {
  return oracleText({ kind: 'catalogue', id }, fromBinary64Bits(BigInt(`0x${bits}`)), digits);
}

describe('the oracle against independent values', () => {
  it('has values to compare with for every function of the catalogue', () => {
    expect(CATALOGUE.filter(({ id }) => golden.functions[id] === undefined)).toEqual([]);
  });

  it.each(CATALOGUE.map(({ id }) => id))('%s: 60 digits at every point', (id) => {
    const points = golden.functions[id]?.points ?? [];
    expect(points.length).toBeGreaterThan(0);
    for (const point of points) {
      expect(fromBinary64Bits(BigInt(`0x${point.bits}`))).toBe(Number(point.x));
      expect(oracle(id, point, 60), `${id}(${point.x})`).toBe(expected(id, point));
    }
  });

  it.each(CATALOGUE.map(({ id }) => id))('%s: the same values at 30 digits', (id) => {
    for (const point of golden.functions[id]?.points ?? []) {
      expect(oracle(id, point, 30)).toBe(textFromExact(parseNumber(expected(id, point)), 30));
    }
  });

  it('1/sqrt(x) next to a tie: the nearest is above, because x t^2 < 1 for the tie t', () => {
    const x = exactFromNumber(fromBinary64Bits(BigInt(`0x${NEAR_TIE.bits}`)));
    const tie = parseNumber(NEAR_TIE.truncated.replace('e-1', '5e-1'));
    expect(x.numerator * tie.numerator ** 2n < x.denominator * tie.denominator ** 2n).toBe(true);
    const entry = golden.functions[NEAR_TIE.id]?.points.find(({ bits }) => bits === NEAR_TIE.bits);
    expect(entry?.y).toBe(NEAR_TIE.truncated);
  });
});
