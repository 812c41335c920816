import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exportFullRange } from '../../../src/codegen/full-range/full-range';
import { compileFullRangeLaw } from '../../../src/codegen/full-range/law';
import { FULL_RANGE_FUNCTIONS } from '../../../src/codegen/full-range/templates';
import { ExportError } from '../../../src/codegen/language';
import { fromOrdinal32 } from '../../../src/numerics/ordinals';
import { goldenFunction, NARROW, WIDE } from '../../support/full-range';
import { measuredError } from '../../support/measured-error';
import { execute, inFolder } from '../../support/native-programs';

const request = { error: measuredError() };
const STRATA = 4096;
const POINTS = Float64Array.from([
  ...[NaN, Infinity, -Infinity, 0, -0, 1, -1],
  ...Array.from({ length: 2 * STRATA }, (_, i) => fromOrdinal32(Math.floor((i / STRATA - 1) * 0x7f800000))),
  ...Array.from({ length: STRATA }, (_, i) => Math.fround(40 * ((i * 0.6180339887498949) % 1) - 20)),
]);

test.each(FULL_RANGE_FUNCTIONS)('the steps for shaders give %s the values of the law', (id) => {
  const { law, shaderDataflow } = goldenFunction(id, NARROW);
  if (shaderDataflow === undefined) throw new Error('no steps for shaders');
  const [values, expected] = [new Float64Array(POINTS.length), new Float64Array(POINTS.length)];
  compileFullRangeLaw(shaderDataflow)(POINTS, values);
  law(POINTS, expected);
  expect(values.findIndex((value, i) => !Object.is(value, expected[i]))).toBe(-1);
});

describe.each([
  ['330', ''],
  ['450', ''],
  ['300 es', 'precision highp float;\nprecision highp int;'],
  ['320 es', 'precision highp float;\nprecision highp int;'],
])('in GLSL %s', (version, precision) => {
  test('glslang accepts all functions, fast ones too', () => {
    const codes = [true, false].flatMap((specialCases) =>
      FULL_RANGE_FUNCTIONS.map((id) =>
        exportFullRange(goldenFunction(id, NARROW, specialCases), 'glsl', request),
      ),
    );
    const calls = codes.map(({ functionName }) => `${functionName}(v.xy).x + ${functionName}(v.z)`);
    const source = `#version ${version}
${precision}
${codes.map(({ code }) => code).join('\n')}
in vec4 v;
out vec4 color;
void main() { color = vec4(${calls.join(' + ')}); }
`;
    const output = inFolder((folder) => {
      writeFileSync(join(folder, 'shader.frag'), source);
      return execute('glslang', ['shader.frag'], folder);
    });
    expect(output).not.toContain('ERROR');
  });
});

test('a shader tells special cases apart by integers alone', () => {
  const { code } = exportFullRange(goldenFunction('log2', NARROW), 'wgsl', request);
  const conditions = [...code.matchAll(/if \((.*?)\) \{/g)].map(([, condition]) => condition);
  expect(conditions).toEqual(['magnitude > 0x7f800000', 'key < 0', 'key == 0', 'key == 0x7f800000']);
  expect(code).toContain('return log2f_from_bits(0x7fc00000);');
  expect(code.replace(/\n\/\/ ?/g, ' ')).toContain('/ within 2.5 ulp');
  expect(code).toContain('fn log2f_vec3(v: vec3<f32>)');
});

test('what must not be merged is kept in WGSL, and precise in GLSL', () => {
  const sin = goldenFunction('sin', NARROW);
  expect(exportFullRange(sin, 'wgsl', request).code.match(/sinf_kept\(/g)?.length).toBeGreaterThan(3);
  expect(exportFullRange(sin, 'glsl', request).code).toContain('SINF_PRECISE float r = x - k * half_pi_1');
});

test('functions computed in binary64 are refused', () => {
  for (const language of ['wgsl', 'glsl'] as const) {
    expect(() => exportFullRange(goldenFunction('exp', WIDE), language, request)).toThrow(ExportError);
    expect(() => exportFullRange(goldenFunction('exp', WIDE), language, request)).toThrow('arithmetic f32');
  }
});
