/**
 * C99. Constants are hexadecimal literals, exact by definition. Contraction is forbidden by the pragma that the
 * standard has for it, which GCC does not know: the snippet says what it needs instead.
 */

import { formatHexFloat } from '../numerics/number-text';
import { constantToNumber, roundConstants } from '../program/constant';
import { printInterval } from '../targets/parse';
import type { Target } from '../targets/target';
import { chooseArithmetic } from './arithmetic';
import { C_RESERVED } from './c-words';
import { blockComment } from './comment';
import { decimalsOf } from './decimals';
import { defaultName } from './default-name';
import { documentation } from './describe';
import { bitPattern } from './encoding';
import { renderBody } from './expression';
import type { Statement } from './expression';
import { NameScope, safeIdentifier } from './identifier';
import type { Emission, ExportRequest, Language, SnippetTest, TestRequest } from './language';
import { countOpcodes, usesInput } from './live';
import type { FiniteFormat } from '../numerics/format';

const INLINE_WIDTH = 60;

const FUSIBLE = ['add', 'sub'] as const;

const CONTRACTION_NOTE =
  'Compilers must not fuse a * b + c where the program does not: STDC FP_CONTRACT OFF tells them, but GCC ignores ' +
  'it and fuses outside its ISO modes where the processor can: compile with -std=c99 or -ffp-contract=off. ' +
  'Never use -ffast-math.';
const EVALUATION_NOTE =
  'FLT_EVAL_METHOD must be 0, as it is where SSE, AVX, NEON or RISC-V D compute; the x87 unit keeps excess precision.';
const FMA_NOTE =
  'fma() rounds once by definition; without a processor instruction for it the library computes it slowly.';

function arithmeticFor(target: Target, wish?: FiniteFormat): 'f32' | 'f64' {
  return chooseArithmetic(
    { language: 'C', formats: ['f64', 'f32'], instead: { real: 'f64' }, why: 'C99 has no 16-bit types' },
    target,
    wish,
  );
}

function notesFor(used: ReadonlyMap<string, number>): string[] {
  return [
    ...(used.has('mul') && FUSIBLE.some((opcode) => used.has(opcode)) ? [CONTRACTION_NOTE] : []),
    ...(used.size > 0 ? [EVALUATION_NOTE] : []),
    ...(used.has('fma') ? [FMA_NOTE] : []),
  ];
}

function emit(request: ExportRequest): Emission {
  const { program, target } = request;
  const arithmetic = arithmeticFor(target, request.arithmetic);
  const type = arithmetic === 'f32' ? 'float' : 'double';
  const suffix = arithmetic === 'f32' ? 'f' : '';
  const functionName = safeIdentifier(
    request.name ?? defaultName(target).join('_'),
    C_RESERVED,
    'approximation',
  );
  const scope = new NameScope([...C_RESERVED, functionName]);
  const arrayName = scope.claim(`${functionName}_array`);
  const input = scope.claim('x');
  const constants = roundConstants(program, arithmetic).constants.map(constantToNumber);
  const used = countOpcodes(program);
  const dialect = {
    literal: (value: number) =>
      Number.isNaN(value) ? 'NAN' : value === Infinity ? 'INFINITY' : `${formatHexFloat(value)}${suffix}`,
    sqrt: (a: string) => `sqrt${suffix}(${a})`,
    fma: (a: string, b: string, c: string) => `fma${suffix}(${a}, ${b}, ${c})`,
    inlineWidth: INLINE_WIDTH,
  };
  const { statements, result } = renderBody(program, constants, dialect, scope, input);
  const notes = notesFor(used);
  const argument = `${input} lies in ${printInterval(target.interval)}; elsewhere nothing is known of the error.`;
  const decimals = (statement: Statement): string => {
    const text = decimalsOf(statement, constants, arithmetic);
    return text === '' ? '' : ` /* ${text} */`;
  };
  const libraryNeeded =
    used.has('fma') || used.has('sqrt') || constants.some((value) => !Number.isFinite(value));
  const code = [
    ...(libraryNeeded ? ['#include <math.h>'] : []),
    '#include <stddef.h>',
    '',
    '#pragma STDC FP_CONTRACT OFF',
    '',
    ...blockComment('/**', [...documentation(request, arithmetic, notes), [argument]]),
    `${type} ${functionName}(${type} ${input})`,
    '{',
    ...statements.map(
      (statement) => `    const ${type} ${statement.name} = ${statement.expression};${decimals(statement)}`,
    ),
    ...(usesInput(program) ? [] : [`    (void)${input};`]),
    `    return ${result.expression};${decimals(result)}`,
    '}',
    '',
    `/** output[i] = ${functionName}(input[i]) for i below count; output may be input itself. */`,
    `void ${arrayName}(const ${type} *input, ${type} *output, size_t count)`,
    '{',
    '    for (size_t i = 0; i < count; i++)',
    `        output[i] = ${functionName}(input[i]);`,
    '}',
    '',
  ].join('\n');
  return { code, functionName, notes };
}

function emitTest({ functionName, fileName, arithmetic, points }: TestRequest): SnippetTest {
  const [type, word] = arithmetic === 'f32' ? ['float', 'uint32_t'] : ['double', 'uint64_t'];
  const rows = points.map(
    ({ x, value }) => `    { ${bitPattern(x, arithmetic)}u, ${bitPattern(value, arithmetic)}u },`,
  );
  const testName = `${functionName}_test.c`;
  const code = `/* ${functionName} against its value, bit for bit, at ${points.length} points. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "${fileName}"

static const ${word} points[][2] = {
${rows.join('\n')}
};

int main(void)
{
    int failures = 0;
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++) {
        ${type} x, y, value;
        ${word} bits;
        memcpy(&x, &points[i][0], sizeof x);
        memcpy(&value, &points[i][1], sizeof value);
        y = ${functionName}(x);
        memcpy(&bits, &y, sizeof bits);
        if (bits != points[i][1] && !(y != y && value != value)) {
            printf("x = %a: %a instead of %a\\n", (double)x, (double)y, (double)value);
            failures++;
        }
    }
    printf("%d of %d points differ\\n", failures, (int)(sizeof points / sizeof points[0]));
    return failures != 0;
}
`;
  return {
    fileName: testName,
    code,
    command: `cc -std=c99 -O2 -ffp-contract=off ${testName} -lm -o ${functionName}_test && ./${functionName}_test`,
  };
}

export const C: Language = { id: 'c', title: 'C', fileExtension: 'c', arithmeticFor, emit, emitTest };
