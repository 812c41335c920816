/**
 * The programs and points of an adapter's self-test. Each program differs from the law in a known way if the adapter
 * takes one of the liberties that WGSL allows.
 */

import { powerOfTwo } from '../../numerics/bits';
import { FORMAT_PARAMETERS } from '../../numerics/format';
import { RandomStream } from '../../numerics/random';
import { largestFinite, roundToFormat } from '../../numerics/rounding';
import { constantFromNumber, constantToNumber } from '../../program/constant';
import { OPCODE, OPCODES, type Opcode } from '../../program/opcode';
import { parseProgram } from '../../program/parse';
import {
  constantIndex,
  constantOperand,
  isConstantOperand,
  type Operand,
  type Program,
  type Structure,
} from '../../program/program';
import type { ShortFormat } from './arithmetic';
import { refusedConstant } from './packing';
import { normalNumber } from './random-programs';

const SEED = 754;
const POINT_COUNT = 256;
const CONSTANT_PAIRS = 32;

/** Operands that sit on or beside rounding boundaries, by themselves or together. */
const EDGES: readonly number[] = [
  1,
  1 + 2 ** -23,
  1 - 2 ** -24,
  2 - 2 ** -23,
  1.5,
  3,
  1 / 3,
  2 ** -23,
  2 ** -24,
  2 ** -24 * (1 + 2 ** -23),
  2 ** -24 * (1 - 2 ** -24),
  2 ** -25,
  3 * 2 ** -24,
  2 ** 23,
  2 ** 24 - 1,
  2 ** 126,
  2 ** 127,
  (2 - 2 ** -23) * 2 ** 127,
  2 ** -126,
  (1 + 2 ** -23) * 2 ** -126,
  2 ** -100,
];

/** The same for the format: its own edges, where it is a shorter one. */
function edgesOf(format: ShortFormat): readonly number[] {
  if (format === 'f32') return EDGES;
  const { precision: p, minExponent } = FORMAT_PARAMETERS[format];
  const least = powerOfTwo(minExponent);
  const subnormals = [
    least,
    1.5 * least,
    least * (1 - powerOfTwo(1 - p)),
    least / 2,
    least * powerOfTwo(1 - p),
  ];
  const nearOne = [1, 1 + powerOfTwo(1 - p), 1 - powerOfTwo(-p), 2 - powerOfTwo(1 - p), 1.5, 3, 1 / 3];
  const small = [1, 1 + powerOfTwo(1 - p), 1 - powerOfTwo(-p), 1.5, 0.5].map((v) => v * powerOfTwo(-p));
  const large = largestFinite(format);
  // Subnormal numbers of bfloat16 are so in f32 as well, where they may be flushed.
  const usable = format === 'f16' ? subnormals : [2 * least];
  return [...nearOne, ...small, ...usable, large, large / 2, powerOfTwo(p), powerOfTwo(p) - 1].map((v) =>
    roundToFormat(v, format),
  );
}

/** A number of the format. */
function operand(random: RandomStream, format: ShortFormat): number {
  const { precision, minExponent, maxExponent } = FORMAT_PARAMETERS[format];
  const lowest = format === 'f16' ? minExponent - precision + 1 : minExponent;
  const kind = random.below(8);
  if (kind === 0) return roundToFormat(random.pick(edgesOf(format)) * (random.chance(0.5) ? 1 : -1), format);
  const drawn =
    kind <= 2
      ? normalNumber(random, lowest, maxExponent)
      : kind <= 4
        ? normalNumber(random, -12, 12)
        : normalNumber(random, -1, 1);
  const rounded = roundToFormat(drawn, format);
  return Number.isFinite(rounded) ? rounded : largestFinite(format);
}

/** Zeros, edges and random numbers of every magnitude. */
export function widePoints(format: ShortFormat = 'f32'): Float32Array<ArrayBuffer> {
  const random = new RandomStream(SEED, 1);
  const edges = edgesOf(format);
  const given = [0, -0, ...edges, ...edges.map((edge) => -edge)];
  return Float32Array.from({ length: POINT_COUNT }, (_, i) => given[i] ?? operand(random, format));
}

