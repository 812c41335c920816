/** WGSL and GLSL, as full-range functions are written in them. */

import { formatHexFloat } from '../../numerics/number-text';
import { shortestText } from '../../program/shortest-text';
import { preciseMacro } from '../glsl-precise';
import { GLSL_RESERVED } from '../glsl-words';
import { WGSL_RESERVED } from '../wgsl-words';
import type { ShaderLanguage } from './emit-shader';
import { STRENGTH, unwrapped } from './render';

const SIZES = [2, 3, 4] as const;

const componentsOf = (name: string, size: number): string =>
  ['x', 'y', 'z', 'w']
    .slice(0, size)
    .map((component) => `${name}(v.${component})`)
    .join(', ');

const SPECIAL_NOTES = [
  'Infinities, NaN, zeros and subnormal arguments are told apart by their encoding, and infinities and NaN are made ' +
    'from it; whether an implementation hands them in and out unchanged is up to it, and subnormal numbers may be ' +
    'replaced by 0 on their way. Where a finite result overflows only in its last multiplication, it is indeterminate.',
];

export const WGSL_SHADER: ShaderLanguage = {
  title: 'WGSL',
  reserved: WGSL_RESERVED,
  notes: [
    'WGSL promises + - * correctly rounded, in either direction, / within 2.5 ulp and sqrt as 1 / inverseSqrt within 2 ' +
      'ulp, and lets implementations fuse, reassociate and flush: the error stated above is that of IEEE 754 binary32, ' +
      'and every division may add to it.',
    ...SPECIAL_NOTES,
  ],
  types: { f32: 'f32', f64: 'f64', i32: 'i32', bool: 'bool' },
  hexadecimal: true,
  float: (value) =>
    Number.isInteger(value) && value < 2 ** 24 ? `${value}.0f` : `${formatHexFloat(value)}f`,
  toBits: 'bitcast<i32>',
  fromBits: 'bitcast<f32>',
  nearest: 'round',
  shift: (count) => `${count}u`,
  select: (condition, ifTrue, ifFalse) => ({
    text: `select(${unwrapped(ifFalse)}, ${unwrapped(ifTrue)}, ${unwrapped(condition)})`,
    strength: STRENGTH.atom,
  }),
  declare: (_, name, expression) => `let ${name} = ${expression};`,
  header: (name, input) => `fn ${name}(${input}: f32) -> f32 {`,
  preamble: () => [],
  fromBitsFunction: (name) => [
    '// A number by its encoding; a call is no constant expression, in which infinities and NaN would be errors.',
    `fn ${name}(bits: i32) -> f32 {`,
    '  return bitcast<f32>(bits);',
    '}',
    '',
  ],
  keptFunction: (name) => [
    '// value, by a way that compilers cannot see through: x is no NaN with these bits.',
    `fn ${name}(value: f32, x: f32) -> f32 {`,
    '  return bitcast<f32>(bitcast<u32>(value) ^ select(0u, 1u, bitcast<u32>(x) == 0xffffffffu));',
    '}',
    '',
  ],
  vectors: (name, claim) =>
    SIZES.flatMap((size) => [
      `fn ${claim(`${name}_vec${size}`)}(v: vec${size}<f32>) -> vec${size}<f32> {`,
      `  return vec${size}<f32>(${componentsOf(name, size)});`,
      '}',
      '',
    ]),
};

const GLSL_TYPES = { f32: 'float', f64: 'double', i32: 'int', bool: 'bool' } as const;

export const GLSL_SHADER: ShaderLanguage = {
  title: 'GLSL',
  reserved: GLSL_RESERVED,
  notes: [
    'Needs GLSL 3.30 or GLSL ES 3.00 (WebGL 2). precise forbids fusing and reassociating from GLSL 4.00 and GLSL ES 3.20 ' +
      'on; where it is missing, as in WebGL 2, compilers may do both, and the reduction of the argument may lose its ' +
      'accuracy.',
    'GLSL promises + - * correctly rounded, in no stated direction, and / within 2.5 ulp: the error stated above is that ' +
      'of IEEE 754 binary32, and every division may add to it.',
    ...SPECIAL_NOTES,
  ],
  types: GLSL_TYPES,
  hexadecimal: false,
  float: (value) => {
    const text = shortestText(value, 'f32');
    return /[.e]/.test(text) ? text : `${text}.0`;
  },
  toBits: 'floatBitsToInt',
  fromBits: 'intBitsToFloat',
  nearest: 'roundEven',
  shift: String,
  select: (condition, ifTrue, ifFalse) => ({
    text: `${condition} ? ${ifTrue} : ${ifFalse}`,
    strength: STRENGTH.select,
  }),
  declare: (type, name, expression) =>
    `${type === 'f32' ? 'PRECISE ' : ''}${GLSL_TYPES[type]} ${name} = ${expression};`,
  header: (name, input) => `float ${name}(float ${input}) {`,
  preamble: preciseMacro,
  fromBitsFunction: (name) => [`float ${name}(int bits) {`, '  return intBitsToFloat(bits);', '}', ''],
  vectors: (name) =>
    SIZES.map(
      (size) => `vec${size} ${name}(vec${size} v) { return vec${size}(${componentsOf(name, size)}); }`,
    ).concat(''),
};
