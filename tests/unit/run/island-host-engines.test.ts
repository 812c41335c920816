import { describe, expect, it } from 'vitest';
import type { SearchTables } from '../../../src/oracle/labels';
import { searchTables } from '../../../src/oracle/tables';
import type { CpuPreference, IslandReport } from '../../../src/protocol/island-host';
import { createIslandHost } from '../../../src/run/island-host';
import { createSign, raiseSign, type Sign } from '../../../src/run/right-of-way';
import { DEFAULT_SEARCH_CONFIG } from '../../../src/search/config';
import { parseTarget } from '../../../src/targets/parse';
import type { Target } from '../../../src/targets/target';
import { EXP2, exp2Tables } from '../../support/exp2-tables';

const EVALUATIONS = 2000;

async function runIsland(
  target: Target,
  tables: SearchTables,
  cpu: CpuPreference,
  sign?: Sign,
): Promise<IslandReport> {
  const host = createIslandHost();
  const config = { ...DEFAULT_SEARCH_CONFIG, maxOps: 8, seed: 5 };
  const report = await host.configure({
    target,
    config,
    tables,
    islands: [0],
    gpu: 'off',
    cpu,
    ...(sign === undefined ? {} : { sign }),
  });
  expect(report.cpu).toBe(cpu === 'typescript' ? 'typescript' : 'wasm-simd');
  return host.advance(0, EVALUATIONS);
}

describe('an island', () => {
  it('finds the same programs with the same errors on either engine', async () => {
    const [simd, plain] = await Promise.all([
      runIsland(EXP2, exp2Tables(), 'wasm'),
      runIsland(EXP2, exp2Tables(), 'typescript'),
    ]);
    expect(simd.improvements.length).toBeGreaterThan(3);
    expect(plain).toStrictEqual(simd);
  });

  it('finds the same whether or not it gives way', async () => {
    const sign = createSign()!;
    raiseSign(sign);
    const courteous = await runIsland(EXP2, exp2Tables(), 'wasm', sign);
    expect(courteous).toStrictEqual(await runIsland(EXP2, exp2Tables(), 'wasm'));
  });

  it('does so in binary32, where every operation rounds', async () => {
    const target = parseTarget({ target: 'exp2', interval: '[0,1]', format: 'f32', norm: 'ulp' });
    const tables = searchTables(target);
    const [simd, plain] = await Promise.all([
      runIsland(target, tables, 'auto'),
      runIsland(target, tables, 'typescript'),
    ]);
    expect(simd.improvements.length).toBeGreaterThan(3);
    expect(plain).toStrictEqual(simd);
  });
});
