/**
 * Full-range functions of f32 in shading languages. These promise little of infinities, NaN and subnormal numbers, so
 * arguments are told apart by their encoding, with integers: no comparison of floating-point numbers meets them, and
 * infinities and NaN are made from their encoding.
 */

import { roundConstants, constantToNumber } from '../../program/constant';
import { lineComment } from '../comment';
import { decimalsOf } from '../decimals';
import { renderBody, type Statement } from '../expression';
import { NameScope, safeIdentifier } from '../identifier';
import { constantsOfConstantInstructions } from '../live';
import { ExportError } from '../language';
import { mergeableInstructions } from '../wgsl-reassociation';
import {
  liveSteps,
  type Dataflow,
  type KernelFunction,
  type Operation,
  type Step,
  type ValueType,
} from './dataflow';
import type { FullRangeEmission, FullRangeText } from './emission';
import { type Expression, renderDataflow, type RenderDialect, STRENGTH, unwrapped } from './render';

/** How a language writes what the two write differently. */
export interface ShaderLanguage {
  readonly title: string;
  readonly reserved: ReadonlySet<string>;
  readonly notes: readonly string[];
  /** Names of types. */
  readonly types: Readonly<Record<ValueType, string>>;
  /** Whether numbers are hexadecimal, so that decimals beside them help. */
  readonly hexadecimal: boolean;
  /** A finite number of f32, not negative. */
  readonly float: (value: number) => string;
  readonly toBits: string;
  readonly fromBits: string;
  /** The function that rounds to the nearest integer, ties to even. */
  readonly nearest: string;
  readonly shift: (count: number) => string;
  readonly select: (condition: string, ifTrue: string, ifFalse: string) => Expression;
  /** A declaration; PRECISE in it stands for what the preamble defines. */
  readonly declare: (type: ValueType, name: string, expression: string) => string;
  readonly header: (name: string, input: string) => string;
  /** Before all functions; `precise` is the name of what marks values that must not be reassociated. */
  readonly preamble: (precise: string) => readonly string[];
  /** What makes a number of an encoding, as a function that compilers do not take for a constant expression. */
  readonly fromBitsFunction: (name: string) => readonly string[];
  /** The identity, for all that compilers can know; absent where values are marked instead. */
  readonly keptFunction?: (name: string) => readonly string[];
  readonly vectors: (functionName: string, claim: (name: string) => string) => readonly string[];
}

const KEPT_NOTE =
  'What must not be merged with its use goes through a function that compilers cannot see through.';

const WORD = new DataView(new ArrayBuffer(4));
const MAGNITUDE = 0x7fffffff;
const INFINITY_BITS = 0x7f800000;
const NAN_BITS = 0x7fc00000;

function bitsOf(value: number): number {
  WORD.setFloat32(0, value);
  return WORD.getInt32(0);
}

/** In the order of numbers: those of both zeros are 0. */
function keyOf(value: number): number {
  const bits = bitsOf(value);
  return bits < 0 ? -(bits & MAGNITUDE) : bits;
}

function integerText(value: number): string {
  const size = Math.abs(value);
  const text = size > 0xffff ? `0x${size.toString(16)}` : String(size);
  return value < 0 ? `-${text}` : text;
}

const INTEGER_SYMBOLS: Readonly<Partial<Record<Operation, string>>> = {
  iadd: '+',
  isub: '-',
  imul: '*',
  and: '&',
};

/** Comparisons, and how they read from the other side. */
const SYMBOLS: Readonly<Partial<Record<Operation, readonly [symbol: string, mirrored: string]>>> = {
  lt: ['<', '>'],
  le: ['<=', '>='],
  eq: ['==', '=='],
};

/** The argument's encoding in its three guises, declared where they are used. */
const GUISES = ['bits', 'magnitude', 'key'] as const;
type Guise = (typeof GUISES)[number];

