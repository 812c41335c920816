/**
 * What TypeScript and JavaScript have in common. f32 programs round with Math.fround after each operation, which
 * is exactly binary32 arithmetic: binary64 has more than twice its precision, so the double rounding of + - * /
 * and sqrt is innocuous. f64 programs are plain arithmetic; `real` programs are emitted as f64; f16 and bf16
 * programs carry a rounding function of their own.
 */

import type { FiniteFormat } from '../numerics/format';
import { constantToNumber, roundConstants } from '../program/constant';
import { printInterval } from '../targets/parse';
import type { Target } from '../targets/target';
import { chooseArithmetic } from './arithmetic';
import { blockComment } from './comment';
import { defaultName } from './default-name';
import { documentation, formatName } from './describe';
import { bitPattern } from './encoding';
import { renderBody } from './expression';
import type { Body } from './expression';
import { NameScope, safeIdentifier } from './identifier';
import type { Emission, ExportRequest, SnippetTest, TestRequest } from './language';
import { countOpcodes, instructionAt, usesInput } from './live';
import { fmaSource } from './typescript-fma';
import { roundingSource } from './typescript-rounding';
import type { Annotate } from './typescript-rounding';

const KEYWORDS =
  'abstract any arguments as asserts async await bigint boolean break case catch class const constructor continue ' +
  'debugger declare default delete do else enum eval export extends false finally for from function get if ' +
  'implements import in infer instanceof interface is keyof let module namespace never new null number object of ' +
  'package private protected public readonly require return set static string super switch symbol this throw true ' +
  'try type typeof undefined unique unknown using var void while with yield';
/** Globals that the emitted code uses. */
const GLOBALS = 'Array ArrayBuffer BigInt DataView Float32Array Float64Array Infinity Math NaN Number Object';
const RESERVED: ReadonlySet<string> = new Set(`${KEYWORDS} ${GLOBALS}`.split(' '));

const INLINE_WIDTH = 60;

const FMA_NOTE =
  'JavaScript has no fused multiply-add: the one below is exact, and much slower than a hardware instruction.';
const SQRT_NOTE =
  'Math.sqrt is correctly rounded on current engines; the language itself promises that of + - * / only.';

const ROUND_NAMES: Readonly<Record<FiniteFormat, string>> = {
  f64: '',
  f32: 'Math.fround',
  f16: 'roundToBinary16',
  bf16: 'roundToBfloat16',
};

export function arithmeticFor(target: Target, wish?: FiniteFormat): FiniteFormat {
  return chooseArithmetic(
    {
      language: 'JavaScript and TypeScript',
      formats: ['f64', 'f32', 'f16', 'bf16'],
      instead: { real: 'f64' },
      why: 'they have no other',
    },
    target,
    wish,
  );
}

