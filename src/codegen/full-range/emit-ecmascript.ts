/** Full-range functions in TypeScript and JavaScript. */

import { constantToNumber, roundConstants } from '../../program/constant';
import { blockComment } from '../comment';
import { renderBody } from '../expression';
import { NameScope, safeIdentifier } from '../identifier';
import { countOpcodes, instructionAt, usesInput } from '../live';
import { fmaSource } from '../typescript-fma';
import type { Annotate } from '../typescript-rounding';
import type { Dataflow, KernelFunction, Operation, ValueType } from './dataflow';
import type { FullRangeEmission, FullRangeText } from './emission';
import { type Expression, renderDataflow, type RenderDialect, STRENGTH, unwrapped } from './render';

const RESERVED: ReadonlySet<string> = new Set(
  (
    'arguments as async await break case catch class const continue debugger default delete do else enum eval export ' +
    'extends false finally for from function get if implements import in infer instanceof interface is keyof let ' +
    'module namespace never new null number object of package private protected public readonly require return set ' +
    'static string super switch symbol this throw true try type typeof undefined unique unknown using var void while ' +
    'with yield Array ArrayBuffer BigInt DataView Float32Array Float64Array Infinity Math NaN Number Object'
  ).split(' '),
);

const FMA_NOTE =
  'JavaScript has no fused multiply-add: the one below is exact, and much slower than a hardware instruction.';
const FORMAT_NOTE = 'Argument and value are binary32 numbers (see Math.fround) in numbers of binary64.';

/** `number` and what reads or writes its encoding, through a DataView of eight bytes. */
const HELPERS: Readonly<Record<string, (name: string, word: string, type: Annotate) => string>> = {
  bits32: (name, word, type) => `function ${name}(x${type('number')})${type('number')} {
  ${word}.setFloat32(0, x);
  return ${word}.getInt32(0);
}
`,
  fromBits32: (name, word, type) => `function ${name}(bits${type('number')})${type('number')} {
  ${word}.setInt32(0, bits);
  return ${word}.getFloat32(0);
}
`,
  highWord: (name, word, type) => `function ${name}(x${type('number')})${type('number')} {
  ${word}.setFloat64(0, x);
  return ${word}.getInt32(0);
}
`,
  lowWord: (name, word, type) => `function ${name}(x${type('number')})${type('number')} {
  ${word}.setFloat64(0, x);
  return ${word}.getInt32(4);
}
`,
  fromWords: (
    name,
    word,
    type,
  ) => `function ${name}(high${type('number')}, low${type('number')})${type('number')} {
  ${word}.setInt32(0, high);
  ${word}.setInt32(4, low);
  return ${word}.getFloat64(0);
}
`,
};

const INTEGER_SYMBOLS: Readonly<Partial<Record<Operation, string>>> = { iadd: '+', isub: '-', and: '&' };

