/**
 * Links that somebody has tampered with: mutated, cut, of well-formed data that is no claim, of documents with a changed
 * member, and bombs. Drawn from a stream of their own, so that a run of any length can be done again.
 */

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { RandomStream } from '../../src/numerics/random';

export const KINDS = [
  'characters exchanged',
  'cut, doubled or shifted',
  'random text',
  'bytes flipped before compression',
  'a member replaced',
  'a member grown',
  'an expression',
  'a bomb',
] as const;

export type HostileKind = (typeof KINDS)[number];

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const ODD = ['=', '%', ' ', '\0', 'é', '#', '.', '<', '"', '\u{1f4a3}'];
const PREFIXES = ['', '#', '#v1.', '#v2.', '#v3.', '#v0.', '#v999999.', 'v1.', 'https://a.example/#v1.'];

const VALUES: readonly unknown[] = [
  ...[null, true, -1, 0.5, 1e308, -0, 2 ** 53, 2 ** 60, '', [], {}, [[]], [null], { a: 1 }],
  ...[
    '__proto__',
    'constructor',
    'x',
    'x0',
    'xffffffffffffffff',
    '1e999',
    '1e400000',
    '-1',
    'NaN',
    'Infinity',
  ],
  ...[
    '<img src=x onerror=alert(1)>',
    'javascript:alert(1)',
    '\u202e',
    '\0',
    '('.repeat(500),
    'y'.repeat(5000),
  ],
  ...['(0,1]', '[-1e300,1e300]', '(0,0]', '[1e-320,2e-320]', 'f32', 'bf16', 'exp2', 'lgamma', 'sampled'],
  Array.from({ length: 400 }, () => [0, -1, -1]),
];

const EXPRESSION_PARTS = [
  ...[
    'x',
    '1',
    '0',
    'pi',
    'e',
    '1e300',
    '1e-300',
    '0.1',
    'sin(',
    'exp(',
    'log(',
    'gamma(',
    'lgamma(',
    'erf(',
  ],
  ...[
    'sqrt(',
    'abs(',
    'min(',
    'max(',
    ')',
    ')',
    '+',
    '-',
    '*',
    '/',
    '^',
    '^',
    ',',
    '; a=2',
    'a',
    '(',
    '<b>',
    ' ',
  ],
];

function link(version: number, json: string): string {
  return `#v${version}.${deflateRawSync(json).toString('base64url')}`;
}

function documentOf(valid: string): { readonly version: number; readonly json: string } {
  const match = /^#v(\d+)\.(.*)$/.exec(valid);
  const bytes = inflateRawSync(Buffer.from(match?.[2] ?? '', 'base64url'));
  return { version: Number(match?.[1]), json: bytes.toString('latin1') };
}

/** The JSON text with its n-th member or entry (modulo their number) changed. */
function changeMember(json: string, n: number, change: (member: unknown) => unknown): string {
  let count = 0;
  const visit = (chosen: number): unknown => {
    count = 0;
    return JSON.parse(json, (_key: string, member: unknown) =>
      count++ === chosen ? change(member) : member,
    );
  };
  visit(-1);
  return JSON.stringify(visit(n % count));
}

/** What a hostile hand makes of one of the valid links. */
export function hostileLink(kind: HostileKind, random: RandomStream, valid: readonly string[]): string {
  const original = random.pick(valid);
  switch (kind) {
    case 'characters exchanged': {
      const characters = Array.from(original);
      for (let edits = 1 + random.below(4); edits > 0; edits--)
        characters[random.below(characters.length)] =
          random.below(4) === 0 ? random.pick(ODD) : random.pick(Array.from(ALPHABET));
      return characters.join('');
    }
    case 'cut, doubled or shifted': {
      const [from, to] = [random.below(original.length), random.below(original.length)].sort((a, b) => a - b);
      const [start, end] = [from ?? 0, to ?? 0];
      return random.pick([
        original.slice(0, end),
        original.slice(0, start) + original.slice(end),
        original.slice(0, end) + original.slice(start),
        original + original,
      ]);
    }
    case 'random text': {
      const length = random.below(400);
      const characters = [...Array.from(ALPHABET), ...(random.below(2) === 0 ? ODD : [])];
      return random.pick(PREFIXES) + Array.from({ length }, () => random.pick(characters)).join('');
    }
    case 'bytes flipped before compression': {
      const { version, json } = documentOf(original);
      const bytes = Buffer.from(json, 'latin1');
      for (let edits = 1 + random.below(3); edits > 0; edits--)
        bytes[random.below(bytes.length)] = random.below(8) === 0 ? random.below(256) : 32 + random.below(95);
      return link(version, bytes.toString('latin1'));
    }
    case 'a member replaced': {
      const { version, json } = documentOf(original);
      return link(
        version,
        changeMember(json, random.below(1 << 20), () => random.pick(VALUES)),
      );
    }
    case 'a member grown': {
      const { version, json } = documentOf(original);
      const times = 1 + random.below(600);
      return link(
        version,
        changeMember(json, random.below(1 << 20), (member) =>
          Array.isArray(member)
            ? Array.from({ length: times }, () => member as unknown[]).flat()
            : typeof member === 'string'
              ? member.repeat(times)
              : Array.from({ length: times }, () => member),
        ),
      );
    }
    case 'an expression': {
      const { version, json } = documentOf(original);
      const length = 1 + random.below(random.below(10) === 0 ? 200 : 12);
      const text = Array.from({ length }, () => random.pick(EXPRESSION_PARTS)).join('');
      const document = JSON.parse(json) as { target: object };
      const interval = random.pick(['(0,1]', '[1,2]', '[-1,1]', '[-1e300,1e300]', '[0,100]']);
      const target = { ...document.target, function: { expression: text }, interval };
      return link(version, JSON.stringify({ ...document, target }));
    }
    case 'a bomb': {
      const size = 300_000 + random.below(11_000_000);
      return link(1 + random.below(2), random.pick([' ', '[', '0', 'a']).repeat(size));
    }
  }
}
