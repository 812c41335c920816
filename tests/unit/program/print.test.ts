import { describe, expect, it } from 'vitest';
import type { Format } from '../../../src/numerics/format';
import { constantFromNumber } from '../../../src/program/constant';
import { parseProgram } from '../../../src/program/parse';
import { printProgram, valueName } from '../../../src/program/print';
import type { PrintStyle } from '../../../src/program/print';
import { shortestText } from '../../../src/program/shortest-text';

function reprint(text: string, format: Format, style?: PrintStyle): string {
  return printProgram(parseProgram(text, format), style);
}

describe('printProgram', () => {
  it('lists one instruction a line', () => {
    expect(reprint('u = x + 2.5 / x; y = -(u * u) - sqrt(fma(u, x, -0.1))', 'f32')).toBe(
      [
        'a = 0x1.4p+1 / x',
        'b = x + a',
        'c = b * b',
        'd = -c',
        'e = fma(b, x, -0x1.99999ap-4)',
        'f = sqrt(e)',
        'y = d - f',
      ].join('\n'),
    );
  });

  it('inlines what is used once, with the parentheses that its structure needs', () => {
    const inlined = (text: string): string =>
      reprint(text, 'f64', { layout: 'inlined', constants: 'decimal', format: 'f64' });
    for (const text of [
      'y = x + 2.5 / x',
      'y = (x + 1) * (x - 2) / (x / 3) - (x - (x - 4))',
      'y = -(x + 1) * -x - -2',
      'y = -(-x)',
      'y = neg(2)',
      'y = neg(-2) + x',
      'y = sqrt(x + 1) + fma(x * 2, -x, x - 1)',
      'a = x * x\ny = a + a * x',
      'y = x',
      'y = -2',
      'y = inf - x',
    ]) {
      expect(inlined(text)).toBe(text);
    }
    expect(inlined('a = x * 3; y = x + 1')).toBe('y = x + 1');
  });

  it('leaves dead code out of the inlined layout, however much of it there is', () => {
    const doubling = Array.from({ length: 200 }, (_, i) => `d${i + 1} = d${i} + d${i}`).join('\n');
    expect(reprint(`d0 = x + x\n${doubling}\ny = x * x`, 'f64', { layout: 'inlined' })).toBe('y = x * x');
  });

  it('cuts deep expressions into assignments', () => {
    const deep = `y = ${'sqrt('.repeat(100)}x${')'.repeat(100)}`;
    const lines = reprint(deep, 'f64', { layout: 'inlined' }).split('\n');
    expect(lines).toHaveLength(5);
    expect(parseProgram(lines.join('\n'), 'f64').instructions).toHaveLength(100);
  });

  it('writes constants in hexadecimal or as the shortest decimals of the format', () => {
    const text = 'y = 0.1 * x + 16777216';
    expect(reprint(text, 'f32')).toBe('a = 0x1.99999ap-4 * x\ny = a + 0x1p+24');
    expect(reprint(text, 'f32', { constants: 'decimal', format: 'f32', separator: '; ' })).toBe(
      'a = 0.1 * x; y = a + 16777216',
    );
    expect(reprint(text, 'bf16', { constants: 'decimal', format: 'bf16' })).toBe(
      'a = 0.1 * x\ny = a + 16800000',
    );
  });

  it('never lets a decimal of the real format stand for another number', () => {
    const program = { ...parseProgram('y = 3 * x', 'real'), constants: [constantFromNumber(0.1)] };
    expect(printProgram(program, { constants: 'decimal' })).toBe('y = 0x1.999999999999ap-4 * x');
    expect(reprint('y = 0.1 * x + 0.5', 'real', { constants: 'decimal', layout: 'inlined' })).toBe(
      'y = 0.1 * x + 0.5',
    );
  });

  it('names any number of values without meeting x, y or an opcode', () => {
    const names = Array.from({ length: 300 }, (_, i) => valueName(i));
    expect(new Set(names).size).toBe(300);
    expect(names).not.toContain('x');
    expect(names).not.toContain('y');
    expect(names.slice(22, 26)).toEqual(['w', 'z', 'a1', 'b1']);
  });

  it('writes the longest program so that it can be read', () => {
    const text = `y = ${'x + '.repeat(256)}x`;
    expect(parseProgram(reprint(text, 'f64'), 'f64')).toEqual(parseProgram(text, 'f64'));
    expect(parseProgram(reprint(text, 'f64', { layout: 'inlined' }), 'f64')).toEqual(
      parseProgram(text, 'f64'),
    );
  });
});

describe('shortestText', () => {
  it.each<[number, 'f64' | 'f32' | 'f16' | 'bf16', string]>([
    [0.1, 'f64', '0.1'],
    [Math.fround(0.1), 'f32', '0.1'],
    [2 ** -149, 'f32', '1e-45'],
    [2 ** -24, 'f16', '6e-8'],
    [65504, 'f16', '65500'],
    [-0, 'f32', '-0'],
    [-1.5, 'bf16', '-1.5'],
    [3.3895313892515355e38, 'bf16', '3.39e+38'],
  ])('%d in %s is %s', (x, format, text) => {
    expect(shortestText(x, format)).toBe(text);
  });
});
