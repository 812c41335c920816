/**
 * The claim as a JSON document: the form in which a permalink carries it.
 *
 *   { "error":   ["4.34e-6", "refined"],
 *     "program": { "code": [[3, -2, -1], ...], "constants": ["25.55...", "x4039..."], "result": 4 },
 *     "run":     { "budget": {"evaluations": n} | {"seconds": s}, "config": {...},
 *                  "seeded": true where it began with its user's programs },
 *     "target":  { "format": "real", "function": "exp2" | {"expression": "..."}, "interval": "(0,1]",
 *                  "norm": "relative", "ulpAt": "1.5" } }
 *
 * An instruction is its opcode's code and its operands. A constant is x and the 16 hexadecimal digits of a
 * binary64, or decimal text. Optional members of target: compute "f32", flush true. Ends of the interval and ulpAt are shortest decimals. This form
 * is what version 1 of the permalink means: it does not change; another form is another version.
 */

import { FORMATS, type Format } from '../numerics/format';
import { OPCODE, OPCODES } from '../program/opcode';
import type { Opcode } from '../program/opcode';
import { MAX_CONSTANTS, MAX_INSTRUCTIONS } from '../program/program';
import type { Constant, Instruction, Program } from '../program/program';
import { ProgramError, validateProgram } from '../program/validate';
import type { Budget } from '../search/config';
import { MAX_EXPRESSION_LENGTH, parseTarget, TargetError } from '../targets/parse';
import type { TargetText } from '../targets/parse';
import { programFormat, type ErrorKind, type ErrorNorm, type Interval, type Target } from '../targets/target';
import type { JsonValue } from './canonical-json';
import type { Claim, ClaimedRow } from './claim';
import {
  fail,
  readChoice,
  readInteger,
  readList,
  readNumber,
  readObject,
  readString,
  readText,
  type Members,
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
  return { ...rowMembers(claim), ...contextMembers(claim) };
}

/** What is said of a program: the members `error` and `program`. */
export function rowMembers({ program, errorText, errorKind }: ClaimedRow) {
  return {
    error: [errorText, errorKind],
    program: writeProgram(program),
  };
}

export function writeProgram({ instructions, constants, result }: Program): JsonValue {
  return {
    code: instructions.map(({ opcode, operands }) => [OPCODE[opcode].code, ...operands]),
    constants: constants.map(writeConstant),
    result,
  };
}

/** What programs are claimed for and how they were found: the members `target` and, where there is one, `run`. */
export function contextMembers({ target, run }: Omit<Claim, keyof ClaimedRow>) {
  return {
    target: {
      format: target.format,
      function:
        target.function.kind === 'catalogue' ? target.function.id : { expression: target.function.text },
      interval: writeInterval(target.interval),
      norm: target.norm,
      ...(target.ulpAt === undefined ? {} : { ulpAt: String(target.ulpAt) }),
      ...(target.compute === undefined ? {} : { compute: target.compute }),
      ...(target.flush === undefined ? {} : { flush: target.flush }),
    },
    ...(run === undefined ? {} : { run: writeRun(run) }),
  };
}

function writeRun({ budget, config, seeded = false }: NonNullable<Claim['run']>): JsonValue {
  return {
    budget: writeBudget(budget),
    config: writeSearchConfig(config),
    ...(seeded ? { seeded } : {}),
  };
}

/** The claim that a document states; PermalinkError with the member's path where the document breaks a rule. */
export function readClaim(document: unknown): Claim {
  const members = readObject(document, 'the link', CLAIM_MEMBERS, ['run']);
  const context = readContext(members);
  return { ...context, ...readRow(members, context.target) };
}

/** The members that a claim must have. */
export const CLAIM_MEMBERS = ['error', 'program', 'target'];

/** The row of the members `error` and `program`; `path` is what stands before their names in messages. */
export function readRow(members: Members, target: Target, path = ''): ClaimedRow {
  const error = readList(members.get('error'), `${path}error`, 2);
  return {
    program: readProgram(members.get('program'), programFormat(target), `${path}program`),
    errorText: readText(
      error[0],
      `${path}error[0]`,
      100,
      /^(?:[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]{1,6})?|Infinity)$/,
      'a decimal number that is not negative, or Infinity',
    ),
    errorKind: readChoice(error[1], `${path}error[1]`, ERROR_KINDS),
  };
}

/** What the members `target` and `run` say. */
export function readContext(members: Members): Omit<Claim, keyof ClaimedRow> {
  const target = readTarget(members.get('target'));
  return members.has('run') ? { target, run: readRun(members.get('run')) } : { target };
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

/** A program whose constants are numbers of the format; `path` is what messages call it. PermalinkError. */
export function readProgram(value: unknown, format: Format, path: string): Program {
  const members = readObject(value, path, ['code', 'constants', 'result']);
  const instructions = readList(members.get('code'), `${path}.code`, MAX_INSTRUCTIONS);
  const constants = readList(members.get('constants'), `${path}.constants`, MAX_CONSTANTS);
  const program: Program = {
    instructions: instructions.map((instruction, i) => readInstruction(instruction, `${path}.code[${i}]`)),
    constants: constants.map((constant, i) => readConstant(constant, `${path}.constants[${i}]`)),
    constantCount: constants.length,
    result: readOperand(members.get('result'), `${path}.result`),
  };
  try {
    return validateProgram(program, format);
  } catch (error) {
    if (error instanceof ProgramError) throw new PermalinkError(`${path}: ${error.message}`);
    throw error;
  }
}

function readTarget(value: unknown): Target {
  const members = readObject(
    value,
    'target',
    ['format', 'function', 'interval', 'norm'],
    ['ulpAt', 'compute', 'flush'],
  );
  const text = {
    ...readFunction(members.get('function')),
    interval: readText(members.get('interval'), 'target.interval', 120, INTERVAL, INTERVAL_FORM),
    format: readChoice(members.get('format'), 'target.format', FORMATS),
    norm: readChoice(members.get('norm'), 'target.norm', NORMS),
  };
  const ulpAt = members.has('ulpAt')
    ? { ulpAt: readText(members.get('ulpAt'), 'target.ulpAt', 60, DECIMAL, 'a decimal number') }
    : {};
  const compute = members.has('compute')
    ? { compute: readChoice(members.get('compute'), 'target.compute', ['f32'] as const) }
    : {};
  if (members.has('flush') && members.get('flush') !== true)
    throw new PermalinkError('target.flush must be true where it is there');
  const flush = members.has('flush') ? { flush: true } : {};
  try {
    return parseTarget({ ...text, ...ulpAt, ...compute, ...flush });
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
  const members = readObject(value, 'run', ['budget', 'config'], ['seeded']);
  return {
    budget: readBudget(members.get('budget')),
    config: readSearchConfig(members.get('config'), 'run.config'),
    ...(members.has('seeded') ? { seeded: readTrue(members.get('seeded'), 'run.seeded') } : {}),
  };
}

function readTrue(value: unknown, path: string): true {
  return value === true ? value : fail(path, 'must be true where it is given');
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
