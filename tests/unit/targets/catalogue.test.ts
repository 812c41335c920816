import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../../src/numerics/format';
import { exactFromNumber } from '../../../src/numerics/number-text';
import { oracleText } from '../../../src/oracle/oracle';
import { CATALOGUE, findFunction } from '../../../src/targets/catalogue';
import { parseTarget } from '../../../src/targets/parse';

describe('the catalogue', () => {
  it('has the functions of the command line, each once', () => {
    const ids = CATALOGUE.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ['exp', 'exp2', 'log', 'log2', 'sin', 'cos', 'tanh', 'sqrt']) expect(ids).toContain(id);
    expect(findFunction('exp2')?.title).toBe('2^x');
    expect(findFunction('toString')).toBeUndefined();
  });

  it.each(CATALOGUE)('$id: its defaults are a target in every format', (entry) => {
    for (const format of FORMATS) expect(parseTarget({ target: entry.id, format }).format).toBe(format);
    expect(parseTarget({ target: entry.id }).norm).toBe(entry.defaultNorm);
    for (const text of [entry.title, entry.description, entry.use, entry.source]) expect(text).not.toBe('');
    expect(entry.poles === undefined).toBe(entry.poleIn === undefined);
  });

  it.each(CATALOGUE.filter(({ symmetry }) => symmetry !== 'none'))(
    '$id: is $symmetry',
    ({ id, symmetry }) => {
      const { upper } = parseTarget({ target: id }).interval;
      for (const part of [0.1, 0.37, 0.93]) {
        const fn = { kind: 'catalogue', id } as const;
        const right = oracleText(fn, upper * part, 30);
        expect(oracleText(fn, -upper * part, 30)).toBe(symmetry === 'odd' ? `-${right}` : right);
      }
    },
  );

  it.each(CATALOGUE)('$id: its rational values are those the oracle encloses', ({ id, exact }) => {
    const fn = { kind: 'catalogue', id } as const;
    for (const x of [-4, -2, -1, -0.5, 0, 0.25, 0.5, 1, 2, 3, 4, 100, 1024]) {
      const value = exact(exactFromNumber(x));
      if (value === undefined) continue;
      const number = (value.sign * Number(value.numerator)) / Number(value.denominator);
      expect(Number(oracleText(fn, x, 40))).toBe(number);
    }
  });
});