function literal(value: number, type: ValueType): Expression {
  const negative = value < 0 || Object.is(value, -0);
  const size = Math.abs(value);
  const isWord = (type === 'i32' || type === 'bool') && size > 0xffff;
  const text = isWord ? `0x${size.toString(16)}` : String(size);
  return negative ? { text: `-${text}`, strength: STRENGTH.prefix } : { text, strength: STRENGTH.atom };
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

export function emitFullRangeEcmaScript(
  dataflow: Dataflow,
  text: FullRangeText,
  typed: boolean,
): FullRangeEmission {
  const { format, kernels } = dataflow;
  const type: Annotate = (annotation) => (typed ? `: ${annotation}` : '');
  const wish = text.name ?? `${text.id}${format === 'f32' ? 'f' : ''}`;
  const functionName = safeIdentifier(wish, RESERVED, 'approximation');
  const outer = new NameScope([...RESERVED, functionName]);
  const arrayName = outer.claim(`${functionName}Array`);
  const kernelNames = kernels.map((_, k) => outer.claim(`kernel${kernels.length > 1 ? k + 1 : ''}`));
  const word = outer.claim('word');
  const helperNames = new Map(Object.keys(HELPERS).map((name) => [name, outer.claim(name)]));
  const used = new Set<string>();
  const dialect: RenderDialect = {
    literal,
    rounded: ({ text: expression, strength }, t) =>
      t === 'f32'
        ? { text: `Math.fround(${expression})`, strength: STRENGTH.atom }
        : { text: expression, strength },
    spell: camelCase,
    declare: (_, name, expression) => `const ${name} = ${expression};`,
    guard: (condition, value) => `if (${condition}) return ${value};`,
    result: (value) => `return ${value};`,
    call: (operation, operands, number) => {
      const [a = '', b = ''] = operands;
      const call = (name: string): Expression => ({
        text: `${name}(${operands.map(unwrapped).join(', ')})`,
        strength: STRENGTH.atom,
      });
      if (operation in HELPERS) {
        used.add(operation);
        return call(helperNames.get(operation) ?? operation);
      }
      const symbol = INTEGER_SYMBOLS[operation];
      if (symbol !== undefined) return { text: `${a} ${symbol} ${b}`, strength: STRENGTH.select };
      switch (operation) {
        case 'kernel':
          return call(kernelNames[number] ?? '');
        case 'abs':
          return call('Math.abs');
        case 'widen':
        case 'toFloat':
          return { text: unwrapped(a), strength: a === unwrapped(a) ? STRENGTH.atom : STRENGTH.select };
        case 'narrow':
          return call('Math.fround');
        case 'imul':
          return call('Math.imul');
        case 'shl':
          return { text: `${a} << ${number}`, strength: STRENGTH.select };
        case 'shr':
          return { text: `${a} >> ${number}`, strength: STRENGTH.select };
        case 'nonzero':
          return { text: `${a} !== 0`, strength: STRENGTH.comparison };
        default:
          return undefined;
      }
    },
  };
  const scope = new NameScope([
    ...RESERVED,
    functionName,
    arrayName,
    word,
    ...kernelNames,
    ...helperNames.values(),
  ]);
  const body = renderDataflow(dataflow, dialect, scope, scope.claim('x'), { eq: '===', ne: '!==' });
  const fmaNames = { fma: outer.claim('fma'), addToOdd: outer.claim('addToOdd'), word };
  const fmaType = kernels.find(({ program }) => countOpcodes(program).has('fma'))?.type;
  const notes = [...(format === 'f32' ? [FORMAT_NOTE] : []), ...(fmaType === undefined ? [] : [FMA_NOTE])];
  const array = format === 'f32' ? 'Float32Array' : 'Float64Array';
  const parts = [
    [
      ...blockComment(
        '/**',
        [...text.paragraphs, notes, ...text.closing].filter((p) => p.length > 0),
      ),
      `export function ${functionName}(x${type('number')})${type('number')} {`,
      ...body.map((line) => `  ${line}`),
      '}',
      '',
    ].join('\n'),
    `/** output[i] = ${functionName}(input[i]) for every i; output may be input itself, and must not be shorter. */
export function ${arrayName}(
  input${type(array)},
  output${type(array)} = new ${array}(input.length),
)${type(array)} {
  let index = 0;
  for (const value of input) output[index++] = ${functionName}(value);
  return output;
}
`,
    ...kernels.map((kernel, k) =>
      kernelSource(kernel, kernelNames[k] ?? '', text.kernels[k] ?? [], fmaNames.fma, type),
    ),
    ...(used.size > 0 || fmaType !== undefined
      ? [`const ${word} = new DataView(new ArrayBuffer(8));\n`]
      : []),
    ...[...used].map((name) => HELPERS[name]?.(helperNames.get(name) ?? name, word, type) ?? ''),
    ...(fmaType === undefined
      ? []
      : [fmaSource(fmaType, fmaNames, fmaType === 'f32' ? 'Math.fround' : '', type)]),
  ];
  return { code: parts.join('\n'), functionName, notes };
}

function kernelSource(
  { program, type: kernelType }: KernelFunction,
  name: string,
  documentation: readonly string[],
  fma: string,
  type: Annotate,
): string {
  const constants = roundConstants(program, kernelType).constants.map(constantToNumber);
  const scope = new NameScope([...RESERVED, name, fma]);
  const input = scope.claim(usesInput(program) ? 'x' : '_x');
  const rounding =
    kernelType === 'f64'
      ? {}
      : {
          enclose: (e: string, index: number) =>
            instructionAt(program, index).opcode === 'fma' ? undefined : `Math.fround(${e})`,
        };
  const { statements, result } = renderBody(
    program,
    constants,
    {
      ...rounding,
      literal: (value) => String(value),
      sqrt: (a) => `Math.sqrt(${a})`,
      fma: (a, b, c) => `${fma}(${a}, ${b}, ${c})`,
      inlineWidth: kernelType === 'f64' ? 60 : 0,
    },
    scope,
    input,
  );
  return [
    ...blockComment('/**', [documentation]),
    `function ${name}(${input}${type('number')})${type('number')} {`,
    ...statements.map((statement) => `  const ${statement.name} = ${statement.expression};`),
    `  return ${result.expression};`,
    '}',
    '',
  ].join('\n');
}
