/** Full-range functions in C99. */

import { shortestText } from '../../program/shortest-text';
import { formatHexFloat } from '../../numerics/number-text';
import { constantToNumber, roundConstants } from '../../program/constant';
import { C_RESERVED } from '../c-words';
import { blockComment } from '../comment';
import { decimalsOf } from '../decimals';
import { renderBody, type Statement } from '../expression';
import { NameScope, safeIdentifier } from '../identifier';
import { usesInput } from '../live';
import type { Dataflow, FloatType, KernelFunction, ValueType } from './dataflow';
import type { FullRangeEmission, FullRangeText } from './emission';
import { type Expression, renderDataflow, type RenderDialect, STRENGTH, unwrapped } from './render';

const TYPES: Readonly<Record<ValueType, string>> = {
  f32: 'float',
  f64: 'double',
  i32: 'int32_t',
  bool: 'int',
};

const NOTES = [
  'Compilers must not fuse a * b + c where the code does not: STDC FP_CONTRACT OFF tells them, but GCC ignores it and ' +
    'fuses outside its ISO modes where the processor can: compile with -std=c99 or -ffp-contract=off. Never use ' +
    '-ffast-math.',
  'FLT_EVAL_METHOD must be 0, as it is where SSE, AVX, NEON or RISC-V D compute, and >> must keep the sign of negative ' +
    'integers, as it does in all compilers in use.',
];

function floatText(value: number, type: FloatType): string {
  if (Number.isNaN(value)) return 'NAN';
  if (value === Infinity) return 'INFINITY';
  const suffix = type === 'f32' ? 'f' : '';
  return Number.isInteger(value) && value < 2 ** 24
    ? `${value}.0${suffix}`
    : `${formatHexFloat(value)}${suffix}`;
}

function literal(value: number, type: ValueType): Expression {
  const negative = value < 0 || Object.is(value, -0);
  if (type === 'i32' || type === 'bool') {
    const size = Math.abs(value);
    const text = size > 0xffff ? `0x${size.toString(16)}` : String(size);
    return negative ? { text: `-${text}`, strength: STRENGTH.prefix } : { text, strength: STRENGTH.atom };
  }
  return negative
    ? { text: `-${floatText(-value, type)}`, strength: STRENGTH.prefix }
    : { text: floatText(value, type), strength: STRENGTH.atom };
}

/** Helpers that reinterpret encodings, by name; those that are used are emitted. */
const HELPERS: Readonly<Record<string, string>> = {
  bits32: `static int32_t NAME(float x)
{
    int32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}
`,
  from_bits32: `static float NAME(int32_t bits)
{
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}
`,
  high_word: `static int32_t NAME(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return (int32_t)(uint32_t)(bits >> 32);
}
`,
  low_word: `static int32_t NAME(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return (int32_t)(uint32_t)bits;
}
`,
  from_words: `static double NAME(int32_t high, int32_t low)
{
    uint64_t bits = (uint64_t)(uint32_t)high << 32 | (uint32_t)low;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}
`,
};