/** ExportError for functions whose arithmetic is not that of f32. */
export function emitFullRangeShader(
  dataflow: Dataflow,
  text: FullRangeText,
  language: ShaderLanguage,
): FullRangeEmission {
  const { kernels, steps } = dataflow;
  if (dataflow.format !== 'f32' || kernels.some(({ type }) => type !== 'f32')) {
    throw new ExportError(
      `full-range functions in ${language.title} compute in binary32: choose the arithmetic f32`,
    );
  }
  const { reserved } = language;
  const functionName = safeIdentifier(
    (text.name ?? `${text.id}f`).replace(/^gl_/, 'f_'),
    reserved,
    'approximation',
  );
  const outer = new NameScope([...reserved, functionName]);
  const helper = (name: string): string => outer.claim(`${functionName}_${name}`);
  const kernelNames = kernels.map((_, k) => helper(`kernel${kernels.length > 1 ? k + 1 : ''}`));
  const [fromBits, kept, precise] = [helper('from_bits'), helper('kept'), helper('precise').toUpperCase()];
  const scope = new NameScope([...reserved, functionName, ...kernelNames, fromBits, kept, precise]);
  const input = scope.claim('x');
  const guiseNames = {
    bits: scope.claim('bits'),
    magnitude: scope.claim('magnitude'),
    key: scope.claim('key'),
  };
  const live = liveSteps(dataflow);
  const resultName = scope.claim('result');
  const guises = new Set<Guise>();
  const used = new Set<string>();

  const guise = (name: Guise): string => {
    guises.add(name);
    if (name !== 'bits') guises.add('bits');
    return guiseNames[name];
  };
  /** The guise in which an argument of a comparison is an integer. */
  const guiseOf = (operand: number): 'magnitude' | 'key' | undefined => {
    const step = steps[operand];
    if (step?.operation === 'input') return 'key';
    return step?.operation === 'abs' && steps[step.operands[0] ?? -1]?.operation === 'input'
      ? 'magnitude'
      : undefined;
  };
  const numberOf = (operand: number): number | undefined => {
    const step = steps[operand];
    return step?.operation === 'constant' ? step.number : undefined;
  };
  /** Whether an absolute value serves in comparisons only, as magnitude: it is not written then. */
  const isOnlyCompared = (step: Step): boolean => {
    const index = steps.indexOf(step);
    const users = live.map((user) => steps[user]).filter((user) => user?.operands.includes(index) === true);
    return users.every(
      (user) =>
        user !== undefined &&
        user.operation in SYMBOLS &&
        user.operands.some((operand) => numberOf(operand) !== undefined),
    );
  };
  const made = (bits: number): Expression => {
    used.add('fromBits');
    return { text: `${fromBits}(${integerText(bits)})`, strength: STRENGTH.atom };
  };
  const literal = (value: number, type: ValueType): Expression => {
    if (type === 'i32' || type === 'bool') {
      return { text: integerText(value), strength: value < 0 ? STRENGTH.prefix : STRENGTH.atom };
    }
    if (Number.isNaN(value)) return made(NAN_BITS);
    // Of a literal the sign of -0 gets lost.
    if (!Number.isFinite(value) || Object.is(value, -0)) return made(bitsOf(value));
    return value < 0
      ? { text: `-${language.float(-value)}`, strength: STRENGTH.prefix }
      : { text: language.float(value), strength: STRENGTH.atom };
  };
  const comparison = (left: string, symbol: string, right: string): Expression => ({
    text: `${left} ${symbol} ${right}`,
    strength: STRENGTH.comparison,
  });
  const own: RenderDialect['own'] = (step, operandText) => {
    const { operation, operands } = step;
    const [a = -1, b = -1, c = -1] = operands;
    if (operation === 'select') {
      const [condition = '', ifTrue = '', ifFalse = ''] = [a, b, c].map((operand) =>
        operandText(operand, STRENGTH.comparison),
      );
      return language.select(condition, ifTrue, ifFalse);
    }
    if (operation === 'bits32' && guiseOf(a) !== undefined) {
      return { text: guise(guiseOf(a) === 'key' ? 'bits' : 'magnitude'), strength: STRENGTH.atom };
    }
    if (operation === 'ne' && a === b && guiseOf(a) !== undefined) {
      return comparison(guise('magnitude'), '>', integerText(INFINITY_BITS));
    }
    if (operation === 'abs' && steps[a]?.operation === 'input' && isOnlyCompared(step)) {
      return { text: guise('magnitude'), strength: STRENGTH.atom };
    }
    const symbols = SYMBOLS[operation];
    if (symbols === undefined) return undefined;
    const [left, right] = [guiseOf(a), guiseOf(b)];
    const [below, above] = [numberOf(b), numberOf(a)];
    if (left !== undefined && below !== undefined)
      return comparison(guise(left), symbols[0], integerText(keyOf(below)));
    if (right !== undefined && above !== undefined)
      return comparison(guise(right), symbols[1], integerText(keyOf(above)));
    return undefined;
  };
  const declareWith = (type: ValueType, name: string, expression: string): string =>
    language.declare(type, name, expression).replace('PRECISE', precise);
  const dialect: RenderDialect = {
    literal,
    rounded: (expression) => expression,
    own,
    ...(language.keptFunction === undefined
      ? {}
      : {
          kept: ({ text: expression }) => {
            used.add('kept');
            return { text: `${kept}(${expression}, ${input})`, strength: STRENGTH.atom };
          },
        }),
    spell: (name) => name,
    declare: declareWith,
    guard: (condition, value) => `if (${condition}) { return ${value}; }`,
    result: (value) =>
      language.keptFunction === undefined
        ? `${declareWith('f32', resultName, value)}\n  return ${resultName};`
        : `return ${value};`,
    call: (operation, operands, number, type) => {
      const [a = '', b = ''] = operands;
      const call = (name: string): Expression => ({
        text: `${name}(${unwrapped(a)})`,
        strength: STRENGTH.atom,
      });
      const symbol = INTEGER_SYMBOLS[operation];
      if (symbol !== undefined) return { text: `${a} ${symbol} ${b}`, strength: STRENGTH.select };
      switch (operation) {
        case 'kernel':
          return call(kernelNames[number] ?? '');
        case 'abs':
          return call('abs');
        case 'toFloat':
        case 'toInteger':
          return call(language.types[type]);
        case 'nearest':
          return call(language.nearest);
        case 'bits32':
          return call(language.toBits);
        case 'fromBits32':
          return call(language.fromBits);
        case 'shl':
          return { text: `${a} << ${language.shift(number)}`, strength: STRENGTH.select };
        case 'shr':
          return { text: `${a} >> ${language.shift(number)}`, strength: STRENGTH.select };
        case 'nonzero':
          return comparison(a, '!=', '0');
        default:
          return undefined;
      }
    },
  };
  const body = renderDataflow(dataflow, dialect, scope, input);
  const declarations: Readonly<Record<Guise, string>> = {
    bits: `${language.toBits}(${input})`,
    magnitude: `${guiseNames.bits} & ${integerText(MAGNITUDE)}`,
    key: language.select(
      `${guiseNames.bits} < 0`,
      `-(${guiseNames.bits} & ${integerText(MAGNITUDE)})`,
      guiseNames.bits,
    ).text,
  };
  const kernelCodes = kernels.flatMap((kernel, k) =>
    kernelSource(kernel, kernelNames[k] ?? '', text.kernels[k] ?? [], language, {
      precise,
      kept: (expression, x) => {
        used.add('kept');
        return `${kept}(${expression}, ${x})`;
      },
    }),
  );
  const notes = [...language.notes, ...(used.has('kept') ? [KEPT_NOTE] : [])];
  const code = [
    ...language.preamble(precise),
    ...(used.has('fromBits') ? language.fromBitsFunction(fromBits) : []),
    ...(used.has('kept') ? (language.keptFunction?.(kept) ?? []) : []),
    ...kernelCodes,
    ...lineComment('//', [...text.paragraphs, notes, ...text.closing]),
    language.header(functionName, input),
    ...GUISES.filter((name) => guises.has(name)).map(
      (name) => `  ${language.declare('i32', guiseNames[name], declarations[name])}`,
    ),
    ...body.map((line) => `  ${line}`),
    '}',
    '',
    ...language.vectors(functionName, (name) => outer.claim(name)),
  ].join('\n');
  return { code, functionName, notes };
}

