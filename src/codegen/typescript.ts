/**
 * TypeScript. f32 programs round with Math.fround after each operation, which is exactly binary32 arithmetic:
 * binary64 has more than twice its precision, so the double rounding of + - * / and sqrt is innocuous.
 * f64 programs are plain arithmetic; `real` programs are emitted as f64.
 */

import { constantToNumber, roundConstants } from '../program/constant';
import { printInterval } from '../targets/parse';
import type { Target } from '../targets/target';
import { wrapLine } from './comment-text';
import { defaultName } from './default-name';
import { documentation, formatName } from './describe';
import { renderBody } from './expression';
import type { Body } from './expression';
import { NameScope, safeIdentifier } from './identifier';
import type { Emission, ExportRequest, Language } from './language';
import { ExportError } from './language';
import { countOpcodes, usesInput } from './live';
import { fmaSource } from './typescript-fma';

const KEYWORDS =
  'abstract any arguments as asserts async await bigint boolean break case catch class const constructor continue ' +
  'debugger declare default delete do else enum eval export extends false finally for from function get if ' +
  'implements import in infer instanceof interface is keyof let module namespace never new null number object of ' +
  'package private protected public readonly require return set static string super switch symbol this throw true ' +
  'try type typeof undefined unique unknown using var void while with yield';
/** Globals that the emitted code uses. */
const GLOBALS = 'Array ArrayBuffer BigInt DataView Float32Array Float64Array Infinity Math NaN Number Object';
const RESERVED: ReadonlySet<string> = new Set(`${KEYWORDS} ${GLOBALS}`.split(' '));

const LINE_WIDTH = 100;
const INLINE_WIDTH = 60;

const FMA_NOTE =
  'JavaScript has no fused multiply-add: the one below is exact, and much slower than a hardware instruction.';
const SQRT_NOTE =
  'Math.sqrt is correctly rounded on current engines; the language itself promises that of + - * / only.';

function arithmeticFor(target: Target): 'f32' | 'f64' {
  switch (target.format) {
    case 'f32':
      return 'f32';
    case 'f64':
    case 'real':
      return 'f64';
    default:
      throw new ExportError(
        `TypeScript has no ${formatName(target.format)} arithmetic; programs in real, f64 and f32 can be exported to it.`,
      );
  }
}

function emit(request: ExportRequest): Emission {
  const { program, target } = request;
  const arithmetic = arithmeticFor(target);
  const wish = request.name ?? camelCase(defaultName(target));
  const functionName = safeIdentifier(wish, RESERVED, 'approximation');
  const moduleScope = new NameScope([...RESERVED, functionName]);
  const arrayName = moduleScope.claim(`${functionName}Array`);
  const used = countOpcodes(program);
  const usesFma = used.has('fma');
  const fmaNames = {
    fma: moduleScope.claim(arithmetic === 'f32' ? 'fma32' : 'fma64'),
    addToOdd: moduleScope.claim('addToOdd'),
    word: moduleScope.claim('float64Word'),
  };

  const scope = new NameScope([...RESERVED, functionName, arrayName, ...Object.values(fmaNames)]);
  // Compilers accept an unused parameter where its name begins with an underscore.
  const input = scope.claim(usesInput(program) ? 'x' : '_x');
  const constants = roundConstants(program, arithmetic).constants.map(constantToNumber);
  const rounding = arithmetic === 'f32' ? { enclose: (e: string) => `Math.fround(${e})` } : {};
  const dialect = {
    ...rounding,
    literal: (value: number) => String(value),
    sqrt: (a: string) => `Math.sqrt(${a})`,
    fma: (a: string, b: string, c: string) => `${fmaNames.fma}(${a}, ${b}, ${c})`,
    inlineWidth: arithmetic === 'f32' ? 0 : INLINE_WIDTH,
  };
  const body = renderBody(program, constants, dialect, scope, input);
  const notes = [...(usesFma ? [FMA_NOTE] : []), ...(used.has('sqrt') ? [SQRT_NOTE] : [])];
  const array = arithmetic === 'f32' ? 'Float32Array' : 'Float64Array';
  const paragraphs = documentation(request, arithmetic, notes);
  const argument =
    `@param ${input} a ${arithmetic === 'f32' ? 'binary32 number (see Math.fround)' : 'number'} in ` +
    `${printInterval(target.interval)}; elsewhere nothing is known of the error`;
  const parts = [
    `${jsDoc([...paragraphs, [argument]])}\n${scalarFunction(functionName, input, body)}`,
    arrayFunction(functionName, arrayName, array),
    ...(usesFma ? [fmaSource(arithmetic, fmaNames)] : []),
  ];
  return { code: parts.join('\n'), functionName, notes };
}

function scalarFunction(name: string, input: string, { statements, result }: Body): string {
  const lines = statements.map((statement) => `  const ${statement.name} = ${statement.expression};`);
  return [
    `export function ${name}(${input}: number): number {`,
    ...lines,
    `  return ${result.expression};`,
    '}',
    '',
  ].join('\n');
}

function arrayFunction(name: string, arrayName: string, array: string): string {
  return `/** output[i] = ${name}(input[i]) for every i; output may be input itself, and must not be shorter. */
export function ${arrayName}(
  input: ${array},
  output: ${array} = new ${array}(input.length),
): ${array} {
  let index = 0;
  for (const value of input) output[index++] = ${name}(value);
  return output;
}
`;
}

function jsDoc(paragraphs: readonly (readonly string[])[]): string {
  const lines = paragraphs.flatMap((paragraph, index) => [
    ...(index === 0 ? [] : ['']),
    ...paragraph.flatMap((sentence) => wrapLine(sentence, LINE_WIDTH)),
  ]);
  return ['/**', ...lines.map((line) => (line === '' ? ' *' : ` * ${line}`)), ' */'].join('\n');
}

function camelCase([first = '', ...rest]: readonly string[]): string {
  return first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

export const TYPESCRIPT: Language = {
  id: 'ts',
  title: 'TypeScript',
  fileExtension: 'ts',
  arithmeticFor,
  emit,
};
