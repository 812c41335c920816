/** Exhaustive checks against counts made elsewhere, over every binary32 number with a 64-bit-mantissa exp2. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { binary32Bits } from '../../src/numerics/bits';
import { parseProgram } from '../../src/program/parse';
import { parseTarget } from '../../src/targets/parse';
import { checkExhaustively } from '../../src/verification/exhaustive';
import { ExhaustiveCheckError } from '../../src/verification/exhaustive-plan';

interface Row {
  readonly target: string;
  readonly interval: string;
  readonly program: string;
  readonly count: number;
  readonly maxUlp: string;
  readonly argmaxBits: string;
  readonly misrounded: number;
}

const { rows } = JSON.parse(readFileSync(new URL('./exhaustive_f32.json', import.meta.url), 'utf8')) as {
  readonly rows: readonly Row[];
};

/** Rows of more numbers are left to the command line: some 20 s each. */
const QUICK = 10_000_000;

function targetOf(text: Parameters<typeof parseTarget>[0]) {
  return parseTarget({ format: 'f32', norm: 'ulp', ...text });
}

describe('checkExhaustively', () => {
  it.each(rows.filter(({ count }) => count < QUICK).map((row) => [row.interval, row] as const))(
    'counts %s as the golden data do',
    (interval, row) => {
      const target = targetOf({ target: row.target, interval });
      const error = checkExhaustively(target, parseProgram(row.program, 'f32'));
      expect(error.kind).toBe('exhaustive');
      expect(error.points).toBe(row.count);
      expect(error.misrounded).toBe(row.misrounded);
      expect(error.value.toFixed(9)).toBe(row.maxUlp);
      expect(`0x${binary32Bits(error.argmax).toString(16)}`).toBe(row.argmaxBits);
    },
  );

  it.each([
    [{ target: 'exp2', interval: '[0,1]', format: 'real', norm: 'relative' }, 'real has too many numbers'],
    [{ target: 'exp2', interval: '[1,1.0000001]', format: 'f64' }, 'f64 has too many numbers'],
    [{ target: 'gamma', interval: '[1,8]' }, 'no fast reference for gamma: at most 16777216 numbers'],
    [{ expr: 'exp(x)', interval: '[1,8]' }, 'no fast reference for an expression'],
  ])('refuses %j', (text, reason) => {
    const program = parseProgram('y = x + 1', 'f32');
    expect(() => checkExhaustively(targetOf(text), program)).toThrow(ExhaustiveCheckError);
    expect(() => checkExhaustively(targetOf(text), program)).toThrow(reason);
  });

  it('can be ended', () => {
    const target = targetOf({ target: 'exp2', interval: '[0,1]' });
    expect(() => checkExhaustively(target, parseProgram('y = x + 1', 'f32'), () => false)).toThrow(
      'ended after',
    );
  });
});
