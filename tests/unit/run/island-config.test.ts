import { describe, expect, it } from 'vitest';
import { islandConfig } from '../../../src/run/island-config';
import { DEFAULT_SEARCH_CONFIG } from '../../../src/search/config';
import { parseTarget } from '../../../src/targets/parse';

const SIN = { target: 'sin', interval: '[0,0.75]' };
const SIN_REAL = parseTarget({ ...SIN, format: 'real', norm: 'relative' });
const SIN_F32 = parseTarget({ ...SIN, format: 'f32', norm: 'ulp' });

function symmetries(target = SIN_F32, changes: Partial<typeof DEFAULT_SEARCH_CONFIG> = {}) {
  const config = { ...DEFAULT_SEARCH_CONFIG, islands: 4, ...changes };
  return [0, 1, 2, 3].map((number) => islandConfig(number, target, config).constraints?.symmetry);
}

describe('islands', () => {
  it('leave programs with the symmetry of the target to the last, in every format', () => {
    for (const target of [SIN_REAL, SIN_F32])
      expect(symmetries(target)).toEqual([undefined, undefined, undefined, 'odd']);
  });

  it('are alike where the target has no symmetry, or none is wanted, or none can be made', () => {
    const exp2 = parseTarget({ target: 'exp2', interval: '[0,1]', format: 'f32', norm: 'ulp' });
    for (const found of [
      symmetries(exp2),
      symmetries(SIN_F32, { ablated: ['parity'] }),
      symmetries(SIN_F32, { opcodes: ['add', 'div'] }),
      symmetries(SIN_F32, { islands: 2 }),
    ])
      expect(found).toEqual([undefined, undefined, undefined, undefined]);
  });
});
