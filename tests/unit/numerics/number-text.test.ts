import { describe, expect, it } from 'vitest';
import {
  NumberSyntaxError,
  exactFromNumber,
  exactToFormat,
  exactToSignificant,
  formatHexFloat,
  formatSignificant,
  parseNumber,
} from '../../../src/numerics/number-text';

const toBinary64 = (text: string): number => exactToFormat(parseNumber(text), 'f64');

describe('parseNumber', () => {
  it('reads decimal text exactly', () => {
    expect(parseNumber('-1.25e-3')).toEqual({ sign: -1, numerator: 125n, denominator: 100000n });
    expect(parseNumber('.5')).toEqual({ sign: 1, numerator: 5n, denominator: 10n });
    expect(parseNumber('3.')).toEqual({ sign: 1, numerator: 3n, denominator: 1n });
    expect(parseNumber('+12E+2')).toEqual({ sign: 1, numerator: 1200n, denominator: 1n });
    expect(parseNumber('1.5e1')).toEqual({ sign: 1, numerator: 15n, denominator: 1n });
    expect(parseNumber(' 007 ')).toEqual({ sign: 1, numerator: 7n, denominator: 1n });
  });

  it('reads C hexadecimal floats exactly', () => {
    expect(parseNumber('0x1.8p-3')).toEqual({ sign: 1, numerator: 24n, denominator: 128n });
    expect(parseNumber('-0x1p+4')).toEqual({ sign: -1, numerator: 16n, denominator: 1n });
    expect(parseNumber('0X.ABP4')).toEqual({ sign: 1, numerator: 171n, denominator: 16n });
    expect(parseNumber('0x1e5p0')).toEqual({ sign: 1, numerator: 0x1e5n, denominator: 1n });
    expect(toBinary64('0x1.fffffffffffffp+1023')).toBe(Number.MAX_VALUE);
    expect(toBinary64('0x0.0000000000001p-1022')).toBe(5e-324);
  });

  it('keeps the sign of zero', () => {
    for (const text of ['-0', '-0.0', '-0e5', '-0x0p+0', '-.0']) expect(toBinary64(text)).toBe(-0);
    for (const text of ['0', '+0', '0x0p0']) expect(toBinary64(text)).toBe(0);
    expect(parseNumber('-0').sign).toBe(-1);
  });

  it.each([
    ...[
      '',
      ' ',
      '.',
      '-',
      '+.',
      'e5',
      '.e5',
      '1e',
      '1e+',
      '1.2.3',
      '1,5',
      '--1',
      '+-1',
      '1 2',
      '1_000',
      '1n',
    ],
    ...[
      '0x',
      '0x.p1',
      '0xp1',
      '0x1.8p',
      '0x1.8p-',
      '0xgp1',
      '0b1',
      '0x1p1.5',
      'inf',
      'Infinity',
      'nan',
      '١',
      '1e٣',
    ],
    ...['1e5\n2', '1/3', 'x', '−1', '0x1p0x1'],
  ])('refuses %j', (text) => {
    expect(() => parseNumber(text)).toThrow(NumberSyntaxError);
    expect(() => parseNumber(text)).toThrow('not a number');
  });

  it('refuses a hexadecimal number without a binary exponent', () => {
    expect(() => parseNumber('0x3ff0000000000000')).toThrow('needs a binary exponent');
    expect(() => parseNumber('0x1.8')).toThrow('needs a binary exponent');
  });

  it('bounds length and exponent before computing anything', () => {
    expect(toBinary64(`0.${'3'.repeat(1198)}`)).toBe(1 / 3);
    expect(() => parseNumber('1'.repeat(1201))).toThrow('this one has 1201');
    for (const text of ['1e20001', '1e-20001', '0e99999999999', '1e999999999999999999999', '0x1p-9999999']) {
      expect(() => parseNumber(text)).toThrow('the exponent lies outside -20000 to 20000');
    }
    expect(toBinary64('1e20000')).toBe(Infinity);
    expect(toBinary64('-1e20000')).toBe(-Infinity);
    expect(toBinary64('-1e-20000')).toBe(-0);
    expect(toBinary64(`0.${'0'.repeat(1000)}1e1001`)).toBe(1);
    expect(toBinary64(`1e+${'0'.repeat(500)}2`)).toBe(100);
    expect(() => parseNumber(`x${'y'.repeat(1000)}`)).toThrow(/^.{1,80}$/);
  });
});

