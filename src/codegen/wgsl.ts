/**
 * WGSL, in f32. Constants are hexadecimal literals, which are exact by definition; decimals stand beside them as
 * comments. Values are bound with `let`, so that an operation on constants is no constant expression: one that
 * overflows would be an error when the shader is created.
 */

import { formatHexFloat } from '../numerics/number-text';
import { constantText, constantToNumber, roundConstants } from '../program/constant';
import type { Program } from '../program/program';
import { isConstantOperand, constantIndex } from '../program/program';
import { shortestText } from '../program/shortest-text';
import { printInterval } from '../targets/parse';
import type { Target } from '../targets/target';
import { wrapLine } from './comment-text';
import { defaultName } from './default-name';
import { documentation, formatName } from './describe';
import { renderBody } from './expression';
import type { Statement } from './expression';
import { NameScope, safeIdentifier } from './identifier';
import type { Emission, ExportRequest, Language } from './language';
import { ExportError } from './language';
import { wgslNotes } from './wgsl-notes';
import { mergeableInstructions } from './wgsl-reassociation';
import { WGSL_RESERVED } from './wgsl-words';

const LINE_WIDTH = 100;
const INLINE_WIDTH = 40;

function arithmeticFor(target: Target): 'f32' {
  if (target.format === 'f16' || target.format === 'bf16') {
    throw new ExportError(
      `the WGSL export computes in f32; programs in real, f64 and f32 can be exported to it, not in ${formatName(target.format)}.`,
    );
  }
  return 'f32';
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

/** Constants of the instructions that have no other operands. */
function constantsOfConstantInstructions(program: Program): Set<number> {
  return new Set(
    program.instructions
      .filter(({ operands }) => operands.every(isConstantOperand))
      .flatMap(({ operands }) => operands.map(constantIndex)),
  );
}

function emit(request: ExportRequest): Emission {
  const { program, target } = request;
  const arithmetic = arithmeticFor(target);
  const constants = constantsOf(program);
  const wish = request.name ?? defaultName(target).join('_');
  const functionName = safeIdentifier(wish, WGSL_RESERVED, 'approximation');
  const scope = new NameScope([...WGSL_RESERVED, functionName]);
  const input = scope.claim('x');
  const named = constantsOfConstantInstructions(program);
  const mergeable = mergeableInstructions(program);
  const kept = scope.claim(`${functionName}_kept`);
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

  const line = (text: string, { constants: written }: Statement): string => {
    const decimals = written.map((index) => shortestText(constants[index] ?? NaN, 'f32'));
    return decimals.length === 0 ? `  ${text};` : `  ${text}; // ${decimals.join(', ')}`;
  };
  const code = [
    ...comment([...documentation(request, arithmetic, notes), [argument]]),
    `fn ${functionName}(${input}: f32) -> f32 {`,
    ...statements.map((statement) => line(`let ${statement.name} = ${statement.expression}`, statement)),
    line(`return ${result.expression}`, result),
    '}',
    '',
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

function comment(paragraphs: readonly (readonly string[])[]): string[] {
  return paragraphs.flatMap((paragraph, index) => [
    ...(index === 0 ? [] : ['//']),
    ...paragraph.flatMap((sentence) => wrapLine(sentence, LINE_WIDTH)).map((text) => `// ${text}`),
  ]);
}

export const WGSL: Language = { id: 'wgsl', title: 'WGSL', fileExtension: 'wgsl', arithmeticFor, emit };
