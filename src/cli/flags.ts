/** Reading flags: node's strict parser, with messages of one sentence and values that may begin with a minus. */

import { parseArgs } from 'node:util';
import { UsageError } from './usage-error';

/** What the flags of a command are; `string` ones take a value. */
export type FlagTypes = Readonly<Record<string, 'string' | 'boolean'>>;

export type Flags<T extends FlagTypes> = {
  readonly [Name in keyof T]?: T[Name] extends 'string' ? string : boolean;
};

export const TARGET_FLAGS = {
  target: 'string',
  expr: 'string',
  interval: 'string',
  format: 'string',
  norm: 'string',
  'ulp-at': 'string',
  compute: 'string',
  'flush-subnormals': 'boolean',
} as const;

/** UsageError for unknown flags, missing or superfluous values, flags given twice and stray words. */
export function readFlags<T extends FlagTypes>(args: readonly string[], types: T): Flags<T> {
  const joined = joinValues(args, types);
  const options = Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type }]));
  try {
    const { values, tokens } = parseArgs({ args: joined, options, strict: true, tokens: true });
    const seen = new Set<string>();
    for (const token of tokens) {
      if (token.kind !== 'option') continue;
      if (seen.has(token.name)) throw new UsageError(`--${token.name} is given twice`);
      seen.add(token.name);
    }
    return values as Flags<T>;
  } catch (error) {
    if (error instanceof UsageError || !isParseError(error)) throw error;
    const sentence = /^.*?(?=\.\s|$)/s.exec(error.message)?.[0] ?? error.message;
    const known = Object.keys(types).map((name) => `--${name}`);
    const listed = known.length > 0 ? `; there are ${known.join(', ')}` : '; there are none';
    const hint = error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? listed : '';
    throw new UsageError(sentence.charAt(0).toLowerCase() + sentence.slice(1) + hint);
  }
}

/** `--at -0.5` becomes `--at=-0.5`: the parser would take the value for a flag. */
function joinValues(args: readonly string[], types: FlagTypes): string[] {
  const joined: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? '';
    const value = args[i + 1];
    const takesValue = word.startsWith('--') && types[word.slice(2)] === 'string';
    if (takesValue && value !== undefined && !value.startsWith('--')) {
      joined.push(`${word}=${value}`);
      i++;
    } else joined.push(word);
  }
  return joined;
}

function isParseError(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('ERR_PARSE_ARGS')
  );
}

/** An integer within bounds, written in digits. */
export function readInteger(name: string, text: string, least: number, most: number): number {
  const value = /^[0-9]{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) {
    throw new UsageError(`--${name} must be an integer from ${String(least)} to ${String(most)}`);
  }
  return value;
}

/** A positive decimal number up to a bound. */
export function readPositive(name: string, text: string, most: number): number {
  const value = /^[0-9]*\.?[0-9]+(?:e[+-]?[0-9]+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0 && value <= most)) {
    throw new UsageError(`--${name} must be a number above 0 and at most ${String(most)}`);
  }
  return value;
}

export function required(name: string, value: string | undefined): string {
  if (value === undefined) throw new UsageError(`--${name} is missing`);
  return value;
}

/** Names what is available when a choice is not. */
export function readChoice<T extends string>(name: string, text: string, available: readonly T[]): T {
  const choice = available.find((candidate) => candidate === text);
  if (choice === undefined) {
    throw new UsageError(`--${name} ${shown(text)} is not available; available: ${available.join(', ')}`);
  }
  return choice;
}

/** Text from outside as it may stand in a message of one line. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}
