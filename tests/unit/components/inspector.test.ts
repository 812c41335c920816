import { describe, expect, it } from 'vitest';
import { bitFields, decimalText, hexadecimalText } from '../../../src/components/inspector/constant-text';
import { formulaLines, type MathNode } from '../../../src/components/inspector/formula';
import { layoutGraph } from '../../../src/components/inspector/graph-layout';
import { expressionText, lineNames } from '../../../src/components/inspector/line-text';
import { roundedBound } from '../../../src/components/inspector/rounded-bound';
import { nextTab } from '../../../src/components/inspector/tabs';
import { marksOf } from '../../../src/components/inspector/trust-marks';
import { constantFromNumber, constantFromText } from '../../../src/program/constant';
import { parseProgram } from '../../../src/program/parse';
import { printProgram } from '../../../src/program/print';
import { INPUT } from '../../../src/program/program';
import { EXP2 } from '../../support/fronts';

const program = (text: string) => parseProgram(text, 'real');

describe('the lines of a program', () => {
  it('are named as the listing names them', () => {
    const shared = program('u = x + 2.5\nv = u * u\ny = v / x');
    const names = lineNames(shared);
    const lines = names.map((name, i) => `${name} = ${expressionText(shared, names, i)}`);
    expect(lines.join('\n')).toBe(printProgram(shared, { constants: 'decimal', format: 'f64' }));
  });
});

describe('the graph', () => {
  const shared = program('u = x + 2\nv = 3 / u\nw = u * v\ny = w - x');
  const { nodes, edges, width, height } = layoutGraph(shared);

  it('puts every instruction below what it uses, inside the picture', () => {
    expect(nodes.map(({ name }) => name).sort()).toEqual(['a', 'b', 'c', 'x', 'y']);
    const place = new Map(nodes.map((node) => [node.operand, node]));
    expect(place.get(INPUT)?.y).toBeLessThan(place.get(0)?.y ?? 0);
    for (const { from, to, points } of edges) {
      expect(place.get(from)?.y ?? NaN).toBeLessThan(place.get(to)?.y ?? NaN);
      expect(points[0]?.[0]).toBe(place.get(from)?.x);
      expect(points.at(-1)?.[0]).toBe(place.get(to)?.x);
    }
    for (const node of nodes) {
      expect(node.x - node.width / 2).toBeGreaterThanOrEqual(0);
      expect(node.x + node.width / 2).toBeLessThanOrEqual(width);
      expect(node.y + node.height / 2).toBeLessThanOrEqual(height);
    }
    expect(nodes.filter(({ isResult }) => isResult).map(({ name }) => name)).toEqual(['y']);
  });

  it('lets no two nodes of a layer touch', () => {
    for (const one of nodes) {
      for (const other of nodes) {
        if (one === other || one.y !== other.y) continue;
        expect(Math.abs(one.x - other.x)).toBeGreaterThan((one.width + other.width) / 2);
      }
    }
  });

  it('draws programs of one value and leaves dead code out', () => {
    expect(layoutGraph(program('y = x')).nodes).toMatchObject([{ name: 'x', isResult: true }]);
    expect(layoutGraph({ ...shared, result: 0 }).nodes).toHaveLength(2);
    expect(layoutGraph(program('y = 2 * 3')).nodes).toHaveLength(1);
  });
});

/** A formula as one line. */
function flat({ tag, text = '', children = [] }: MathNode): string {
  const [first = '', second = ''] = children.map(flat);
  if (tag === 'mfrac') return `{${first} / ${second}}`;
  if (tag === 'msup') return `${first}^${second}`;
  if (tag === 'msqrt') return `sqrt{${first}}`;
  return text + children.map(flat).join('');
}
const formula = (text: string) =>
  formulaLines(program(text)).map(({ name, value }) => `${flat(name)}=${flat(value)}`);