/** Numbers of either sign near 1, with which programs stay in range. */
export function moderatePoints(format: ShortFormat = 'f32'): Float32Array<ArrayBuffer> {
  const random = new RandomStream(SEED, 4);
  return Float32Array.from({ length: POINT_COUNT }, () => roundToFormat(normalNumber(random, -2, 0), format));
}

/** What stands for a and b in the text of a shape until they get their values. */
const PLACEHOLDERS = { a: 1.25, b: 1.5 } as const;

/** The program that a shape, an expression or several statements in x, a and b, is for these a and b. */
export function programOf(shape: string, a = 0, b = 0): Program {
  return withConstants(parseShape(shape), a, b);
}

function parseShape(shape: string): Program {
  const text = shape.replace(/\ba\b/g, `${PLACEHOLDERS.a}`).replace(/\bb\b/g, `${PLACEHOLDERS.b}`);
  return parseProgram(text.includes('y =') ? text : `y = ${text}`, 'f32');
}

function withConstants(shape: Program, a: number, b: number): Program {
  const constants = shape.constants.map((constant) => {
    const placeholder = constantToNumber(constant);
    if (placeholder === PLACEHOLDERS.a) return constantFromNumber(Math.fround(a));
    return placeholder === PLACEHOLDERS.b ? constantFromNumber(Math.fround(b)) : constant;
  });
  return { ...shape, constants };
}

/** Each shape with many pairs of constants. */
function instances(name: number, shapes: readonly string[], format: ShortFormat): Program[] {
  const random = new RandomStream(SEED, 2, name);
  const parsed = shapes.map(parseShape);
  const programs: Program[] = [];
  for (let pair = 0; pair < CONSTANT_PAIRS; pair++) {
    const a = operand(random, format);
    const b = operand(random, format);
    for (const shape of parsed) programs.push(withConstants(shape, a, b));
  }
  return programs;
}

const OPCODE_SHAPES: Readonly<Record<Opcode, readonly string[]>> = {
  add: ['x + a'],
  sub: ['x - a', 'a - x'],
  mul: ['x * a'],
  div: ['x / a', 'a / x'],
  // The last gives the rounding error of x * a where it is fused, and 0 where not.
  fma: ['fma(x, a, b)', 'fma(a, b, x)', 'p = -(x * a); y = fma(x, a, p)'],
  sqrt: ['sqrt(x)', 'sqrt(x * x + a)'],
  neg: ['-x', '-(x - a)'],
};

/** Programs that show the opcode's own rounding: it is the last of each. */
export function opcodeBattery(opcode: Opcode, format: ShortFormat): Program[] {
  return instances(OPCODE[opcode].code, OPCODE_SHAPES[opcode], format);
}

const CONTRACTION_SHAPES: readonly string[] = [
  'x * a + b',
  'b - x * a',
  'x * a - b',
  '-(x * a) + x * a',
  'x * x - a * b',
];

const REASSOCIATION_SHAPES: readonly string[] = [
  '(x + a) - x',
  '(x - a) + a',
  '(x * a) * b',
  '(x + a) + b',
  'x * a + x * b',
  '(x / a) * b',
  '-(-x - a)',
  // The error terms of TwoSum (Knuth) and Fast2Sum (Dekker), and Veltkamp's splitting.
  's = x + a; v = s - x; y = (x - (s - v)) + (a - v)',
  's = a + x; v = s - a; y = x - v',
  'p = x * a; q = p - x; y = x - (p - q)',
];

/** Sums and differences of products: a fused multiply-add in their place gives other values. */
export function contractionBattery(format: ShortFormat): Program[] {
  return instances(16, CONTRACTION_SHAPES, format);
}

/** What real arithmetic would simplify, and binary32 arithmetic must not. */
export function reassociationBattery(format: ShortFormat): Program[] {
  return instances(17, REASSOCIATION_SHAPES, format);
}

/** A structure over x and the two constants a and b, and what it is a trap for. */
export interface Trap {
  readonly feature: Opcode | 'contraction' | 'reassociation' | 'underflow' | 'overflow';
  readonly structure: Structure;
}

