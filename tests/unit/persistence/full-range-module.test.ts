import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { toolCommand } from '../../../scripts/compilers.mjs';
import type { FullRangeFunction } from '../../../src/codegen/full-range/full-range';
import type { LanguageId } from '../../../src/codegen/language';
import { readCertificate } from '../../../src/persistence/certificate-document';
import { readClaim } from '../../../src/persistence/claim-document';
import { claimOfKernel, exportFullRangeModule } from '../../../src/persistence/full-range-module';
import type { ModuleExport } from '../../../src/persistence/module-export';
import { BINARY64, goldenFunction, NARROW, WIDE } from '../../support/full-range';
import { measuredError } from '../../support/measured-error';
import { inFolder } from '../../support/native-programs';

const error = measuredError({ kind: 'exhaustive' });

function moduleFor(whole: FullRangeFunction, language: LanguageId): ModuleExport {
  const kernels = whole.choice.kernels.map((kernel) => ({
    claim: claimOfKernel({ ...kernel, error: measuredError() }, undefined),
  }));
  return exportFullRangeModule({ whole, request: { error }, language, kernels });
}

function textOf({ files, name }: ModuleExport, file: string): string {
  return files.find((other) => other.name === `${name}/${file}`)?.text ?? '';
}

/** Runs the command of the README in the folder of the files. */
function runTest(module: ModuleExport, change: (text: string) => string = (text) => text): void {
  const command = /^```\n(.*)\n```$/m.exec(textOf(module, 'README.md'))?.[1] ?? 'false';
  inFolder((folder) => {
    for (const { name, text } of module.files) {
      mkdirSync(join(folder, dirname(name)), { recursive: true });
      writeFileSync(join(folder, name), change(text));
    }
    const prepared = command.replace(/^cc\b/, toolCommand('gcc'));
    execFileSync('sh', ['-c', prepared], { cwd: join(folder, module.name), stdio: 'pipe', timeout: 60_000 });
  });
}

test.each([
  ['c', 'exp2', WIDE, true],
  ['c', 'erf', NARROW, true],
  ['c', 'sin', BINARY64, true],
  ['c', 'exp2', WIDE, false],
  ['js', 'exp2', WIDE, true],
  ['js', 'log2', NARROW, true],
  ['js', 'tanh', BINARY64, true],
] as const)(
  'the test of a module in %s for %s passes where it was unpacked',
  (language, id, variant, whole) => {
    runTest(moduleFor(goldenFunction(id, variant, whole), language));
  },
);

test('the test fails where the function is another one', () => {
  const module = moduleFor(goldenFunction('exp2', WIDE), 'c');
  expect(() => runTest(module, (text) => text.replace(/0x1\.([0-9a-f]+p)/, '0x1.5$1'))).toThrow();
});

test('a module has what was measured, and the claim of each kernel', () => {
  const module = moduleFor(goldenFunction('erf', WIDE), 'c');
  expect(module.files.map(({ name }) => name.slice(name.indexOf('/') + 1))).toEqual([
    'erff_approx.c',
    'erff_approx_test.c',
    'test-points.csv',
    'measured.json',
    'claim-1.json',
    'claim-2.json',
    'claim-3.json',
    'README.md',
  ]);
  expect(JSON.parse(textOf(module, 'measured.json'))).toMatchObject({
    function: 'erf',
    format: 'f32',
    arithmetic: 'f64',
    interval: ['-Infinity', 'Infinity'],
    error: { kind: 'exhaustive', norm: 'ulp', text: error.text },
  });
  const second = readClaim(JSON.parse(textOf(module, 'claim-2.json')));
  expect(second.target.function).toEqual({ kind: 'expression', text: 'exp(x^2)*erfc(x)' });
  const readme = textOf(module, 'README.md');
  for (const { name } of module.files) {
    if (!name.endsWith('README.md')) expect(readme).toContain(`\`${name.slice(module.name.length + 1)}\``);
  }
  expect(readme).toContain('exhaustive: over every number');
});

test('a certificate of a kernel travels with it', () => {
  const whole = goldenFunction('exp2', WIDE);
  const [{ target, program }] = whole.choice.kernels as readonly [(typeof whole.choice.kernels)[0]];
  const claim = claimOfKernel({ target, program, error: measuredError() }, undefined);
  const certificate = {
    method: 'taylor-models' as const,
    ...{ methodVersion: 1, target, program, lower: '8.9e-12', lowerAt: 0.5 },
    ...{ upper: '9e-12', pieces: 3, order: 12, bits: 120 },
  };
  const request = { whole, request: { error }, language: 'wgsl' as const };
  const narrow = { ...request, whole: goldenFunction('exp2', NARROW), kernels: [{ claim, certificate }] };
  const module = exportFullRangeModule(narrow);
  expect(readCertificate(textOf(module, 'certificate.json')).upper).toBe('9e-12');
  expect(textOf(module, 'README.md')).not.toContain('Run the test');
  expect(textOf(module, 'exp2f.wgsl')).toContain('fn exp2f(x: f32) -> f32');
});
