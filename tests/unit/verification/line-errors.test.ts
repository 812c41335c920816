import { describe, expect, it } from 'vitest';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget, type TargetText } from '../../../src/targets/parse';
import { createLineErrors } from '../../../src/verification/line-errors';

function errorsOf(target: TargetText, text: string) {
  const parsed = parseTarget(target);
  return createLineErrors(parsed)(parseProgram(text, parsed.format));
}

describe('what each line contributes', () => {
  const f32: TargetText = { target: 'exp2', interval: '[0,1)', format: 'f32', norm: 'ulp' };

  it('tells where each line lies', () => {
    const { lines } = errorsOf(f32, 'a = x - 1\nb = a * a\ny = b + 2');
    expect(lines.map(({ least, greatest }) => [least, greatest])).toEqual([
      [-1, -(2 ** -24)],
      [2 ** -48, 1],
      [2, 3],
    ]);
  });

  it('an exact line rounds nothing, the last line half an ulp at most', () => {
    const normal: TargetText = { ...f32, interval: '[0.25,1)' };
    const { lines, approximation, total } = errorsOf(normal, 'a = x * 0.5\ny = a + 1');
    expect(lines[0]?.rounding).toBe(0);
    expect(lines[1]?.rounding).toBeGreaterThan(0.4);
    expect(lines[1]?.rounding).toBeLessThanOrEqual(0.5);
    const sum = lines.reduce((all, { rounding }) => all + (rounding ?? NaN), approximation);
    expect(total).toBeLessThanOrEqual(sum * (1 + 1e-9));
  });

  it('shows the line whose rounding a cancellation blows up', () => {
    const { lines } = errorsOf(f32, 'a = x * 0.3\nb = a + 1024\nc = b - 1024\ny = c + 1');
    const [first, second, third, last] = lines.map(({ rounding }) => rounding ?? NaN);
    expect(second).toBeGreaterThan(100);
    for (const other of [first, third, last]) expect(other).toBeLessThan(2);
  });

  it('for real tells how relative changes of a line grow, and that a dead line matters to nothing', () => {
    const { lines, approximation, total } = errorsOf(
      { target: 'exp2', interval: '[0.5,1]' },
      'a = x * x\nb = a * a\nc = x + 3\ny = b',
    );
    expect(lines[0]?.amplification).toBeCloseTo(2, 6);
    expect(lines[1]?.amplification).toBeCloseTo(1, 6);
    expect(lines.map(({ rounding }) => rounding)).toEqual(lines.map(() => null));
    expect(total).toBe(approximation);
  });

  it('goes through poles at open ends', () => {
    const { lines } = errorsOf({ target: 'exp2', interval: '(0,1]' }, 'a = 3 / x\ny = a / a');
    expect(lines.every(({ least }) => Number.isFinite(least))).toBe(true);
  });
});