export function emitFullRangeC(dataflow: Dataflow, text: FullRangeText): FullRangeEmission {
  const { format, kernels } = dataflow;
  const type = TYPES[format];
  const functionName = safeIdentifier(
    text.name ?? `${text.id}${format === 'f32' ? 'f' : ''}`,
    C_RESERVED,
    'approximation',
  );
  const outer = new NameScope([...C_RESERVED, functionName]);
  const arrayName = outer.claim(`${functionName}_array`);
  const kernelNames = kernels.map((_, k) =>
    outer.claim(`${functionName}_kernel${kernels.length > 1 ? k + 1 : ''}`),
  );
  const helperNames = new Map(
    Object.keys(HELPERS).map((name) => [name, outer.claim(`${functionName}_${name}`)]),
  );
  const used = new Set<string>();
  const helper = (name: string, ...args: readonly string[]): Expression => {
    used.add(name);
    return {
      text: `${helperNames.get(name) ?? name}(${args.map(unwrapped).join(', ')})`,
      strength: STRENGTH.atom,
    };
  };
  const dialect: RenderDialect = {
    literal,
    rounded: (expression) => expression,
    spell: (name) => name,
    declare: (t, name, expression, constant) => {
      const decimals =
        constant === undefined || t === 'i32' || t === 'bool' || !Number.isFinite(constant)
          ? ''
          : ` /* ${shortestText(constant, t)} */`;
      return `const ${TYPES[t]} ${name} = ${expression};${decimals}`;
    },
    guard: (condition, value) => `if (${condition})\n        return ${value};`,
    result: (value) => `return ${value};`,
    call: (operation, operands, number, t) => {
      const [a = '', b = ''] = operands;
      const sum = (symbol: string): Expression => ({
        text: `${a} ${symbol} ${b}`,
        strength: STRENGTH.select,
      });
      const call = (name: string): Expression => ({
        text: `${name}(${unwrapped(a)})`,
        strength: STRENGTH.atom,
      });
      switch (operation) {
        case 'kernel':
          return call(kernelNames[number] ?? '');
        case 'abs':
          return call(t === 'f32' ? 'fabsf' : 'fabs');
        case 'widen':
          return { text: `(double)${a}`, strength: STRENGTH.prefix };
        case 'narrow':
          return { text: `(float)${a}`, strength: STRENGTH.prefix };
        case 'toFloat':
          return { text: `(${TYPES[t]})${a}`, strength: STRENGTH.prefix };
        case 'bits32':
          return helper('bits32', a);
        case 'fromBits32':
          return helper('from_bits32', a);
        case 'highWord':
          return helper('high_word', a);
        case 'lowWord':
          return helper('low_word', a);
        case 'fromWords':
          return helper('from_words', a, b);
        case 'iadd':
          return sum('+');
        case 'isub':
          return sum('-');
        case 'imul':
          return sum('*');
        case 'and':
          return sum('&');
        case 'shl':
          // Of a negative number << is undefined, a product is not.
          return { text: `${a} * 0x${(2 ** number).toString(16)}`, strength: STRENGTH.select };
        case 'shr':
          return { text: `${a} >> ${number}`, strength: STRENGTH.select };
        case 'nonzero':
          return { text: `${a} != 0`, strength: STRENGTH.comparison };
        default:
          return undefined;
      }
    },
  };
  const scope = new NameScope([...C_RESERVED, functionName, ...kernelNames, ...helperNames.values()]);
  const body = renderDataflow(dataflow, dialect, scope, scope.claim('x'));
  const kernelCodes = kernels.map((kernel, k) =>
    kernelSource(kernel, kernelNames[k] ?? '', text.kernels[k] ?? []),
  );
  const notes = [...NOTES];
  const code = [
    '#include <math.h>',
    '#include <stddef.h>',
    '#include <stdint.h>',
    '#include <string.h>',
    '',
    '#pragma STDC FP_CONTRACT OFF',
    '',
    ...[...used].map((name) => (HELPERS[name] ?? '').replace('NAME', helperNames.get(name) ?? name)),
    ...kernelCodes,
    ...blockComment('/**', [...text.paragraphs, notes, ...text.closing]),
    `${type} ${functionName}(${type} x)`,
    '{',
    ...body.map((line) => `    ${line}`),
    '}',
    '',
    `/** output[i] = ${functionName}(input[i]) for i below count; output may be input itself. */`,
    `void ${arrayName}(const ${type} *input, ${type} *output, size_t count)`,
    '{',
    '    for (size_t i = 0; i < count; i++)',
    `        output[i] = ${functionName}(input[i]);`,
    '}',
    '',
  ].join('\n');
  return { code, functionName, notes };
}

function kernelSource(
  { program, type }: KernelFunction,
  name: string,
  documentation: readonly string[],
): string {
  const suffix = type === 'f32' ? 'f' : '';
  const constants = roundConstants(program, type).constants.map(constantToNumber);
  const scope = new NameScope([...C_RESERVED, name]);
  const input = scope.claim('x');
  const { statements, result } = renderBody(
    program,
    constants,
    {
      literal: (value) =>
        Number.isNaN(value) ? 'NAN' : value === Infinity ? 'INFINITY' : `${formatHexFloat(value)}${suffix}`,
      sqrt: (a) => `sqrt${suffix}(${a})`,
      fma: (a, b, c) => `fma${suffix}(${a}, ${b}, ${c})`,
      inlineWidth: 60,
    },
    scope,
    input,
  );
  const decimals = (statement: Statement): string => {
    const text = decimalsOf(statement, constants, type);
    return text === '' ? '' : ` /* ${text} */`;
  };
  return [
    ...blockComment('/*', [documentation]),
    `static ${TYPES[type]} ${name}(${TYPES[type]} ${input})`,
    '{',
    ...statements.map((s) => `    const ${TYPES[type]} ${s.name} = ${s.expression};${decimals(s)}`),
    ...(usesInput(program) ? [] : [`    (void)${input};`]),
    `    return ${result.expression};${decimals(result)}`,
    '}',
    '',
  ].join('\n');
}