interface KernelNames {
  readonly precise: string;
  readonly kept: (expression: string, x: string) => string;
}

function kernelSource(
  { program }: KernelFunction,
  name: string,
  documentation: readonly string[],
  language: ShaderLanguage,
  { precise, kept }: KernelNames,
): string[] {
  const constants = roundConstants(program, 'f32').constants.map(constantToNumber);
  const scope = new NameScope([...language.reserved, name]);
  const input = scope.claim('x');
  const folded = constantsOfConstantInstructions(program);
  const mergeable = language.keptFunction === undefined ? new Set<number>() : mergeableInstructions(program);
  const { statements, result } = renderBody(
    program,
    constants,
    {
      literal: (value) => {
        if (Number.isFinite(value)) return language.float(value);
        throw new ExportError(`${language.title} cannot express a constant that has no finite value in f32.`);
      },
      sqrt: (a) => `sqrt(${a})`,
      fma: (a, b, c) => `fma(${a}, ${b}, ${c})`,
      enclose: (expression, index) => (mergeable.has(index) ? kept(expression, input) : undefined),
      inlineWidth: 40,
      bindsConstant: (index) => folded.has(index),
    },
    scope,
    input,
  );
  const line = (code: string, statement: Statement): string => {
    const decimals = language.hexadecimal ? decimalsOf(statement, constants, 'f32') : '';
    return `  ${code}${decimals === '' ? '' : ` // ${decimals}`}`;
  };
  const declare = (of: string, statement: Statement): string =>
    line(language.declare('f32', of, statement.expression).replace('PRECISE', precise), statement);
  const resultName = scope.claim('y');
  return [
    ...lineComment('//', [documentation]),
    language.header(name, input),
    ...statements.map((statement) => declare(statement.name, statement)),
    declare(resultName, result),
    `  return ${resultName};`,
    '}',
    '',
  ];
}