/** Every shape of the batteries as a structure whose constants 0 and 1 are a and b. */
export function traps(): Trap[] {
  const trapsOf = (feature: Trap['feature'], shapes: readonly string[]): Trap[] =>
    shapes.map((shape) => ({ feature, structure: overPair(parseShape(shape)) }));
  return [
    ...OPCODES.flatMap((opcode) => trapsOf(opcode, OPCODE_SHAPES[opcode])),
    ...trapsOf('contraction', CONTRACTION_SHAPES),
    ...trapsOf('reassociation', REASSOCIATION_SHAPES),
    ...trapsOf('underflow', UNDERFLOW_SHAPES),
    ...trapsOf('overflow', OVERFLOW_SHAPES),
  ];
}

function overPair({ instructions, constants, result }: Program): Structure {
  const rename = (operand: Operand): Operand => {
    if (!isConstantOperand(operand)) return operand;
    return constantOperand(constantToNumber(constants[constantIndex(operand)]!) === PLACEHOLDERS.a ? 0 : 1);
  };
  return {
    instructions: instructions.map(({ opcode, operands }) => ({ opcode, operands: operands.map(rename) })),
    constantCount: 2,
    result: rename(result),
  };
}

/** Constants for the traps, none of which a GPU may flush; the first of them lead out of the format's range. */
export function trapConstants(count: number, format: ShortFormat): (readonly [a: number, b: number])[] {
  const random = new RandomStream(SEED, 5);
  const constant = (): number => {
    for (;;) {
      const drawn = operand(random, format);
      if (refusedConstant(drawn) === undefined && drawn !== 0) return drawn;
    }
  };
  const { minExponent, maxExponent } = FORMAT_PARAMETERS[format];
  const [small, large] = [powerOfTwo(minExponent + 2), powerOfTwo(maxExponent)];
  const given = [
    [small, large],
    [1.5 * small, -large],
    [large, small],
    [-large / 2, large],
  ] as const;
  return Array.from({ length: count }, (_, i) => given[i] ?? ([constant(), constant()] as const));
}

const UNDERFLOW_SHAPES: readonly string[] = ['(x * a) * b', '(x * a + a) * b', '(x * a) * a + b'];

/** Values that become subnormal, and come back from there. */
export function underflowBattery(format: ShortFormat): Program[] {
  const [scales, inverses] =
    format === 'f16'
      ? [
          [2 ** -14, 2 ** -10, 2 ** -7, 1.5 * 2 ** -14, 2 ** -24],
          [2 ** 14, 2 ** 10],
        ]
      : [
          [2 ** -126, 2 ** -110, 2 ** -70, 1.5 * 2 ** -126, format === 'f32' ? 2 ** -148 : 2 ** -133],
          [2 ** 126, 2 ** 100],
        ];
  return scales.flatMap((scale) =>
    inverses.flatMap((inverse) => UNDERFLOW_SHAPES.map((shape) => programOf(shape, scale, inverse))),
  );
}

const FORBIDDEN_SHAPES: readonly string[] = [
  '1 / x',
  '1 / (1 / x)',
  'd = x - x; y = d / d',
  'sqrt(x)',
  'sqrt(x) * 0',
];
const OVERFLOW_SHAPES: readonly string[] = [
  'x * a',
  'p = x * a; y = p + p',
  '1 / ((x * a) * a)',
  'p = (x * a) * a; y = p - p',
];

/** Overflow, division by zero, roots of negative numbers, and results that hide them, as 1 / infinity does. */
export function overflowBattery(format: ShortFormat): Program[] {
  const large = format === 'f16' ? [2 ** 15, 2 ** 10, -(2 ** 14)] : [2 ** 127, 2 ** 100, -(2 ** 126)];
  return [
    ...FORBIDDEN_SHAPES.map((shape) => programOf(shape)),
    ...large.flatMap((a) => OVERFLOW_SHAPES.map((shape) => programOf(shape, a))),
  ];
}

/** Zeros of either sign. */
export function zeroBattery(): Program[] {
  return [
    programOf('-x'),
    programOf('x * a', -0),
    programOf('x * a', -1),
    programOf('x + a', -0),
    programOf('x - x'),
  ];
}
