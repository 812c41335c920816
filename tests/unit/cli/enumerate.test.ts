import { describe, expect, it } from 'vitest';
import { documentOf, runCli } from './run-cli';

const EXP2 = ['enumerate', '--target', 'exp2', '--interval', '(0,1]', '--format', 'real', '--workers', '1'];

interface EnumerationDocument {
  readonly front: readonly {
    readonly ops: number;
    readonly error: number;
    readonly errorKind: string;
    readonly enumerated: boolean;
    readonly meaning?: string;
  }[];
  readonly structures: Readonly<Record<string, number>>;
  readonly completeTo: number | null;
  readonly complete: boolean;
  readonly starts: number;
}

describe('enumerate', () => {
  it('prints the front and how many structures it rests on', async () => {
    const args = [...EXP2, '--max-ops', '3', '--starts', '8'];
    const { front, structures, complete, completeTo, starts } = await documentOf<EnumerationDocument>(args);
    expect({ structures, complete, completeTo, starts }).toEqual({
      structures: { 0: 2, 1: 5, 2: 16, 3: 149 },
      complete: true,
      completeTo: 3,
      starts: 8,
    });
    expect(front.map(({ ops }) => ops)).toEqual([0, 1, 2, 3]);
    expect(front.every(({ enumerated, errorKind }) => enumerated && errorKind === 'refined')).toBe(true);
    expect(front[3]!.error).toBeCloseTo(8.6724e-4, 8);
    expect(front[3]!.meaning).toContain('all 149 structures of 3 operations on + - * /');
  });

  it('takes other opcodes', async () => {
    const args = [...EXP2, '--max-ops', '2', '--starts', '2', '--ops', 'fma,sqrt'];
    const { complete, front } = await documentOf<EnumerationDocument>(args);
    expect(complete).toBe(true);
    expect(front.at(-1)!.error).toBeLessThan(2.982e-2);
  });

  it('says what is missing when the time is up', async () => {
    const args = [...EXP2, '--max-ops', '6', '--seconds', '3'];
    const { complete, completeTo, front } = await documentOf<EnumerationDocument>(args);
    expect(complete).toBe(false);
    const last = completeTo ?? -1;
    expect(last).toBeLessThan(6);
    expect(front.filter(({ enumerated }) => enumerated).every(({ ops }) => ops <= last)).toBe(true);
  });

  it.each([
    [['--max-ops', '7'], '--max-ops must be an integer from 0 to 6'],
    [['--starts', '0'], '--starts must be an integer from 1'],
    [['--ops', 'sin'], 'unknown opcode "sin"'],
    [['--seconds', '-1'], '--seconds must be a number above 0'],
    [['--seed', '1'], "unknown option '--seed'"],
  ])('refuses %j', async (flags, message) => {
    const { status, stderr, stdout } = await runCli([...EXP2, ...flags]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('refuses a finite format', async () => {
    const args = ['enumerate', '--target', 'exp2', '--format', 'f32', '--workers', '1'];
    const { status, stderr } = await runCli(args);
    expect(status).toBe(2);
    expect(stderr).toContain('for the format real');
  });
});
