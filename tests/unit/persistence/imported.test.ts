import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../src/persistence/canonical-json';
import { writeCertificate } from '../../../src/persistence/certificate-document';
import { claimOfRow, frontOfClaim, type FrontClaim } from '../../../src/persistence/claim';
import { claimDocument } from '../../../src/persistence/claim-document';
import { importForm, readImport } from '../../../src/persistence/imported';
import { MAX_IMPORT_LENGTH } from '../../../src/persistence/import-limits';
import { encodeFrontPermalink, encodePermalink } from '../../../src/persistence/permalink';
import { parseProgram } from '../../../src/program/parse';
import { printProgram } from '../../../src/program/print';
import { DEFAULT_SEARCH_CONFIG } from '../../../src/search/config';
import { parseTarget } from '../../../src/targets/parse';

const target = parseTarget({ target: 'exp2', interval: '(0,1]', format: 'real', norm: 'relative' });
const row = (text: string, errorText: string) => ({
  program: parseProgram(text, 'real'),
  errorText,
  errorKind: 'refined' as const,
});
const FRONT: FrontClaim = {
  target,
  rows: [
    row('y = 1 + x', '6.0e-2'),
    row('y = 1 + x * 0.7', '5.0e-2'),
    row('y = 1 + x * (0.7 + 0.3 * x)', '4.0e-2'),
  ],
  selected: 2,
  run: { config: DEFAULT_SEARCH_CONFIG, budget: { kind: 'evaluations', evaluations: 1000 } },
};

async function printedRun(): Promise<{ front: Record<string, unknown>[]; [member: string]: unknown }> {
  const front = await Promise.all(
    FRONT.rows.map(async ({ program }, i) => ({
      ops: i + 1,
      program: printProgram(program),
      permalink: await encodePermalink(claimOfRow(FRONT, i)),
    })),
  );
  return { front, evaluations: 1000, seed: 1 };
}

describe('what is told apart', () => {
  test.each([
    ['y = 1 + x', 'program text'],
    ['(FPCore (x) (+ 1 x))', 'FPCore'],
    ['[1, 0.7, 0.3]', 'coefficients'],
    ['{"front": []}', 'run'],
    [' {"bounds": {}, "certificate": 1}', 'certificate'],
    ['https://ulpforge.example/#v1.abc', 'permalink'],
    [' { "ulpforge": "run", "version": 1', 'kept run'],
    ['{"error":["1e-3","refined"],"program":{}}', 'claim'],
    ['{"arithmetic":"f64","error":{}}', 'measured'],
    ['CERTIFICATE OF MAXIMUM ERROR\n', 'certificate text'],
    ['PK\u0003\u0004', 'archive'],
    ['\u0000asm', 'binary'],
  ] as const)('%s: %s', (text, form) => {
    expect(importForm(text)).toBe(form);
  });
});

describe('readImport', () => {
  test('reads the claim of a module', async () => {
    const claim = claimOfRow(FRONT);
    const imported = await readImport(canonicalJson(claimDocument(claim)), 'real');
    expect(imported).toEqual({ kind: 'claims', source: 'claim', front: frontOfClaim(claim) });
    await expect(readImport('{"error":["1",\n"refined"', 'real')).rejects.toThrow('line 2, column 10');
  });

  test.each([
    ['{"ulpforge":"run"}', 'among the runs'],
    ['{"arithmetic":"f64"}', 'take the claims beside it'],
    ['CERTIFICATE OF MAXIMUM ERROR', 'saved as JSON'],
    ['PK\u0003\u0004', 'unpack it'],
    ['a\u0000', 'no text'],
  ])('says of %j what it is', async (text, message) => {
    await expect(readImport(text, 'real')).rejects.toThrow(message);
  });

  test.each(['y = 1 + 0.7 * x', '(FPCore (x) (+ 1 (* 0.7 x)))', '1, 0.7'])(
    'reads the program %s',
    async (text) => {
      const imported = await readImport(text, 'real');
      expect(imported.kind === 'program' && imported.program.instructions).toHaveLength(2);
    },
  );

  test('reads links of programs and of fronts', async () => {
    const link = await encodeFrontPermalink(FRONT);
    expect(await readImport(link, 'f32')).toEqual({ kind: 'claims', source: 'permalink', front: FRONT });
  });

  test('reads what search prints, and what permalink prints', async () => {
    const run = JSON.stringify(await printedRun(), null, 2);
    expect(await readImport(run, 'real')).toEqual({ kind: 'claims', source: 'run', front: FRONT });
    const printed = JSON.stringify({ permalink: await encodeFrontPermalink(FRONT), characters: 1 });
    expect(await readImport(printed, 'real')).toMatchObject({ front: FRONT });
  });

  test('reads a certificate as the claim of its bound', async () => {
    const { program } = claimOfRow(FRONT);
    const bounds = { lower: '3.9e-2', lowerAt: 0.5, upper: '4.0e-2' };
    const text = writeCertificate({
      ...{ method: 'taylor-models', methodVersion: 1, target, program, ...bounds },
      ...{ pieces: 4, order: 10, bits: 128 },
    });
    const front = frontOfClaim({ target, program, errorText: '4.0e-2', errorKind: 'certified' });
    expect(await readImport(text, 'real')).toEqual({ kind: 'claims', source: 'certificate', front });
  });

  test.each([
    ['y = 1 ++ x', /^line 1, column \d+: expected/],
    ['u = x\ny = u * (2', /^line 2, column/],
    ['(FPCore (x) (sin x))', /line 1, column 14: .*'sin'/],
    ['{"front": [\n  {"ops": }]}', /^line 2, column 11: the text is not JSON/],
    ['{"front": [', /^line 1, column \d+: the text is not JSON/],
    ['{"a": 1}', /no member 'front' or 'permalink'/],
    ['{"front": []}', /front has no program/],
    ['{"front": [1]}', /front\[0\] must be an object/],
    ['{"front": [{"ops": 1}]}', /front\[0\] lacks the member 'permalink'/],
    ['{"front": [{"permalink": "#v1.AAAA"}]}', /front\[0\]\.permalink: the link is damaged/],
    [JSON.stringify({ front: Array(65).fill({}) }), /front has 65 entries, more than 64/],
    ['{"certificate": 1}', /the certificate lacks the member 'bounds'/],
    ['', /./],
    ['\u0000\u0001', /this is no text/],
  ])('%.40s is refused', async (text, message) => {
    await expect(readImport(text, 'real')).rejects.toThrow(message);
  });

  test('a listing that is not the link’s program is not passed over', async () => {
    const run = await printedRun();
    run.front[1] = { ...run.front[1], program: 'y = x * x' };
    await expect(readImport(JSON.stringify(run), 'real')).rejects.toThrow(
      'front[1].program is another program than that of the permalink',
    );
  });

  test('rows of another target are not put together', async () => {
    const run = await printedRun();
    const other = { ...claimOfRow(FRONT, 0), target: { ...target, norm: 'absolute' as const } };
    run.front[2] = { permalink: await encodePermalink(other) };
    await expect(readImport(JSON.stringify(run), 'real')).rejects.toThrow(
      'front[2].permalink is for another target',
    );
  });

  test('too long a text is refused before it is read', async () => {
    await expect(readImport('x'.repeat(MAX_IMPORT_LENGTH + 1), 'real')).rejects.toThrow(/at most 2097152/);
  });
});
