/** LaTeX: the formula, with shared subexpressions as lines of their own. It needs amsmath. */

import { isFiniteFormat } from '../numerics/format';
import type { Format } from '../numerics/format';
import { constantText, constantToNumber, roundConstant } from '../program/constant';
import type { Constant } from '../program/program';
import { shortestText } from '../program/shortest-text';
import type { Target } from '../targets/target';
import { lineComment } from './comment';
import { defaultName } from './default-name';
import { documentation } from './describe';
import { safeIdentifier } from './identifier';
import type { Emission, ExportRequest, Language } from './language';
import { definitionsOf } from './tree';
import type { Tree } from './tree';

/** Fractions nested deeper than this become too small to read. */
const MAX_HEIGHT = 4;

const NAMES = ['u', 'v', 'w', 's', 't'];

/** A formula is exact whatever computes it: it is in the target's own arithmetic. */
function arithmeticFor(target: Target, wish?: Format): Format {
  return wish ?? target.format;
}

interface Formula {
  readonly text: string;
  /** 1 for sums, 2 for products, 3 for a leading sign, 4 for what never needs parentheses. */
  readonly strength: 1 | 2 | 3 | 4;
}

function emit(request: ExportRequest): Emission {
  const { program, target } = request;
  const format = arithmeticFor(target, request.arithmetic);
  const functionName = safeIdentifier(
    request.name ?? defaultName(target).join('_'),
    new Set(),
    'approximation',
  );
  const constants = program.constants.map((constant) => numberFormula(constant, format));
  const { definitions, result } = definitionsOf(program, MAX_HEIGHT);
  const formula = (tree: Tree): Formula => {
    switch (tree.kind) {
      case 'input':
        return { text: 'x', strength: 4 };
      case 'constant':
        return constants[tree.index] ?? { text: String.raw`\mathrm{NaN}`, strength: 4 };
      case 'reference':
        return { text: nameOf(tree.definition, definitions.length), strength: 4 };
      case 'operation':
        return compose(tree, formula);
    }
  };
  const lines = definitions.map(
    (tree, index) => `  ${nameOf(index, definitions.length)} &= ${formula(tree).text} \\\\`,
  );
  const code = [
    ...lineComment('%', documentation(request, format, [])),
    String.raw`\begin{align*}`,
    ...lines,
    `  f(x) &\\approx ${formula(result).text}`,
    String.raw`\end{align*}`,
    '',
  ].join('\n');
  return { code, functionName, notes: [] };
}

/** One letter each while they last, else t with an index. */
function nameOf(definition: number, count: number): string {
  return count <= NAMES.length ? (NAMES[definition] ?? '') : `t_{${definition + 1}}`;
}

function compose(tree: Tree & { readonly kind: 'operation' }, formula: (tree: Tree) => Formula): Formula {
  const [first = '', second = '', third = ''] = tree.operands.map((operand) => formula(operand).text);
  const enclosed = (position: number, least: Formula['strength']): string => {
    const operand = tree.operands[position];
    if (operand === undefined) return '';
    const { text, strength } = formula(operand);
    return strength >= least ? text : String.raw`\left(${text}\right)`;
  };
  switch (tree.opcode) {
    case 'add': {
      const right = tree.operands[1];
      // A constant with a sign of its own: x + -1 is written x - 1.
      if (right?.kind === 'constant' && second.startsWith('-')) {
        return { text: `${enclosed(0, 1)} - ${second.slice(1)}`, strength: 1 };
      }
      return { text: `${enclosed(0, 1)} + ${enclosed(1, 2)}`, strength: 1 };
    }
    case 'sub':
      return { text: `${enclosed(0, 1)} - ${enclosed(1, 2)}`, strength: 1 };
    case 'mul':
      if (first === second && tree.operands[0]?.kind !== 'constant') {
        return { text: `${enclosed(0, 4)}^{2}`, strength: 2 };
      }
      return { text: String.raw`${enclosed(0, 2)} \cdot ${enclosed(1, 4)}`, strength: 2 };
    case 'div':
      return { text: String.raw`\frac{${first}}{${second}}`, strength: 2 };
    case 'sqrt':
      return { text: String.raw`\sqrt{${first}}`, strength: 4 };
    case 'neg':
      return { text: `-${enclosed(0, 4)}`, strength: 3 };
    case 'fma':
      return {
        text: String.raw`\operatorname{fma}\left(${first},\, ${second},\, ${third}\right)`,
        strength: 4,
      };
  }
}

/** A constant as a decimal, exactly in `real` and else the shortest that names it; powers of ten are set as such. */
function numberFormula(constant: Constant, format: Format): Formula {
  const text = isFiniteFormat(format)
    ? finiteText(constantToNumber(roundConstant(constant, format)), format)
    : realText(constant);
  const [digits = '', exponent] = text.split('e');
  const scaled =
    exponent === undefined ? text : String.raw`${digits} \cdot 10^{${exponent.replace('+', '')}}`;
  if (text.startsWith('-')) return { text: scaled, strength: 1 };
  return { text: scaled, strength: exponent === undefined ? 4 : 2 };
}

function finiteText(value: number, format: Parameters<typeof shortestText>[1]): string {
  if (Number.isNaN(value)) return String.raw`\mathrm{NaN}`;
  if (!Number.isFinite(value)) return value < 0 ? String.raw`-\infty` : String.raw`\infty`;
  return shortestText(value, format);
}

function realText(constant: Constant): string {
  return constant.kind === 'decimal' ? constantText(constant) : String(constantToNumber(constant));
}

export const LATEX: Language = { id: 'latex', title: 'LaTeX', fileExtension: 'tex', arithmeticFor, emit };
