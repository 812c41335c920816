/** What compilers do with exported C and GLSL where the languages leave them free: the notes must be right. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exportProgram } from '../../src/codegen/export-program';
import type { LanguageId } from '../../src/codegen/language';
import { ExportError } from '../../src/codegen/language';
import { binary32Bits } from '../../src/numerics/bits';
import { parseFPCore } from '../../src/program/fpcore';
import { parseProgram } from '../../src/program/parse';
import { printProgram } from '../../src/program/print';
import type { Program } from '../../src/program/program';
import { parseTarget } from '../../src/targets/parse';
import { evaluateJulia } from '../support/evaluate-julia';
import { emitted, exportedCases } from '../support/exported-programs';
import type { Case } from '../support/exported-programs';
import { measuredError } from '../support/measured-error';
import { execute, inFolder } from '../support/native-programs';

const ARM = process.arch === 'arm64';
/** Lets the compiler use fused instructions; they are only looked at, so the processor need not have them. */
const FUSED = ARM ? [] : ['-mfma'];
const FUSED_INSTRUCTION = ARM ? /\bfn?m(?:add|sub|la|ls)\b/ : /\bvfn?m(?:add|sub)[0-9]+[sp][sd]\b/;

/** Whether a compiler makes fused instructions of a snippet. */
function fuses(compiler: 'gcc' | 'clang', code: string, flags: readonly string[]): boolean {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'code.c'), code);
    execute(compiler, [...FUSED, '-O2', ...flags, '-S', 'code.c', '-o', 'code.s'], folder);
    return FUSED_INSTRUCTION.test(readFileSync(join(folder, 'code.s'), 'utf8'));
  });
}

const horner: Case = {
  name: 'horner',
  program: parseProgram('y = ((x * 0.2 + 0.5) * x + 1.5) * x - 0.1', 'f32'),
};

test('the note on contraction in C is right', () => {
  const code = emitted(horner, 'f32', 'c');
  const text = code.replace(/\n \* /g, ' ');
  expect(text).toContain('GCC ignores it and fuses outside its ISO modes where the processor can');
  expect(text).toContain('compile with -std=c99 or -ffp-contract=off');
  expect(fuses('gcc', code, [])).toBe(true);
  expect(fuses('gcc', code, ['-std=c99'])).toBe(false);
  expect(fuses('gcc', code, ['-ffp-contract=off'])).toBe(false);
  expect(fuses('clang', code, [])).toBe(false);
  expect(fuses('clang', code, ['-std=c99'])).toBe(false);
  expect(fuses('clang', code, ['-ffp-contract=off'])).toBe(false);
  // Without the pragma, what it prevents.
  expect(fuses('clang', code.replace(/^#pragma .*\n/m, ''), ['-ffp-contract=on'])).toBe(true);
});

test('fma is one instruction where the program says so', () => {
  const code = emitted({ name: 'fused', program: parseProgram('y = fma(x, x, 0.5)', 'f64') }, 'f64', 'c');
  expect(fuses('gcc', code, ['-std=c99'])).toBe(true);
  expect(fuses('clang', code, [])).toBe(true);
});

/** A fragment shader with the functions and a call of each. */
function shader(version: string, cases: readonly Case[], codes: readonly string[], double: boolean): string {
  const es = version.endsWith('es');
  return [
    `#version ${version}`,
    ...(es ? ['precision highp float;'] : []),
    'layout(location = 0) in vec4 input_x;',
    'layout(location = 0) out vec4 output_y;',
    ...codes,
    'void main() {',
    '  output_y = vec4(0.0);',
    ...cases.flatMap(({ name }) =>
      double
        ? [`  output_y += vec4(${name}(dvec4(input_x)));`]
        : [`  output_y += ${name}(input_x);`, `  output_y.x += ${name}(input_x.y);`],
    ),
    '}',
    '',
  ].join('\n');
}

function glslOf(one: Case, format: 'f32' | 'f64'): string | undefined {
  try {
    return emitted(one, format, 'glsl');
  } catch (error) {
    if (error instanceof ExportError) return undefined;
    throw error;
  }
}

const usesFma = ({ instructions }: Program): boolean => instructions.some(({ opcode }) => opcode === 'fma');

function glslang(source: string, args: readonly string[]): string {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'shader.frag'), source);
    return execute('glslang', [...args, 'shader.frag'], folder);
  });
}