describe('the formula', () => {
  it('names what is shared and sets the rest as mathematics', () => {
    expect(formula('a = x + 2\ny = a * a + sqrt(a) / x')).toEqual(['u=x+2', 'y=u^2+{sqrt{u} / x}']);
  });

  it('puts constants first and their signs before what they begin', () => {
    expect(formula('y = x * -3 + 1')).toEqual(['y=−3⋅x+1']);
    expect(formula('y = 1 + x * -3')).toEqual(['y=1−3⋅x']);
    expect(formula('y = 1 + -2.5 / x')).toEqual(['y=1−{2.5 / x}']);
    expect(formula('y = x + -1e-20')).toEqual(['y=x−1⋅10^−20']);
  });

  it('keeps the order of operations', () => {
    expect(formula('y = (x + 1) * (x - 2)')).toEqual(['y=(x+1)⋅(x−2)']);
    expect(formula('y = x - (x - 1)')).toEqual(['y=x−(x−1)']);
    expect(formula('y = x * -2 * x')).toEqual(['y=−2⋅x⋅x']);
    expect(formula('y = fma(x, 2, -3)')).toEqual(['y=2⋅x−3']);
    expect(formula('y = -(x + 1)')).toEqual(['y=−(x+1)']);
  });
});

describe('constants', () => {
  it('are decimal, hexadecimal and bits', () => {
    const tenth = constantFromText('0.1', 'f32');
    expect(decimalText(tenth, 'f32')).toBe('0.1');
    expect(hexadecimalText(tenth)).toBe('0x1.99999ap-4');
    expect(bitFields(tenth, 'f32')).toEqual({
      sign: '0',
      exponent: '01111011',
      fraction: '10011001100110011001101',
    });
    expect(bitFields(constantFromNumber(-2), 'real')).toEqual({
      sign: '1',
      exponent: '10000000000',
      fraction: '0'.repeat(52),
    });
    expect(bitFields(constantFromNumber(-0), 'f16')).toEqual({
      sign: '1',
      exponent: '00000',
      fraction: '0000000000',
    });
    expect(bitFields(constantFromNumber(NaN), 'f32')).toBeNull();
    expect(bitFields(constantFromNumber(Infinity), 'bf16')?.exponent).toBe('11111111');
  });

  it('of real keep all their digits', () => {
    const text = '0.1234567890123456789012345';
    expect(decimalText(constantFromText(text, 'real'), 'real')).toContain('1234567890123456789012345');
  });
});

describe('bounds as text', () => {
  it.each([
    [2.6461e-16, 4, 'up', '2.647e-16'],
    [2.6469e-16, 4, 'down', '2.646e-16'],
    [149.6919, 4, 'up', '149.7'],
    [149.6919, 4, 'down', '149.6'],
    [0.5, 4, 'up', '0.5000'],
    [0.01234567, 4, 'up', '0.01235'],
    [9.9999, 2, 'up', '10'],
    [99.99, 3, 'up', '100'],
    [0, 4, 'up', '0'],
    [Infinity, 4, 'up', 'Infinity'],
  ] as const)('%f to %d digits, %s', (value, digits, side, text) => {
    const rounded = roundedBound(value, digits, side);
    expect(rounded).toBe(text);
    if (Number.isFinite(value)) {
      expect(side === 'up' ? Number(rounded) >= value : Number(rounded) <= value).toBe(true);
    }
  });
});

describe('tabs', () => {
  it('follow the arrow keys around', () => {
    expect(nextTab('ArrowRight', 2, 3)).toBe(0);
    expect(nextTab('ArrowLeft', 0, 3)).toBe(2);
    expect([nextTab('Home', 1, 3), nextTab('End', 1, 3), nextTab('Tab', 1, 3)]).toEqual([0, 2, null]);
  });
});

describe('trust marks', () => {
  it('say what was proved and what was not', () => {
    expect(marksOf(EXP2, {})).toEqual([]);
    expect(marksOf(EXP2, { refusal: { message: 'a pole' } })).toMatchObject([{ holds: false }]);
  });
});
