/**
 * Python with NumPy: one function for scalars and arrays. Every constant has the type of the argument, so that
 * nothing is promoted whatever the rules of the NumPy version; they are read from hexadecimal text, which is exact.
 */

import { FORMAT_PARAMETERS } from '../numerics/format';
import type { FiniteFormat } from '../numerics/format';
import { formatHexFloat } from '../numerics/number-text';
import { constantToNumber, roundConstants } from '../program/constant';
import { shortestText } from '../program/shortest-text';
import { printInterval } from '../targets/parse';
import type { Target } from '../targets/target';
import { chooseArithmetic } from './arithmetic';
import { documentationLines } from './comment';
import { defaultName } from './default-name';
import { documentation, formatName } from './describe';
import { bitPattern } from './encoding';
import { renderBody } from './expression';
import { NameScope, safeIdentifier } from './identifier';
import type { Emission, ExportRequest, Language, SnippetTest, TestRequest } from './language';
import { countOpcodes, usesInput } from './live';
import { pythonFma } from './python-fma';

const KEYWORDS =
  'False None True and as assert async await break case class continue def del elif else except exec finally for ' +
  'from global if import in is lambda match nonlocal not or pass print raise return try type while with yield';
const BUILTINS = 'abs float int max min np numpy pow round Fraction';
const RESERVED: ReadonlySet<string> = new Set(`${KEYWORDS} ${BUILTINS}`.split(' '));

const INLINE_WIDTH = 60;

const FMA_NOTE =
  'NumPy has no fused multiply-add: the one in this file is exact, and slower than the separate operations.';

type Served = 'f16' | 'f32' | 'f64';

const dtypeOf = (format: FiniteFormat): string => `float${FORMAT_PARAMETERS[format].width}`;

function arithmeticFor(target: Target, wish?: FiniteFormat): Served {
  return chooseArithmetic(
    {
      language: 'Python',
      formats: ['f64', 'f32', 'f16'],
      instead: { real: 'f64' },
      why: 'NumPy has no such type',
    },
    target,
    wish,
  );
}

function emit(request: ExportRequest): Emission {
  const { program, target } = request;
  const arithmetic = arithmeticFor(target, request.arithmetic);
  const dtype = `np.${dtypeOf(arithmetic)}`;
  const functionName = safeIdentifier(
    request.name ?? defaultName(target).join('_'),
    RESERVED,
    'approximation',
  );
  const scope = new NameScope([...RESERVED, functionName]);
  const fmaName = scope.claim('_fma');
  const input = scope.claim('x');
  const constants = roundConstants(program, arithmetic).constants.map(constantToNumber);
  const used = countOpcodes(program);
  const dialect = {
    literal: (value: number) =>
      Number.isNaN(value)
        ? `${dtype}(np.nan)`
        : value === Infinity
          ? `${dtype}(np.inf)`
          : `${dtype}(float.fromhex("${formatHexFloat(value)}"))`,
    sqrt: (a: string) => `np.sqrt(${a})`,
    fma: (a: string, b: string, c: string) => `${fmaName}(${a}, ${b}, ${c})`,
    inlineWidth: INLINE_WIDTH,
    bindsConstant: () => true,
    constantName: (n: number) => `_C${n}`,
  };
  const { statements, result } = renderBody(program, constants, dialect, scope, input);
  const notes = used.has('fma') ? [FMA_NOTE] : [];
  const argument =
    `${input}, a scalar or an array of any shape, is taken in ${formatName(arithmetic)} and lies in ` +
    `${printInterval(target.interval)}; elsewhere nothing is known of the error.`;
  const named = statements.filter(({ isConstant }) => isConstant);
  const steps = statements.filter(({ isConstant }) => !isConstant);
  const code = [
    ...(used.has('fma') && arithmetic === 'f64' ? ['from fractions import Fraction', ''] : []),
    'import numpy as np',
    '',
    ...named.map(({ name, expression, constants: [index] }) => {
      const value = constants[index ?? 0] ?? NaN;
      const decimal = Number.isFinite(value) ? `  # ${shortestText(value, arithmetic)}` : '';
      return `${name} = ${expression}${decimal}`;
    }),
    '',
    ...(named.length === 0 ? [] : ['']),
    `def ${functionName}(${input}):`,
    ...docstring([...documentation(request, arithmetic, notes), [argument]]),
    `    ${input} = np.asarray(${input}, dtype=${dtype})`,
    ...steps.map(({ name, expression }) => `    ${name} = ${expression}`),
    `    return ${returned(result.expression, input, usesInput(program))}`,
    ...(used.has('fma') ? ['', '', pythonFma(fmaName, arithmetic)] : []),
    '',
  ].join('\n');
  return { code, functionName, notes };
}

/** A program that does nothing to x gives a copy, and one without x an array of x's shape. */
function returned(expression: string, input: string, dependsOnInput: boolean): string {
  if (!dependsOnInput) return `np.full_like(${input}, ${expression})`;
  return expression === input ? `+${input}` : expression;
}

function docstring(paragraphs: readonly (readonly string[])[]): string[] {
  const [first = '', ...lines] = documentationLines(paragraphs).map((line) =>
    line.replaceAll('\\', '\\\\').replaceAll('"', '\\"'),
  );
  return [`    """${first}`, ...lines.map((line) => (line === '' ? '' : `    ${line}`)), '    """'];
}

function emitTest({ functionName, fileName, arithmetic, points }: TestRequest): SnippetTest {
  const dtype = dtypeOf(arithmetic);
  const word = `np.uint${FORMAT_PARAMETERS[arithmetic].width}`;
  const rows = points.map(
    ({ x, value }) => `    (${bitPattern(x, arithmetic)}, ${bitPattern(value, arithmetic)}),`,
  );
  const module = fileName.replace(/\.py$/, '');
  const testName = `test_${functionName}.py`;
  const code = `"""${functionName} against its value, bit for bit, at ${points.length} points."""

import unittest

import numpy as np

from ${module} import ${functionName}

POINTS = [
${rows.join('\n')}
]


class SameBits(unittest.TestCase):
    def test_points(self):
        bits = np.array(POINTS, dtype=${word}).reshape(-1, 2)
        x = bits[:, 0].copy().view(np.${dtype})
        expected = bits[:, 1].copy().view(np.${dtype})
        value = ${functionName}(x)
        self.assertEqual(value.dtype, np.${dtype})
        same = (value.view(${word}) == expected.view(${word})) | (np.isnan(value) & np.isnan(expected))
        self.assertTrue(same.all(), f"differs at x = {x[~same]}")


if __name__ == "__main__":
    unittest.main()
`;
  return { fileName: testName, code, command: `python3 ${testName}` };
}

export const PYTHON: Language = {
  id: 'python',
  title: 'Python',
  fileExtension: 'py',
  arithmeticFor,
  emit,
  emitTest,
};
