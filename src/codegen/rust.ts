/**
 * Rust, which never fuses or reassociates: its arithmetic is IEEE 754's. Constants are the shortest decimals that
 * read back to the same bits, since Rust has no hexadecimal floats and rounds decimals correctly.
 */

import type { FiniteFormat } from '../numerics/format';
import { constantToNumber, roundConstants } from '../program/constant';
import { shortestText } from '../program/shortest-text';
import { printInterval } from '../targets/parse';
import type { Target } from '../targets/target';
import { chooseArithmetic } from './arithmetic';
import { lineComment } from './comment';
import { defaultName } from './default-name';
import { documentation } from './describe';
import { bitPattern } from './encoding';
import { renderBody } from './expression';
import { NameScope, safeIdentifier } from './identifier';
import type { Emission, ExportRequest, Language, SnippetTest, TestRequest } from './language';
import { countOpcodes, usesInput } from './live';

const KEYWORDS =
  'Self abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen ' +
  'if impl in let loop macro match mod move mut override priv pub ref return self static struct super trait true try ' +
  'type typeof union unsafe unsized use virtual where while yield bool char f16 f32 f64 f128 i8 i16 i32 i64 i128 ' +
  'isize str u8 u16 u32 u64 u128 usize main';
const RESERVED: ReadonlySet<string> = new Set(KEYWORDS.split(' '));

const INLINE_WIDTH = 60;

const FMA_NOTE =
  'mul_add rounds once by definition; without -C target-feature=+fma or its like it calls a slow library function.';

function arithmeticFor(target: Target, wish?: FiniteFormat): 'f32' | 'f64' {
  return chooseArithmetic(
    {
      language: 'Rust',
      formats: ['f64', 'f32'],
      instead: { real: 'f64' },
      why: 'stable Rust has no 16-bit floating-point types',
    },
    target,
    wish,
  );
}

function emit(request: ExportRequest): Emission {
  const { program, target } = request;
  const type = arithmeticFor(target, request.arithmetic);
  const functionName = safeIdentifier(
    request.name ?? defaultName(target).join('_'),
    RESERVED,
    'approximation',
  );
  const scope = new NameScope([...RESERVED, functionName]);
  const sliceName = scope.claim(`${functionName}_slice`);
  const input = scope.claim(usesInput(program) ? 'x' : '_x');
  const constants = roundConstants(program, type).constants.map(constantToNumber);
  const used = countOpcodes(program);
  const dialect = {
    literal: (value: number) => rustLiteral(value, type),
    sqrt: (a: string) => `${type}::sqrt(${a})`,
    fma: (a: string, b: string, c: string) => `${type}::mul_add(${a}, ${b}, ${c})`,
    inlineWidth: INLINE_WIDTH,
  };
  const { statements, result } = renderBody(program, constants, dialect, scope, input);
  const notes = used.has('fma') ? [FMA_NOTE] : [];
  const argument = `\`${input}\` lies in \`${printInterval(target.interval)}\`; elsewhere nothing is known of the error.`;
  const code = [
    ...lineComment('///', [...documentation(request, type, notes), [argument]]),
    '#[allow(clippy::approx_constant, clippy::excessive_precision)]',
    '#[inline]',
    `pub fn ${functionName}(${input}: ${type}) -> ${type} {`,
    ...statements.map((statement) => `    let ${statement.name} = ${statement.expression};`),
    `    ${result.expression}`,
    '}',
    '',
    `/// \`output[i] = ${functionName}(input[i])\` for every i that both slices have.`,
    `pub fn ${sliceName}(input: &[${type}], output: &mut [${type}]) {`,
    '    for (value, &argument) in output.iter_mut().zip(input) {',
    `        *value = ${functionName}(argument);`,
    '    }',
    '}',
    '',
  ].join('\n');
  return { code, functionName, notes };
}

function rustLiteral(value: number, type: 'f32' | 'f64'): string {
  if (Number.isNaN(value)) return `${type}::NAN`;
  if (value === Infinity) return `${type}::INFINITY`;
  const text = shortestText(value, type);
  return `${/[.e]/.test(text) ? text : `${text}.0`}_${type}`;
}

function emitTest({ functionName, fileName, arithmetic, points }: TestRequest): SnippetTest {
  const word = arithmetic === 'f32' ? 'u32' : 'u64';
  const type = arithmetic;
  const rows = points.map(
    ({ x, value }) => `    (${bitPattern(x, arithmetic)}, ${bitPattern(value, arithmetic)}),`,
  );
  const testName = `${functionName}_test.rs`;
  const code = `//! ${functionName} against its value, bit for bit, at ${points.length} points.

#[path = "${fileName}"]
mod approximation;

const POINTS: &[(${word}, ${word})] = &[
${rows.join('\n')}
];

#[test]
fn same_bits() {
    for &(x, expected) in POINTS {
        let x = ${type}::from_bits(x);
        let value = approximation::${functionName}(x);
        let expected = ${type}::from_bits(expected);
        assert!(
            value.to_bits() == expected.to_bits() || value.is_nan() && expected.is_nan(),
            "x = {x:e}: {value:e} instead of {expected:e}"
        );
    }
}
`;
  return {
    fileName: testName,
    code,
    command: `rustc --edition 2021 --test -O ${testName} -o ${functionName}_test && ./${functionName}_test`,
  };
}

export const RUST: Language = {
  id: 'rust',
  title: 'Rust',
  fileExtension: 'rs',
  arithmeticFor,
  emit,
  emitTest,
};
