/**
 * Julia, which neither fuses nor reassociates unless asked (@fastmath, muladd). Hexadecimal literals are Float64;
 * a constant of a narrower type is one of them converted, which is exact.
 */

import { FORMAT_PARAMETERS } from '../numerics/format';
import type { FiniteFormat } from '../numerics/format';
import { formatHexFloat } from '../numerics/number-text';
import { constantToNumber, roundConstants } from '../program/constant';
import { printInterval } from '../targets/parse';
import type { Target } from '../targets/target';
import { chooseArithmetic } from './arithmetic';
import { documentationLines } from './comment';
import { decimalsOf } from './decimals';
import { defaultName } from './default-name';
import { documentation } from './describe';
import { bitPattern } from './encoding';
import { renderBody } from './expression';
import type { Statement } from './expression';
import { NameScope, safeIdentifier } from './identifier';
import type { Emission, ExportRequest, Language, SnippetTest, TestRequest } from './language';
import { ExportError } from './language';
import { countOpcodes } from './live';

const KEYWORDS =
  'abstract baremodule begin break catch const continue do else elseif end export false finally for function global if ' +
  'import in isa let local macro module mutable outer primitive public quote return struct true try type using where while';
/** Names of Base that the snippet uses, or that a method of ours would extend. */
const BASE =
  'Float16 Float32 Float64 Inf NaN AbstractArray axes abs acos acosh asin asinh atan atanh cbrt cos cosh cospi ' +
  'eachindex exp exp10 exp2 expm1 fma inv log log10 log1p log2 max min muladd pi sin sinc sinh sinpi sqrt tan tanh';
const RESERVED: ReadonlySet<string> = new Set(`${KEYWORDS} ${BASE}`.split(' '));

const INLINE_WIDTH = 60;

const FMA_NOTE =
  'fma rounds once by definition; without a processor instruction for it Julia computes it slowly.';

function arithmeticFor(target: Target, wish?: FiniteFormat): 'f64' | 'f32' | 'f16' {
  return chooseArithmetic(
    {
      language: 'Julia',
      formats: ['f64', 'f32', 'f16'],
      instead: { real: 'f64' },
      why: 'Julia has no such type of its own',
    },
    target,
    wish,
  );
}

function emit(request: ExportRequest): Emission {
  const { program, target } = request;
  const arithmetic = arithmeticFor(target, request.arithmetic);
  const used = countOpcodes(program);
  if (arithmetic === 'f16' && used.has('fma')) {
    throw new ExportError(
      'Julia cannot be trusted with this program: its fma of Float16 rounds more than once in some versions.',
    );
  }
  const type = typeOf(arithmetic);
  const functionName = safeIdentifier(
    request.name ?? defaultName(target).join('_'),
    RESERVED,
    'approximation',
  );
  const scope = new NameScope([...RESERVED, functionName]);
  const rootName = scope.claim('_sqrt');
  const input = scope.claim('x');
  const constants = roundConstants(program, arithmetic).constants.map(constantToNumber);
  const dialect = {
    literal: (value: number) => juliaLiteral(value, arithmetic),
    sqrt: (a: string) => `${rootName}(${a})`,
    fma: (a: string, b: string, c: string) => `fma(${a}, ${b}, ${c})`,
    inlineWidth: INLINE_WIDTH,
  };
  const { statements, result } = renderBody(program, constants, dialect, scope, input);
  const notes = used.has('fma') ? [FMA_NOTE] : [];
  const argument = `\`${input}\` lies in \`${printInterval(target.interval)}\`; elsewhere nothing is known of the error.`;
  const arrays = `\`${functionName}.(xs)\` takes arrays; \`${functionName}!(ys, xs)\` writes into one.`;
  const line = (text: string, statement: Statement): string => {
    const decimals = decimalsOf(statement, constants, arithmetic);
    return decimals === '' ? `    ${text}` : `    ${text} # ${decimals}`;
  };
  const code = [
    ...docstring(`${functionName}(${input}::${type})`, [
      ...documentation(request, arithmetic, notes),
      [argument, arrays],
    ]),
    `function ${functionName}(${input}::${type})::${type}`,
    ...statements.map((statement) => line(`${statement.name} = ${statement.expression}`, statement)),
    line(`return ${result.expression}`, result),
    'end',
    '',
    `function ${functionName}!(ys::AbstractArray{${type}}, xs::AbstractArray{${type}})`,
    `    ys .= ${functionName}.(xs)`,
    '    return ys',
    'end',
    ...(used.has('sqrt')
      ? [
          '',
          '# Base.sqrt throws for negative numbers; here they give NaN, as in IEEE 754.',
          `${rootName}(a) = a < zero(a) ? oftype(a, NaN) : sqrt(a)`,
        ]
      : []),
    '',
  ].join('\n');
  return { code, functionName, notes };
}

function typeOf(format: FiniteFormat): string {
  return `Float${FORMAT_PARAMETERS[format].width}`;
}

function juliaLiteral(value: number, arithmetic: 'f64' | 'f32' | 'f16'): string {
  const text = Number.isNaN(value)
    ? 'NaN'
    : value === Infinity
      ? 'Inf'
      : formatHexFloat(value).replace('p+', 'p');
  return arithmetic === 'f64' ? text : `${typeOf(arithmetic)}(${text})`;
}

/** A docstring that begins with the signature; nothing in it interpolates. */
function docstring(signature: string, paragraphs: readonly (readonly string[])[]): string[] {
  const lines = documentationLines(paragraphs).map((line) => line.replace(/[\\"$]/g, '\\$&'));
  return ['"""', `    ${signature}`, '', ...lines, '"""'];
}

function emitTest({ functionName, fileName, arithmetic, points }: TestRequest): SnippetTest {
  const type = typeOf(arithmetic);
  const rows = points.map(
    ({ x, value }) => `    (${bitPattern(x, arithmetic)}, ${bitPattern(value, arithmetic)}),`,
  );
  const testName = `${functionName}_test.jl`;
  const code = `# ${functionName} against its value, bit for bit, at ${points.length} points.
using Test

include("${fileName}")

const POINTS = [
${rows.join('\n')}
]

@testset "${functionName}" begin
    for (x, expected) in POINTS
        # === tells zeros apart, and isequal takes all NaN for one.
        @test isequal(${functionName}(reinterpret(${type}, x)), reinterpret(${type}, expected))
    end
end
`;
  return { fileName: testName, code, command: `julia ${testName}` };
}

export const JULIA: Language = {
  id: 'julia',
  title: 'Julia',
  fileExtension: 'jl',
  arithmeticFor,
  emit,
  emitTest,
};
