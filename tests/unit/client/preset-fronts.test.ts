import { describe, expect, it } from 'vitest';
import { loadPresetFronts } from '../../../src/client/preset-fronts';
import document from '../../../src/client/shipped/preset-fronts.json';
import { operationCount } from '../../../src/program/canonicalize';
import { parseProgram } from '../../../src/program/parse';
import { claimHolds } from '../../../src/run/claim-check';
import { PRESETS } from '../../../src/store/presets';
import { parseCatalogueTarget } from '../../../src/targets/catalogue-target';
import { createMeasure } from '../../../src/verification/measure';

describe('the fronts that the presets show', () => {
  it('are there for every preset, each a front, with the command that gives it', async () => {
    const frontOf = await loadPresetFronts();
    for (const { id, target } of PRESETS) {
      const front = frontOf(target);
      expect(front?.command, id).toContain(`--target ${target.functionId} `);
      expect(front?.command, id).toContain(`--evaluations ${String(front?.evaluations)} `);
      front?.rows.slice(1).forEach((row, i) => {
        expect(row.ops).toBeGreaterThan(front.rows[i]?.ops ?? Infinity);
        expect(row.error).toBeLessThan(front.rows[i]?.error ?? 0);
      });
    }
  });

  it.each(document.fronts.map((front) => [front.command, front] as const))(
    'hold what they say of their middle row: %s',
    (_, { target: text, front }) => {
      const target = parseCatalogueTarget(text);
      const row = front[front.length >> 1];
      if (row === undefined) throw new Error('there is no row');
      const program = parseProgram(row.program, target.format);
      expect(operationCount(program)).toBe(row.ops);
      if (target.format === 'real') {
        expect(claimHolds({ errorText: row.errorText }, createMeasure(target)(program).error)).toBe(true);
      }
    },
  );
});
