/**
 * The claim as a JSON document: the form in which a permalink carries it.
 *
 *   { "error":   ["4.34e-6", "refined"],
 *     "program": { "code": [[3, -2, -1], ...], "constants": ["25.55...", "x4039..."], "result": 4 },
 *     "run":     { "budget": {"evaluations": n} | {"seconds": s}, "config": {...} },
 *     "target":  { "format": "real", "function": "exp2" | {"expression": "..."}, "interval": "(0,1]",
 *                  "norm": "relative", "ulpAt": "1.5" } }
 *
 * An instruction is its opcode's code and its operands. A constant is x and the 16 hexadecimal digits of a
 * binary64, or decimal text. Ends of the interval and ulpAt are shortest decimals. This form
 * is what version 1 of the permalink means: it does not change; another form is another version.
 */

import { FORMATS } from '../numerics/format';
import { OPCODE, OPCODES } from '../program/opcode';
import type { Opcode } from '../program/opcode';
import { MAX_CONSTANTS, MAX_INSTRUCTIONS } from '../program/program';
import type { Constant, Instruction, Program } from '../program/program';
import { ProgramError, validateProgram } from '../program/validate';
import type { Budget } from '../search/config';
import { MAX_EXPRESSION_LENGTH, parseTarget, TargetError } from '../targets/parse';
import type { TargetText } from '../targets/parse';
import type { ErrorKind, ErrorNorm, Interval, Target } from '../targets/target';
import type { JsonValue } from './canonical-json';
import type { Claim } from './claim';
import {
  fail,
  readChoice,
  readInteger,
  readList,
  readNumber,
  readObject,
  readString,
  readText,
} from './field-reader';
import { PermalinkError } from './permalink-error';
import { readSearchConfig, writeSearchConfig } from './search-config-document';

const ERROR_KINDS: readonly ErrorKind[] = ['sampled', 'refined', 'exhaustive', 'certified'];
const NORMS: readonly ErrorNorm[] = ['relative', 'absolute', 'ulp'];

const NUMBER = String.raw`-?[0-9]{1,25}(?:\.[0-9]{1,25})?(?:e[+-]?[0-9]{1,3})?`;
const DECIMAL = new RegExp(`^${NUMBER}$`);
const INTERVAL = new RegExp(String.raw`^[([]${NUMBER},${NUMBER}[)\]]$`);
const INTERVAL_FORM = 'two decimal numbers in brackets such as (0,1]';

const MAX_CONSTANT_LENGTH = 300;

const OPCODE_OF_CODE: ReadonlyMap<number, Opcode> = new Map(
  OPCODES.map((opcode) => [OPCODE[opcode].code, opcode]),
);
const MAX_CODE = Math.max(...OPCODE_OF_CODE.keys());

/** The claim in canonical form; the document is checked by `readClaim` before it goes anywhere. */
export function claimDocument(claim: Claim): JsonValue {
  const { target, program, errorText, errorKind, run } = claim;
  return {
    error: [errorText, errorKind],
    program: {
      code: program.instructions.map(({ opcode, operands }) => [OPCODE[opcode].code, ...operands]),
      constants: program.constants.map(writeConstant),
      result: program.result,
    },
    target: {
      format: target.format,
      function:
        target.function.kind === 'catalogue' ? target.function.id : { expression: target.function.text },
      interval: writeInterval(target.interval),
      norm: target.norm,
      ...(target.ulpAt === undefined ? {} : { ulpAt: String(target.ulpAt) }),
    },
    ...(run === undefined
      ? {}
      : { run: { budget: writeBudget(run.budget), config: writeSearchConfig(run.config) } }),
  };
}

/** The claim that a document states; PermalinkError with the member's path where the document breaks a rule. */
export function readClaim(document: unknown): Claim {
  const members = readObject(document, 'the link', ['error', 'program', 'target'], ['run']);
  const error = readList(members.get('error'), 'error', 2);
  const target = readTarget(members.get('target'));
  const claim: Claim = {
    target,
    program: readProgram(members.get('program'), target),
    errorText: readText(
      error[0],
      'error[0]',
      100,
      /^(?:[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]{1,6})?|Infinity)$/,
      'a decimal number that is not negative, or Infinity',
    ),
    errorKind: readChoice(error[1], 'error[1]', ERROR_KINDS),
  };
  return members.has('run') ? { ...claim, run: readRun(members.get('run')) } : claim;
}

function writeConstant(constant: Constant): string {
  return constant.kind === 'decimal' ? constant.text : `x${constant.bits.toString(16).padStart(16, '0')}`;
}

