/**
 * WGSL, in f32. Constants are hexadecimal literals, which are exact by definition; decimals stand beside them as
 * comments. Values are bound with `let`, so that an operation on constants is no constant expression: one that
 * overflows would be an error when the shader is created.
 */

import type { FiniteFormat } from '../numerics/format';
import { formatHexFloat } from '../numerics/number-text';
import { constantText, constantToNumber, roundConstants } from '../program/constant';
import type { Program } from '../program/program';
import { printInterval } from '../targets/parse';
import type { Target } from '../targets/target';
import { chooseArithmetic } from './arithmetic';
import { lineComment } from './comment';
import { decimalsOf } from './decimals';
import { defaultName } from './default-name';
import { documentation } from './describe';
import { renderBody } from './expression';
import type { Statement } from './expression';
import { NameScope, safeIdentifier } from './identifier';
import type { Emission, ExportRequest, Language } from './language';
import { ExportError } from './language';
import { constantsOfConstantInstructions } from './live';
import { wgslNotes } from './wgsl-notes';
import { mergeableInstructions } from './wgsl-reassociation';
import { WGSL_RESERVED } from './wgsl-words';

const INLINE_WIDTH = 40;
const SIZES = [2, 3, 4] as const;

function arithmeticFor(target: Target, wish?: FiniteFormat): 'f32' {
  return chooseArithmetic(
    {
      language: 'WGSL',
      formats: ['f32'],
      instead: { real: 'f32', f64: 'f32' },
      why: 'WGSL has no other type without extensions',
    },
    target,
    wish,
  );
}

/** Constants in f32; ExportError for what WGSL cannot write. */
function constantsOf(program: Program): number[] {
  return roundConstants(program, 'f32').constants.map((constant, index) => {
    const value = constantToNumber(constant);
    const original = program.constants[index];
    if (Number.isFinite(value) || original === undefined) return value;
    throw new ExportError(
      `WGSL cannot express the constant ${constantText(original)}: it has no finite value in f32.`,
    );
  });
}

function emit(request: ExportRequest): Emission {
  const { program, target } = request;
  const arithmetic = arithmeticFor(target, request.arithmetic);
  const constants = constantsOf(program);
  const wish = request.name ?? defaultName(target).join('_');
  const functionName = safeIdentifier(wish, WGSL_RESERVED, 'approximation');
  const scope = new NameScope([...WGSL_RESERVED, functionName]);
  const input = scope.claim('x');
  const named = constantsOfConstantInstructions(program);
  const mergeable = mergeableInstructions(program);
  const kept = scope.claim(`${functionName}_kept`);
  const vectorName = (size: number): string => scope.claim(`${functionName}_vec${size}`);
  const vectorNames = { 2: vectorName(2), 3: vectorName(3), 4: vectorName(4) };
  const dialect = {
    literal: (value: number) => `${formatHexFloat(value)}f`,
    sqrt: (a: string) => `sqrt(${a})`,
    fma: (a: string, b: string, c: string) => `fma(${a}, ${b}, ${c})`,
    enclose: (e: string, instruction: number) =>
      mergeable.has(instruction) ? `${kept}(${e}, ${input})` : undefined,
    inlineWidth: INLINE_WIDTH,
    bindsConstant: (index: number) => named.has(index),
  };
  const { statements, result } = renderBody(program, constants, dialect, scope, input);
  const notes = wgslNotes(program, target);
  if (mergeable.size > 0) notes.push(`${kept} keeps compilers from merging an operation with the next.`);
  const argument = `${input} lies in ${printInterval(target.interval)}; elsewhere nothing is known of the error.`;

  const line = (text: string, statement: Statement): string => {
    const decimals = decimalsOf(statement, constants, 'f32');
    return decimals === '' ? `  ${text};` : `  ${text}; // ${decimals}`;
  };
  const code = [
    ...lineComment('//', [...documentation(request, arithmetic, notes), [argument]]),
    `fn ${functionName}(${input}: f32) -> f32 {`,
    ...statements.map((statement) => line(`let ${statement.name} = ${statement.expression}`, statement)),
    line(`return ${result.expression}`, result),
    '}',
    '',
    ...SIZES.map((size) => vectorSource(functionName, vectorNames[size], size)),
    ...(mergeable.size > 0 ? [keptSource(kept)] : []),
  ].join('\n');
  return { code, functionName, notes };
}

/** The identity, for all a compiler can know: only for one NaN as x does it change a bit. */
function keptSource(name: string): string {
  return `// value, by a way that compilers cannot see through: x is no NaN with these bits.
fn ${name}(value: f32, x: f32) -> f32 {
  return bitcast<f32>(bitcast<u32>(value) ^ select(0u, 1u, bitcast<u32>(x) == 0xffffffffu));
}
`;
}

/** WGSL has no overloading: the forms for vectors have names of their own. */
function vectorSource(name: string, vectorName: string, size: number): string {
  const components = ['x', 'y', 'z', 'w'].slice(0, size).map((component) => `${name}(v.${component})`);
  return `fn ${vectorName}(v: vec${size}<f32>) -> vec${size}<f32> {
  return vec${size}<f32>(${components.join(', ')});
}
`;
}

export const WGSL: Language = { id: 'wgsl', title: 'WGSL', fileExtension: 'wgsl', arithmeticFor, emit };