describe('exactToFormat', () => {
  it('rounds decimal text once, where Math.fround of binary64 would round twice', () => {
    const text = '1.00000005960464477539062500000001';
    expect(Math.fround(Number(text))).toBe(1);
    expect(exactToFormat(parseNumber(text), 'f32')).toBe(1 + 2 ** -23);
    expect(exactToFormat(parseNumber('65519.999999999999999999999'), 'f16')).toBe(65504);
    expect(exactToFormat(parseNumber('65520'), 'f16')).toBe(Infinity);
  });

  it('reads the hard cases of strtod', () => {
    for (const text of [
      '2.2250738585072011e-308',
      '2.2250738585072012e-308',
      '1.7976931348623158e308',
      '1.7976931348623159e308',
      '4.9406564584124654e-324',
      '2.4703282292062327e-324',
      '2.4703282292062328e-324',
      '9007199254740993',
      '9007199254740992.999999999999999999999',
      '0.500000000000000166533453693773481063544750213623046875',
      '3.518437208883201171875e13',
      '62.5364939768271845828',
    ]) {
      expect(toBinary64(text)).toBe(Number(text));
    }
  });
});

describe('exactFromNumber', () => {
  it('is exact', () => {
    expect(exactFromNumber(-0.75)).toEqual({ sign: -1, numerator: 3n << 51n, denominator: 1n << 53n });
    expect(exactFromNumber(-0)).toEqual({ sign: -1, numerator: 0n, denominator: 1n << 1074n });
    expect(exactFromNumber(2 ** 60).numerator).toBe(1n << 60n);
    expect(() => exactFromNumber(Infinity)).toThrow(RangeError);
  });
});

describe('formatHexFloat', () => {
  it.each([
    [3, '0x1.8p+1'],
    [1, '0x1p+0'],
    [-0, '-0x0p+0'],
    [0, '0x0p+0'],
    [0.1, '0x1.999999999999ap-4'],
    [Math.fround(0.1), '0x1.99999ap-4'],
    [-Number.MAX_VALUE, '-0x1.fffffffffffffp+1023'],
    [2 ** -1022, '0x1p-1022'],
    [2 ** -1022 - 5e-324, '0x1.ffffffffffffep-1023'],
    [5e-324, '0x1p-1074'],
    [-1.5e-323, '-0x1.8p-1073'],
    [2 ** -149, '0x1p-149'],
    [Infinity, 'inf'],
    [-Infinity, '-inf'],
    [NaN, 'nan'],
  ])('prints %d as %s', (x, text) => {
    expect(formatHexFloat(x)).toBe(text);
    if (Number.isFinite(x)) expect(toBinary64(text)).toBe(x);
  });
});

describe('decimal printing', () => {
  it('prints binary64 numbers to a number of digits', () => {
    expect(formatSignificant(4.3407e-6, 4)).toBe('4.341e-6');
    expect(formatSignificant(1000, 2)).toBe('1.0e+3');
    expect(formatSignificant(9.99, 2)).toBe('1.0e+1');
    expect(formatSignificant(-0, 3)).toBe('-0.00e+0');
    expect(formatSignificant(-2.5, 2)).toBe('-2.5e+0');
    expect(formatSignificant(0.1, 20)).toBe('1.0000000000000000555e-1');
    expect([NaN, Infinity, -Infinity].map((x) => formatSignificant(x, 3))).toEqual([
      'NaN',
      'Infinity',
      '-Infinity',
    ]);
    expect(() => formatSignificant(1, 0)).toThrow(RangeError);
  });

  it('prints exact numbers to a number of digits', () => {
    const print = (text: string, digits: number): string => exactToSignificant(parseNumber(text), digits);
    expect(print('9.995', 3)).toBe('1.00e+1');
    expect(print('9.985', 3)).toBe('9.98e+0');
    expect(print('0.00012345678', 4)).toBe('1.235e-4');
    expect(print('-1e-20000', 3)).toBe('-1.00e-20000');
    expect(print('99999e19999', 3)).toBe('1.00e+20004');
    expect(print('-0', 3)).toBe('-0.00e+0');
    expect(print('7', 1)).toBe('7e+0');
    expect(print('0x1p-20', 40)).toBe('9.536743164062500000000000000000000000000e-7');
    expect(exactToSignificant({ sign: 1, numerator: 1n, denominator: 3n }, 50)).toBe(
      `3.${'3'.repeat(49)}e-1`,
    );
    for (const digits of [0, 2001, 1.5]) expect(() => print('1', digits)).toThrow(RangeError);
  });

  it('finds the decimal exponent next to every power of ten', () => {
    for (let k = -330; k <= 330; k += 1) {
      expect(exactToSignificant(parseNumber(`1e${k}`), 2)).toBe(`1.0e${k < 0 ? '' : '+'}${k}`);
      expect(exactToSignificant(parseNumber(`0.994999e${k}`), 2)).toBe(`9.9e${k < 1 ? '' : '+'}${k - 1}`);
    }
  });
});
