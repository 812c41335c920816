/**
 * GLSL: float, or double where the target is binary64, with overloads for vectors. Values are `precise` where the
 * version has the word, which forbids fusing and reassociating; without it (WebGL 2) both are allowed.
 */

import type { FiniteFormat } from '../numerics/format';
import { constantText, constantToNumber, roundConstants } from '../program/constant';
import type { Program } from '../program/program';
import { shortestText } from '../program/shortest-text';
import { printInterval } from '../targets/parse';
import type { Target } from '../targets/target';
import { chooseArithmetic } from './arithmetic';
import { lineComment } from './comment';
import { defaultName } from './default-name';
import { documentation } from './describe';
import { renderBody } from './expression';
import { preciseMacro } from './glsl-precise';
import { GLSL_RESERVED } from './glsl-words';
import { NameScope, safeIdentifier } from './identifier';
import type { Emission, ExportRequest, Language } from './language';
import { ExportError } from './language';
import { constantsOfConstantInstructions, countOpcodes } from './live';

const INLINE_WIDTH = 40;
const SIZES = [2, 3, 4] as const;

const VERSION_NOTE =
  'precise forbids fusing and reassociating from GLSL 4.00 and GLSL ES 3.20 on; where it is missing, as in WebGL 2, ' +
  'compilers may do both.';
const ACCURACY_NOTE =
  'GLSL promises + - * correctly rounded, though in no stated direction, and / within 2.5 ulp; subnormal numbers may ' +
  'become zero, and infinities and NaN are not promised.';
const SQRT_NOTE = 'GLSL promises sqrt the accuracy of 1 / inversesqrt only, whose error is up to 2 ulp.';
const FMA_NOTE = 'fma needs GLSL 4.00 or GLSL ES 3.20; the language does not promise that it rounds once.';
const DECIMAL_NOTE =
  'Constants are decimals that name one number each; GLSL does not promise that they are rounded to nearest, but ' +
  'compilers do.';

function arithmeticFor(target: Target, wish?: FiniteFormat): 'f32' | 'f64' {
  return chooseArithmetic(
    {
      language: 'GLSL',
      formats: ['f32', 'f64'],
      instead: { real: 'f32' },
      why: 'GLSL has no other types without extensions',
    },
    target,
    wish,
  );
}

/** Constants in the format; ExportError for what GLSL cannot write. */
function constantsOf(program: Program, format: FiniteFormat): number[] {
  return roundConstants(program, format).constants.map((constant, index) => {
    const value = constantToNumber(constant);
    const original = program.constants[index];
    if (Number.isFinite(value) || original === undefined) return value;
    throw new ExportError(
      `GLSL cannot express the constant ${constantText(original)}: it has no finite value in ${format}.`,
    );
  });
}

function notesFor(used: ReadonlyMap<string, number>, hasConstants: boolean): string[] {
  if ([...used.keys()].every((opcode) => opcode === 'neg')) return [];
  return [
    VERSION_NOTE,
    ACCURACY_NOTE,
    ...(used.has('sqrt') ? [SQRT_NOTE] : []),
    ...(used.has('fma') ? [FMA_NOTE] : []),
    ...(hasConstants ? [DECIMAL_NOTE] : []),
  ];
}

function emit(request: ExportRequest): Emission {
  const { program, target } = request;
  const arithmetic = arithmeticFor(target, request.arithmetic);
  const [type, vector, suffix] = arithmetic === 'f32' ? ['float', 'vec', ''] : ['double', 'dvec', 'lf'];
  const constants = constantsOf(program, arithmetic);
  const wish = request.name ?? defaultName(target).join('_');
  const functionName = safeIdentifier(wish.replace(/^gl_/, 'f_'), GLSL_RESERVED, 'approximation');
  const macro = `${functionName.toUpperCase()}_PRECISE`;
  const scope = new NameScope([...GLSL_RESERVED, functionName, macro]);
  const input = scope.claim('x');
  // An operation on constants alone may be folded by the compiler, with a rounding of its own.
  const folded = constantsOfConstantInstructions(program);
  const dialect = {
    literal: (value: number) => {
      const text = shortestText(value, arithmetic);
      return `${/[.e]/.test(text) ? text : `${text}.0`}${suffix}`;
    },
    sqrt: (a: string) => `sqrt(${a})`,
    fma: (a: string, b: string, c: string) => `fma(${a}, ${b}, ${c})`,
    inlineWidth: INLINE_WIDTH,
    bindsConstant: (index: number) => folded.has(index),
  };
  const { statements, result } = renderBody(program, constants, dialect, scope, input);
  const resultName = scope.claim('y');
  const notes = notesFor(countOpcodes(program), constants.length > 0);
  const argument = `${input} lies in ${printInterval(target.interval)}; elsewhere nothing is known of the error.`;
  const code = [
    ...lineComment('//', [...documentation(request, arithmetic, notes), [argument]]),
    ...preciseMacro(macro),
    `${type} ${functionName}(${type} ${input}) {`,
    ...statements.map(({ name, expression }) => `  ${macro} ${type} ${name} = ${expression};`),
    `  ${macro} ${type} ${resultName} = ${result.expression};`,
    `  return ${resultName};`,
    '}',
    '',
    ...SIZES.map((size) => {
      const components = ['x', 'y', 'z', 'w'].slice(0, size).map((c) => `${functionName}(v.${c})`);
      return `${vector}${size} ${functionName}(${vector}${size} v) { return ${vector}${size}(${components.join(', ')}); }`;
    }),
    '',
  ].join('\n');
  return { code, functionName, notes };
}

export const GLSL: Language = { id: 'glsl', title: 'GLSL', fileExtension: 'glsl', arithmeticFor, emit };
