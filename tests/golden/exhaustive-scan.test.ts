/** Exhaustive errors against those that long double arithmetic gave: see `about` in exhaustive_f32.json. */

import { describe, expect, it } from 'vitest';
import { createScan } from '../../src/evaluation/scan';
import { binary32Bits } from '../../src/numerics/bits';
import { ordinalRange } from '../../src/numerics/ordinals';
import { parseProgram } from '../../src/program/parse';
import { parseInterval } from '../../src/targets/interval';
import golden from './exhaustive_f32.json';

/** The others take seconds to minutes. */
const MOST_NUMBERS = 1e7;

describe('the scan of every number', () => {
  it.each(golden.rows.filter(({ count }) => count < MOST_NUMBERS))(
    'of $interval gives the $maxUlp ulp of $target at $argmaxBits',
    ({ program, target, interval, count, maxUlp, argmaxBits, misrounded }) => {
      const { first, last } = ordinalRange(parseInterval(interval), 'f32');
      const scan = createScan(parseProgram(program, 'f32'), {
        function: { kind: 'catalogue', id: target },
        norm: 'ulp',
        format: 'f32',
      });
      const result = scan.scan(Number(first), Number(last));
      expect(result.count).toBe(count);
      expect(result.maxError.toFixed(9)).toBe(maxUlp);
      expect(`0x${binary32Bits(result.argmax).toString(16)}`).toBe(argmaxBits);
      expect(result.misrounded).toBe(misrounded);
      expect(result.decidedByOracle).toEqual([]);
    },
  );
});
