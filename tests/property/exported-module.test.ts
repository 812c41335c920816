/** Modules as archives: what is in them, and their tests run as the README says. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toolCommand } from '../../scripts/compilers.mjs';
import type { ExportRequest, LanguageId } from '../../src/codegen/language';
import { LANGUAGES } from '../../src/codegen/languages';
import { readClaim } from '../../src/persistence/claim-document';
import { exportModule, zipModule } from '../../src/persistence/module-export';
import type { ModuleExport } from '../../src/persistence/module-export';
import { decodePermalink, encodePermalink } from '../../src/persistence/permalink';
import { parseProgram } from '../../src/program/parse';
import { parseTarget } from '../../src/targets/parse';
import { measuredError } from '../support/measured-error';
import { execute, inFolder } from '../support/native-programs';
import { plainClaim } from '../support/plain-claim';

const TEXT =
  'u = x + 25.552814883 / x; v = fma(u, 0.5, sqrt(x)); y = -17.714948165 / (v + -8.83778982) + 0.99999565924';

async function requestFor(format: string, name?: string) {
  const target = parseTarget({ target: 'exp2', interval: '(0,1]', format, norm: 'relative' });
  const error = measuredError();
  const program = parseProgram(TEXT, target.format);
  const claim = { target, program, errorText: error.text, errorKind: error.kind };
  const request: ExportRequest = {
    program,
    target,
    error,
    permalink: await encodePermalink(claim),
    ...(name === undefined ? {} : { name }),
  };
  return { request, claim };
}

async function moduleFor(language: LanguageId, format: string): Promise<ModuleExport> {
  const { request, claim } = await requestFor(format);
  return exportModule(request, claim, language);
}

function textOf({ files, name }: ModuleExport, file: string): string {
  return files.find((other) => other.name === `${name}/${file}`)?.text ?? '';
}

/** Unpacks by the listing, and runs the command of the README in the folder. */
function runTest(module: ModuleExport, change: (text: string) => string = (text) => text): void {
  const command = /^```\n(.*)\n```$/m.exec(textOf(module, 'README.md'))?.[1] ?? 'false';
  const tools = { cc: 'gcc', rustc: 'rustc', python3: 'python' } as const;
  const prepared = command.replace(/^(cc|rustc|python3)\b/, (word) =>
    toolCommand(tools[word as keyof typeof tools]),
  );
  inFolder((folder) => {
    for (const { name, text } of module.files) {
      mkdirSync(join(folder, dirname(name)), { recursive: true });
      writeFileSync(join(folder, name), /\.(csv|md|json|txt)$/.test(name) ? text : change(text));
    }
    execFileSync('sh', ['-c', prepared], { cwd: join(folder, module.name), stdio: 'pipe', timeout: 60_000 });
  });
}

// Julia is not there to be run, and Node 20 does not take TypeScript.
describe.each(['c', 'rust', 'python', 'js'] as const)('the test of a module in %s', (language) => {
  test.each(['real', 'f32'])('passes for %s', async (format) => {
    runTest(await moduleFor(language, format));
  });

  test('fails where the function is not the one that was tested', async () => {
    const module = await moduleFor(language, 'f32');
    // The constant 25.55..., in the spelling of the language.
    const spelt = {
      c: '0x1.98d854p+4',
      python: '0x1.98d854p+4',
      rust: '25.552814',
      js: '25.552814483642578',
    };
    expect(module.files[0]?.text).toContain(spelt[language]);
    const wrong = (text: string): string =>
      text.replace(spelt[language], language === 'python' ? '0x1.98p+4' : '25.5');
    expect(() => runTest(module, wrong)).toThrow();
  });
});

test('a module has the claim of its permalink, as JSON and to be read', async () => {
  const { request, claim } = await requestFor('real');
  const module = exportModule(request, claim, 'c');
  expect(module.files.map(({ name }) => name)).toEqual([
    'exp2_approx/exp2_approx.c',
    'exp2_approx/exp2_approx_test.c',
    'exp2_approx/test-points.csv',
    'exp2_approx/claim.json',
    'exp2_approx/claim.txt',
    'exp2_approx/README.md',
  ]);
  const read = readClaim(JSON.parse(textOf(module, 'claim.json')));
  expect(plainClaim(read)).toEqual(plainClaim(await decodePermalink(request.permalink ?? '')));
  const text = textOf(module, 'claim.txt');
  expect(text).toContain('Target: 2^x on (0,1], real, relative');
  expect(text).toContain('Error: 4.34075783532e-6 (relative, refined)');
  expect(text).toContain(`Permalink: ${request.permalink ?? ''}`);
  const program = /constants exact:\n([^]*?)\n\n/.exec(text)?.[1] ?? '';
  expect(parseProgram(program, 'real')).toEqual(parseProgram(TEXT, 'real'));
});

test.each(LANGUAGES.map(({ id }) => id))(
  'a module in %s has a README that names its files',
  async (language) => {
    const module = await moduleFor(language, 'f32');
    const readme = textOf(module, 'README.md');
    for (const { name } of module.files) {
      if (!name.endsWith('README.md')) expect(readme).toContain(`\`${name.slice(module.name.length + 1)}\``);
    }
  },
);

test('what unzips archives elsewhere finds the files as they are', async () => {
  const module = await moduleFor('julia', 'f32');
  const accented = {
    ...module,
    files: [...module.files, { name: 'é/ü.txt', text: 'ß\n' }, { name: 'empty', text: '' }],
  };
  inFolder((folder) => {
    writeFileSync(join(folder, 'module.zip'), zipModule(accented));
    const script = `import zipfile
archive = zipfile.ZipFile("module.zip")
assert archive.testzip() is None
archive.extractall("out")`;
    execute('python', ['-c', script], folder);
    for (const { name, text } of accented.files) {
      expect(readFileSync(join(folder, 'out', name), 'utf8')).toBe(text);
    }
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['empty', 'exp2_approx', 'é']);
  });
});
