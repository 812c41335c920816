/**
 * FPCore 2.0 (FPBench: the format of Herbie and other tools). Constants of finite formats are the shortest decimals
 * that the :precision of the core reads back to the same bits; those of `real` programs are written in full.
 */

import { fromBinary64Bits } from '../numerics/bits';
import { isFiniteFormat } from '../numerics/format';
import type { FiniteFormat, Format } from '../numerics/format';
import { constantToExact, isNanBits, roundConstant } from '../program/constant';
import { exactDecimalText } from '../program/decimal-text';
import type { Opcode } from '../program/opcode';
import type { Constant } from '../program/program';
import { shortestText } from '../program/shortest-text';
import type { Interval, Target } from '../targets/target';
import { chooseArithmetic } from './arithmetic';
import { lineComment } from './comment';
import { defaultName } from './default-name';
import { documentation, titleOf } from './describe';
import { safeIdentifier } from './identifier';
import type { Emission, ExportRequest, Language } from './language';
import { definitionsOf } from './tree';
import type { Tree } from './tree';

const PRECISIONS: Readonly<Record<FiniteFormat, string>> = {
  f64: 'binary64',
  f32: 'binary32',
  f16: 'binary16',
  bf16: '(float 8 16)',
};

const OPERATORS: Readonly<Record<Opcode, string>> = {
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  fma: 'fma',
  sqrt: 'sqrt',
  neg: '-',
};

/** Functions of the catalogue that FPCore has an operator for. */
const SPECIFICATIONS: ReadonlySet<string> = new Set(
  (
    'acos acosh asin asinh atan atanh cbrt cos cosh erf erfc exp exp2 expm1 lgamma log log10 log1p log2 sin sinh ' +
    'sqrt tan tanh'
  ).split(' '),
);

const RESERVED: ReadonlySet<string> = new Set([
  ...Object.values(OPERATORS),
  ...SPECIFICATIONS,
  ...'FPCore let while if for tensor cast array and or not abs pow tgamma E PI TRUE FALSE INFINITY NAN'.split(
    ' ',
  ),
]);

/** Nesting at which an expression is given a name. */
const MAX_HEIGHT = 6;
const MAX_DIGITS = 200;

function arithmeticFor(target: Target, wish?: FiniteFormat): FiniteFormat {
  return chooseArithmetic(
    {
      language: 'FPCore',
      formats: ['f64', 'f32', 'f16', 'bf16'],
      instead: { real: 'f64' },
      why: 'these are all',
    },
    target,
    wish,
  );
}

function emit(request: ExportRequest): Emission {
  const { program, target } = request;
  const arithmetic = arithmeticFor(target, request.arithmetic);
  const functionName = safeIdentifier(
    request.name ?? defaultName(target).join('_'),
    RESERVED,
    'approximation',
  );
  const constants = program.constants.map((constant) => numberText(constant, target.format, arithmetic));
  const { definitions, result } = definitionsOf(program, MAX_HEIGHT);
  const text = (tree: Tree): string => {
    switch (tree.kind) {
      case 'input':
        return 'x';
      case 'constant':
        return constants[tree.index] ?? 'NAN';
      case 'reference':
        return `t${tree.definition}`;
      case 'operation':
        return `(${OPERATORS[tree.opcode]} ${tree.operands.map(text).join(' ')})`;
    }
  };
  const bindings = definitions.map((tree, index) => `[t${index} ${text(tree)}]`);
  const fn = target.function;
  const specified = fn.kind === 'catalogue' && SPECIFICATIONS.has(fn.id) ? [`  :spec (${fn.id} x)`] : [];
  const code = [
    ...lineComment(';;', documentation(request, arithmetic, [])),
    `(FPCore ${functionName} (x)`,
    `  :name "${titleOf(target).replace(/[\\"]/g, '\\$&')}"`,
    `  :precision ${PRECISIONS[arithmetic]}`,
    '  :round nearestEven',
    `  :pre ${precondition(target.interval)}`,
    ...specified,
    ...(bindings.length === 0
      ? [`  ${text(result)})`]
      : [`  (let* (${bindings.join('\n         ')})`, `    ${text(result)}))`]),
    '',
  ].join('\n');
  return { code, functionName, notes: [] };
}

/** In `real` the number in full, else the shortest text that names it. */
function numberText(constant: Constant, format: Format, arithmetic: FiniteFormat): string {
  if (constant.kind === 'decimal') return constant.text;
  if (!isFiniteFormat(format)) {
    const exact = exactDecimalText(constantToExact(constant), MAX_DIGITS);
    if (exact !== null) return exact;
  }
  const rounded = roundConstant(constant, arithmetic);
  const bits = rounded.kind === 'binary64' ? rounded.bits : 0n;
  if (isNanBits(bits)) return 'NAN';
  const value = fromBinary64Bits(bits);
  if (!Number.isFinite(value)) return value < 0 ? '(- INFINITY)' : 'INFINITY';
  return shortestText(value, arithmetic);
}

function precondition({ lower, upper, lowerOpen, upperOpen }: Interval): string {
  const sides = [
    ...(lower === -Infinity ? [] : [`(${lowerOpen ? '<' : '<='} ${String(lower)} x)`]),
    ...(upper === Infinity ? [] : [`(${upperOpen ? '<' : '<='} x ${String(upper)})`]),
  ];
  const [only] = sides;
  if (only === undefined) return 'TRUE';
  return sides.length === 1 ? only : `(and ${sides.join(' ')})`;
}

export const FPCORE: Language = {
  id: 'fpcore',
  title: 'FPCore',
  fileExtension: 'fpcore',
  arithmeticFor,
  emit,
};