function readConstant(value: unknown, path: string): Constant {
  const text = readString(value, path, MAX_CONSTANT_LENGTH);
  if (!text.startsWith('x')) return { kind: 'decimal', text };
  const digits = readText(text, path, 17, /^x[0-9a-f]{16}$/, 'x and 16 hexadecimal digits, or decimal text');
  return { kind: 'binary64', bits: BigInt(`0x${digits.slice(1)}`) };
}

function readInstruction(value: unknown, path: string): Instruction {
  const [code, ...operands] = readList(value, path, 4);
  const opcode = OPCODE_OF_CODE.get(readInteger(code, `${path}[0]`, 0, MAX_CODE));
  if (opcode === undefined) fail(`${path}[0]`, 'is no known opcode');
  return {
    opcode,
    operands: operands.map((operand, i) => readOperand(operand, `${path}[${i + 1}]`)),
  };
}

function readOperand(value: unknown, path: string): number {
  return readInteger(value, path, -1 - MAX_CONSTANTS, MAX_INSTRUCTIONS - 1);
}

function readProgram(value: unknown, target: Target): Program {
  const members = readObject(value, 'program', ['code', 'constants', 'result']);
  const instructions = readList(members.get('code'), 'program.code', MAX_INSTRUCTIONS);
  const constants = readList(members.get('constants'), 'program.constants', MAX_CONSTANTS);
  const program: Program = {
    instructions: instructions.map((instruction, i) => readInstruction(instruction, `program.code[${i}]`)),
    constants: constants.map((constant, i) => readConstant(constant, `program.constants[${i}]`)),
    constantCount: constants.length,
    result: readOperand(members.get('result'), 'program.result'),
  };
  try {
    return validateProgram(program, target.format);
  } catch (error) {
    if (error instanceof ProgramError) throw new PermalinkError(`program: ${error.message}`);
    throw error;
  }
}

function readTarget(value: unknown): Target {
  const members = readObject(value, 'target', ['format', 'function', 'interval', 'norm'], ['ulpAt']);
  const text = {
    ...readFunction(members.get('function')),
    interval: readText(members.get('interval'), 'target.interval', 120, INTERVAL, INTERVAL_FORM),
    format: readChoice(members.get('format'), 'target.format', FORMATS),
    norm: readChoice(members.get('norm'), 'target.norm', NORMS),
  };
  const ulpAt = members.has('ulpAt')
    ? { ulpAt: readText(members.get('ulpAt'), 'target.ulpAt', 60, DECIMAL, 'a decimal number') }
    : {};
  try {
    return parseTarget({ ...text, ...ulpAt });
  } catch (error) {
    if (error instanceof TargetError) throw new PermalinkError(`target: ${error.message}`);
    throw error;
  }
}

function readFunction(value: unknown): Pick<TargetText, 'target' | 'expr'> {
  if (typeof value === 'string') return { target: readString(value, 'target.function', 40) };
  const members = readObject(value, 'target.function', ['expression']);
  const path = 'target.function.expression';
  return { expr: readString(members.get('expression'), path, MAX_EXPRESSION_LENGTH) };
}

/** Shortest decimals, which are read back to the same binary64: one spelling for each interval. */
function writeInterval({ lower, upper, lowerOpen, upperOpen }: Interval): string {
  return `${lowerOpen ? '(' : '['}${String(lower)},${String(upper)}${upperOpen ? ')' : ']'}`;
}

function writeBudget(budget: Budget): JsonValue {
  return budget.kind === 'seconds' ? { seconds: budget.seconds } : { evaluations: budget.evaluations };
}

function readRun(value: unknown): NonNullable<Claim['run']> {
  const members = readObject(value, 'run', ['budget', 'config']);
  return {
    budget: readBudget(members.get('budget')),
    config: readSearchConfig(members.get('config'), 'run.config'),
  };
}

function readBudget(value: unknown): Budget {
  const members = readObject(value, 'run.budget', [], ['evaluations', 'seconds']);
  if (members.size !== 1) fail('run.budget', "must have one of the members 'evaluations' and 'seconds'");
  if (members.has('seconds')) {
    return { kind: 'seconds', seconds: readNumber(members.get('seconds'), 'run.budget.seconds', 0, 1e9) };
  }
  const evaluations = readInteger(
    members.get('evaluations'),
    'run.budget.evaluations',
    1,
    Number.MAX_SAFE_INTEGER,
  );
  return { kind: 'evaluations', evaluations };
}
