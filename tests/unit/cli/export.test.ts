import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../src/codegen/languages';
import { documentOf, runCli } from './run-cli';

interface Exported {
  readonly language: string;
  readonly code: string;
  readonly arithmetic: string;
  readonly errorText: string;
  readonly errorAsEmitted?: { readonly errorText: string };
  readonly playground?: string;
  readonly zip?: { readonly file: string; readonly files: readonly string[] };
}

const TARGET = ['--target', 'exp2', '--interval', '(0,1]', '--program', '-'];
const F3 =
  'y = -8.222469986819788310500395692 / (x + -3.407083236107348416717032236) + -1.414213030554616230296432717';
const F3_CORE = `(FPCore (t) :precision real
  (let ([u (/ -8.222469986819788310500395692 (+ t -3.407083236107348416717032236))])
    (+ u -1.414213030554616230296432717)))`;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exports-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('export', () => {
  it('writes every language, with the link and the error', async () => {
    const documents = await Promise.all(
      LANGUAGES.map(({ id }) => documentOf<Exported>(['export', ...TARGET, '--to', id], F3)),
    );
    expect(documents.map(({ language }) => language)).toEqual(LANGUAGES.map(({ id }) => id));
    for (const { code, errorText } of documents) {
      expect(code).toContain('#v1.');
      expect(code).toContain(errorText);
      expect(code.replace(/\n\S* ?/g, ' ')).toContain('refined');
    }
    expect(documents.filter(({ playground }) => playground !== undefined)).toHaveLength(2);
  });

  it('computes in the arithmetic that is wished', async () => {
    const args = ['export', ...TARGET, '--to', 'c'];
    const inBinary64 = await documentOf<Exported>(args, F3);
    const inBinary32 = await documentOf<Exported>([...args, '--arithmetic', 'f32'], F3);
    expect([inBinary64.arithmetic, inBinary32.arithmetic]).toEqual(['f64', 'f32']);
    expect(inBinary32.code).toContain('float exp2_approx(float x)');
    expect(inBinary32.code).toContain(inBinary32.errorAsEmitted?.errorText);
    expect(inBinary32.errorText).toBe(inBinary64.errorText);
  });

  it('writes a module as an archive', async () => {
    const file = join(folder, 'module.zip');
    const args = ['export', ...TARGET, '--to', 'rust', '--name', 'two to the x', '--zip', file];
    const { zip } = await documentOf<Exported>(args, F3);
    expect(zip?.file).toBe(file);
    expect(zip?.files).toContain('two_to_the_x/two_to_the_x_test.rs');
    expect(readFileSync(file).subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
  });

  it.each([
    [['--to', 'c', '--arithmetic', 'f16'], 'C99 has no 16-bit types'],
    [['--to', 'c', '--arithmetic', 'f128'], 'available: f64, f32, f16, bf16'],
    [['--to', 'c', '--zip', '/there/is/no/such/folder/m.zip'], 'cannot write'],
  ])('%j is bad input', async (flags, message) => {
    const { status, stdout, stderr } = await runCli(['export', ...TARGET, ...flags], F3);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

describe('a program can be', () => {
  const evaluate = (text: string): Promise<Exported> => documentOf(['evaluate', ...TARGET], text);

  it('FPCore', async () => {
    expect((await evaluate(F3_CORE)).errorText).toBe((await evaluate(F3)).errorText);
  });

  it('the coefficients of a polynomial', async () => {
    const horner = 'y = (0.3431 * x + 0.6534) * x + 1.0005';
    expect(await evaluate('1.0005, 0.6534, 0.3431')).toEqual(await evaluate(horner));
  });

  it('what was exported as FPCore', async () => {
    const { code } = await documentOf<Exported>(['export', ...TARGET, '--to', 'fpcore'], F3);
    expect(await evaluate(code)).toEqual(await evaluate(F3));
  });

  it('nothing that FPCore cannot mean here', async () => {
    const { status, stderr } = await runCli(['evaluate', ...TARGET], '(FPCore (x) (exp x))');
    expect(status).toBe(2);
    expect(stderr).toContain("line 1, column 14: the operation 'exp' cannot be part of a program");
  });
});
