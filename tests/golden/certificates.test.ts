/** Certificates of the best known and the published programs for 2^x on (0,1]. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseProgram } from '../../src/program/parse';
import { parseTarget } from '../../src/targets/parse';
import { certifyAtOnce } from '../../src/verification/certificate/certify';
import { createMeasure } from '../../src/verification/measure';

interface FrontierRow {
  readonly name?: string;
  readonly ops: number;
  readonly program: string;
}
const frontier = JSON.parse(readFileSync(new URL('exp2_frontier.json', import.meta.url), 'utf8')) as {
  bestKnown: readonly FrontierRow[];
  published: readonly FrontierRow[];
};

const target = parseTarget({ target: 'exp2', interval: '(0,1]', norm: 'relative' });
const measure = createMeasure(target);

describe('certificates for 2^x on (0,1], relative', () => {
  it.each([...frontier.bestKnown, ...frontier.published])(
    '$ops operations: within a thousandth of the refined maximum',
    ({ program: text }) => {
      const program = parseProgram(text, 'real');
      const { error } = measure(program);
      const { lower, upper, isTight, reason } = certifyAtOnce(target, program, error);
      expect(lower).toEqual(error);
      expect(upper.value).toBeGreaterThanOrEqual(error.value);
      expect(Number(upper.text)).toBeGreaterThanOrEqual(upper.value);
      expect(upper.value).toBeLessThan(error.value * 1.001);
      expect(isTight).toBe(true);
      expect(reason).toBeUndefined();
    },
  );

  // The bound that arXiv 2312.08472 proves for its program of ten operations.
  it('f10 is below 5.4e-15 and near 3.5e-15', () => {
    const program = parseProgram(frontier.published.find(({ name }) => name === 'f10')!.program, 'real');
    const { upper } = certifyAtOnce(target, program, measure(program).error);
    expect(upper.value).toBeLessThan(3.53e-15);
  });
});
