import { describe, expect, it } from 'vitest';
import { searchTables } from '../../../src/oracle/tables';
import { createIslandHost } from '../../../src/run/island-host';
import { constantToNumber } from '../../../src/program/constant';
import { isNumberOf } from '../../../src/numerics/rounding';
import type { IslandImprovement } from '../../../src/protocol/island-host';
import { DEFAULT_SEARCH_CONFIG } from '../../../src/search/config';
import { parseTarget } from '../../../src/targets/parse';
import type { Target } from '../../../src/targets/target';
import { checkExhaustively } from '../../../src/verification/exhaustive';

const CONFIG = { ...DEFAULT_SEARCH_CONFIG, opcodes: ['add', 'mul', 'fma'] as const, maxOps: 4 };

/** What each of some islands finds, whoever else is on its worker. */
async function improvements(
  target: Target,
  islands: readonly number[],
  evaluations: number,
): Promise<Map<number, readonly IslandImprovement[]>> {
  const host = createIslandHost();
  const tables = searchTables(target);
  await host.configure({ target, config: CONFIG, tables, islands, gpu: 'off' });
  const found = new Map<number, readonly IslandImprovement[]>();
  for (const island of islands) found.set(island, (await host.advance(island, evaluations)).improvements);
  return found;
}

describe('an island in a finite format', () => {
  const bf16 = parseTarget({ target: 'exp2', interval: '[0,1]', format: 'bf16', norm: 'ulp' });

  it('states errors of bf16 that are those of all numbers, where roundings count', async () => {
    const found = await improvements(bf16, [0], 3000);
    const leaders = found.get(0)!.filter(({ error }) => error < 1.5);
    expect(leaders.length).toBeGreaterThan(0);
    for (const { program, error } of leaders) {
      expect(program.constants.every((c) => isNumberOf(constantToNumber(c), 'bf16'))).toBe(true);
      expect(checkExhaustively(bf16, program).value).toBeCloseTo(error, 5);
    }
  });

  it('finds the same whatever other islands its worker holds', async () => {
    const alone = await improvements(bf16, [1], 1024);
    const among = await improvements(bf16, [0, 1], 1024);
    expect(among.get(1)).toStrictEqual(alone.get(1));
  });
});