test.each([
  ['450', 'f32'],
  ['450', 'f64'],
  ['320 es', 'f32'],
  ['310 es', 'f32'],
] as const)('glslang accepts the programs in GLSL %s in %s', (version, format) => {
  const cases = exportedCases(format).filter(({ program }) => version !== '310 es' || !usesFma(program));
  const codes = cases.map((one) => glslOf(one, format));
  const kept = cases.filter((_, index) => codes[index] !== undefined);
  expect(kept.length).toBeGreaterThan(40);
  const source = shader(
    version,
    kept,
    codes.flatMap((code) => code ?? []),
    format === 'f64',
  );
  // It exits with an error otherwise, and execute throws.
  expect(glslang(source, [])).not.toContain('ERROR');
  expect(() => glslang(source.replace('vec4(0.0)', 'vec3(0.0)'), [])).toThrow();
});

test('precise keeps every operation from being contracted', () => {
  const { program } = horner;
  const text = glslang(shader('450', [horner], [emitted(horner, 'f32', 'glsl')], false), [
    '-V',
    '-H',
    '-o',
    '/dev/null',
  ]);
  const body = text.slice(text.indexOf('(horner'), text.indexOf('FunctionEnd', text.indexOf('(horner')));
  const operations = [...text.matchAll(/^\s*(\d+):.*\bF(?:Mul|Add|Sub)\b.*$/gm)].map(([, id]) => id);
  const kept = new Set([...text.matchAll(/Decorate (\d+)(?:\([^)]*\))? NoContraction/g)].map(([, id]) => id));
  expect(body).not.toBe('');
  expect(operations.filter((id) => kept.has(id))).toHaveLength(program.instructions.length);
});

test('glslang reads every constant as the number that it names', () => {
  const values = [
    0.1,
    1 / 3,
    25.552814883,
    1.17549435e-38,
    3.4028234663852886e38,
    16777217,
    0.7e-44,
    8.589973e9,
  ];
  const sum = values.map((value) => `fma(x, x, ${value})`).join(' + ');
  const one: Case = { name: 'constants', program: parseProgram(`y = ${sum}`, 'f32') };
  const text = glslang(shader('450', [one], [emitted(one, 'f32', 'glsl')], false), [
    '-V',
    '-H',
    '-o',
    '/dev/null',
  ]);
  const bits = new Set([...text.matchAll(/Constant (\d+)$/gm)].map(([, word]) => Number(word)));
  expect(values.map((value) => binary32Bits(value)).filter((word) => !bits.has(word))).toEqual([]);
});

describe('text from outside does nothing but stand in the documentation', () => {
  const evil =
    'https://e.example/*/ } x; /* """ + $(exit) ${x} #" \\ ]] ??/ \u2028\r\n*/ int evil(); // """ def evil(): pass \\';
  const program = parseProgram('y = x * 0.5 + 1', 'f32');
  const target = parseTarget({ target: 'exp2', interval: '(0,1]', format: 'f32', norm: 'ulp' });
  const codeOf = (language: LanguageId): string => {
    const error = measuredError({ text: `1 ${evil}` });
    return exportProgram({ program, target, error, permalink: evil, name: 'safe' }, language).code;
  };

  test.each([
    ['gcc', 'c', 'safe.c', ['-std=c99', '-fsyntax-only']],
    ['clang', 'c', 'safe.c', ['-fsyntax-only']],
    ['rustc', 'rust', 'safe.rs', ['--crate-type', 'lib', '-D', 'warnings', '--emit', 'metadata']],
  ] as const)('%s accepts the %s', (tool, language, file, args) => {
    inFolder((folder) => {
      writeFileSync(join(folder, file), codeOf(language));
      execute(tool, [...args, file], folder);
    });
  });

  test('Python finds two constants, one import and one function', () => {
    inFolder((folder) => {
      writeFileSync(join(folder, 'safe.py'), codeOf('python'));
      const script = 'import ast; print([type(s).__name__ for s in ast.parse(open("safe.py").read()).body])';
      const found = execute('python', ['-W', 'error', '-c', script], folder);
      expect(found.trim()).toBe("['Import', 'Assign', 'Assign', 'FunctionDef']");
    });
  });

  test('glslang, the reader of Julia and that of FPCore find the one function', () => {
    const one: Case = { name: 'safe', program };
    expect(glslang(shader('450', [one], [codeOf('glsl')], false), [])).not.toContain('ERROR');
    expect(evaluateJulia(codeOf('julia'))(1)).toBe(1.5);
    expect(printProgram(parseFPCore(codeOf('fpcore'), 'f32'))).toBe(printProgram(program));
  });
});
