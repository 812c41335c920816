import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { documentOf, runCli } from './run-cli';

const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
const EXP2 = ['--target', 'exp2', '--interval', '(0,1]'] as const;
const PROGRAM =
  'u = x + 25.596749740144819 / x\ny = 17.746150088734609 / (u + -8.8505996518073289) + 0.99999366143081858';

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('evaluate --certify', () => {
  it('reports the bounds, writes the document, and the document can be checked', async () => {
    const path = join(folder, 'f5.json');
    const report = await documentOf<Record<string, unknown>>(
      ['evaluate', ...EXP2, '--program', '-', '--certify', '--document', path],
      PROGRAM,
    );
    expect(report).toMatchObject({
      ops: 5,
      errorKind: 'certified',
      method: 'taylor-models',
      withinOnePercent: true,
    });
    expect(report.error).toBe(report.upperBound);
    expect(report.upperBound).toBeGreaterThanOrEqual(report.lowerBound as number);
    expect(report.upperBound).toBeLessThan(6.34e-6);
    const checked = await documentOf<Record<string, unknown>>(['evaluate', '--certificate', path]);
    expect(checked).toMatchObject({ verdict: 'holds', errorKind: 'certified' });

    const false_ = readFileSync(path, 'utf8').replace(/6\.33[0-9]*e-6/g, '6.1e-6');
    const falsePath = join(folder, 'false.json');
    writeFileSync(falsePath, false_);
    expect(await documentOf(['evaluate', '--certificate', falsePath])).toMatchObject({
      verdict: 'does not hold',
    });
  });

  it('writes text for people', async () => {
    const path = join(folder, 'f5.txt');
    await documentOf(['evaluate', ...EXP2, '--program', '-', '--certify', '--document', path], PROGRAM);
    expect(readFileSync(path, 'utf8')).toContain('The relative error is at most 6.33');
  });

  it('refuses a pole with its place, exit status 2', async () => {
    const { status, stderr } = await runCli(
      ['evaluate', ...EXP2, '--program', '-', '--certify'],
      'y = x + 1 + 1e-30 / (x - 0.3)',
    );
    expect(status).toBe(2);
    expect(stderr).toContain('division by zero in instruction');
    expect(stderr).toMatch(/between x = 0\.3 and 0\.30000000000000004/);
  });

  it.each([
    [['--certify', '--exhaustive'], 'not both'],
    [['--document', 'x.json'], '--document is for errors that are proved'],
  ])('refuses the flags %j', async (flags, message) => {
    const { status, stderr } = await runCli(['evaluate', ...EXP2, '--program', '-', ...flags], 'y = x');
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('evaluate --exhaustive --document', () => {
  it('writes counts that can be checked', async () => {
    const path = join(folder, 'half.json');
    const target = ['--target', 'exp2', '--interval', '[0,1]', '--format', 'f16'] as const;
    await documentOf(
      ['evaluate', ...target, '--program', '-', '--exhaustive', '--document', path],
      'y = 1 + x * (0.66 + 0.34 * x)',
    );
    expect(await documentOf(['evaluate', '--certificate', path])).toMatchObject({
      verdict: 'holds',
      errorKind: 'exhaustive',
      points: 15361,
    });
    const text = readFileSync(path, 'utf8').replace(/"misrounded":[0-9]+/, '"misrounded":1');
    writeFileSync(path, text);
    expect(await documentOf(['evaluate', '--certificate', path])).toMatchObject({ verdict: 'does not hold' });
  });
});