export function emitEcmaScript(request: ExportRequest, typed: boolean): Emission {
  const { program, target } = request;
  const arithmetic = arithmeticFor(target, request.arithmetic);
  const type: Annotate = (text) => (typed ? `: ${text}` : '');
  const wish = request.name ?? camelCase(defaultName(target));
  const functionName = safeIdentifier(wish, RESERVED, 'approximation');
  const moduleScope = new NameScope([...RESERVED, functionName]);
  const arrayName = moduleScope.claim(`${functionName}Array`);
  const used = countOpcodes(program);
  const usesFma = used.has('fma');
  const narrow = arithmetic === 'f16' || arithmetic === 'bf16' ? arithmetic : undefined;
  const round = narrow === undefined ? ROUND_NAMES[arithmetic] : moduleScope.claim(ROUND_NAMES[arithmetic]);
  const fmaNames = {
    fma: moduleScope.claim(`fma${/[0-9]+$/.exec(arithmetic)?.[0] ?? ''}`),
    addToOdd: moduleScope.claim('addToOdd'),
    word: moduleScope.claim('float64Word'),
  };
  const rounds = narrow !== undefined && [...used.keys()].some((opcode) => opcode !== 'neg');

  const scope = new NameScope([
    ...RESERVED,
    functionName,
    arrayName,
    ...(narrow === undefined ? [] : [round]),
    ...Object.values(fmaNames),
  ]);
  // Compilers accept an unused parameter where its name begins with an underscore.
  const input = scope.claim(usesInput(program) ? 'x' : '_x');
  const constants = roundConstants(program, arithmetic).constants.map(constantToNumber);
  const rounding =
    arithmetic === 'f64'
      ? {}
      : {
          // The fma in software rounds by itself.
          enclose: (e: string, index: number) =>
            instructionAt(program, index).opcode === 'fma' ? undefined : `${round}(${e})`,
        };
  const dialect = {
    ...rounding,
    literal: (value: number) => String(value),
    sqrt: (a: string) => `Math.sqrt(${a})`,
    fma: (a: string, b: string, c: string) => `${fmaNames.fma}(${a}, ${b}, ${c})`,
    inlineWidth: arithmetic === 'f64' ? INLINE_WIDTH : 0,
  };
  const body = renderBody(program, constants, dialect, scope, input);
  const notes = [...(usesFma ? [FMA_NOTE] : []), ...(used.has('sqrt') ? [SQRT_NOTE] : [])];
  const array = arithmetic === 'f64' ? 'Float64Array' : 'Float32Array';
  const paragraphs = documentation(request, arithmetic, notes);
  const kind =
    arithmetic === 'f64'
      ? 'number'
      : `${formatName(arithmetic)} number${arithmetic === 'f32' ? ' (see Math.fround)' : ''}`;
  const argument =
    `@param ${typed ? '' : '{number} '}${input} a ${kind} in ` +
    `${printInterval(target.interval)}; elsewhere nothing is known of the error`;
  const tags = typed ? [argument] : [argument, '@returns {number}'];
  const parts = [
    `${blockComment('/**', [...paragraphs, tags]).join('\n')}\n${scalarFunction(functionName, input, body, type)}`,
    arrayFunction(functionName, arrayName, array, typed, type),
    ...(usesFma || rounds ? [`const ${fmaNames.word} = new DataView(new ArrayBuffer(8));\n`] : []),
    ...(narrow !== undefined && rounds ? [roundingSource(narrow, { round, word: fmaNames.word }, type)] : []),
    ...(usesFma ? [fmaSource(arithmetic, fmaNames, round, type)] : []),
  ];
  return { code: parts.join('\n'), functionName, notes };
}

function scalarFunction(name: string, input: string, { statements, result }: Body, type: Annotate): string {
  const lines = statements.map((statement) => `  const ${statement.name} = ${statement.expression};`);
  return [
    `export function ${name}(${input}${type('number')})${type('number')} {`,
    ...lines,
    `  return ${result.expression};`,
    '}',
    '',
  ].join('\n');
}

function arrayFunction(
  name: string,
  arrayName: string,
  array: string,
  typed: boolean,
  type: Annotate,
): string {
  const sentence = `output[i] = ${name}(input[i]) for every i; output may be input itself, and must not be shorter.`;
  const head = typed
    ? `/** ${sentence} */`
    : `/**
 * ${sentence}
 *
 * @param {${array}} input
 * @param {${array}} [output]
 * @returns {${array}}
 */`;
  return `${head}
export function ${arrayName}(
  input${type(array)},
  output${type(array)} = new ${array}(input.length),
)${type(array)} {
  let index = 0;
  for (const value of input) output[index++] = ${name}(value);
  return output;
}
`;
}

function camelCase([first = '', ...rest]: readonly string[]): string {
  return first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** A test for Node's own runner; `TypeScript` needs a Node that strips types, or a compiler before it. */
export function emitEcmaScriptTest(request: TestRequest, extension: 'ts' | 'js'): SnippetTest {
  const { functionName, fileName, arithmetic, points } = request;
  // Every narrower number is a binary64 number.
  const rows = points.map(({ x, value }) => `  [${bitPattern(x, 'f64')}n, ${bitPattern(value, 'f64')}n],`);
  const testName = extension === 'ts' ? `${functionName}.test.ts` : `${functionName}.test.mjs`;
  const code = `// ${functionName} against its value, bit for bit, at ${points.length} points: pairs of binary64 encodings
// of ${formatName(arithmetic)} numbers.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ${functionName} } from './${fileName}';

const POINTS${extension === 'ts' ? ': [bigint, bigint][]' : ''} = [
${rows.join('\n')}
];

const number = (bits${extension === 'ts' ? ': bigint' : ''}) => new Float64Array(BigUint64Array.of(bits).buffer)[0]${extension === 'ts' ? '!' : ''};

test('${functionName} has the same bits at ${points.length} points', () => {
  for (const [x, value] of POINTS) {
    // Object.is tells zeros apart and takes all NaN for one.
    assert.ok(Object.is(${functionName}(number(x)), number(value)), \`at x = \${number(x)}\`);
  }
});
`;
  const command =
    extension === 'ts' ? `node --experimental-strip-types --test ${testName}` : `node --test ${testName}`;
  return { fileName: testName, code, command };
}
