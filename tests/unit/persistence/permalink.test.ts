import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { encodeBase64url } from '../../../src/persistence/base64url';
import type { Claim } from '../../../src/persistence/claim';
import { claimDocument } from '../../../src/persistence/claim-document';
import {
  decodePermalink,
  encodePermalink,
  isPermalink,
  PermalinkError,
} from '../../../src/persistence/permalink';
import { constantText } from '../../../src/program/constant';
import { parseProgram } from '../../../src/program/parse';
import { DEFAULT_SEARCH_CONFIG } from '../../../src/search/config';
import { parseTarget } from '../../../src/targets/parse';
import frontier from '../../golden/exp2_frontier.json';

const target = parseTarget({ target: 'exp2', interval: '(0,1]', format: 'real', norm: 'relative' });
const twelve = frontier.bestKnown.find(({ ops }) => ops === 12);

const claim: Claim = {
  target,
  program: parseProgram(twelve?.program ?? '', 'real'),
  errorText: '4.05068256659e-21',
  errorKind: 'refined',
  run: { config: DEFAULT_SEARCH_CONFIG, budget: { kind: 'seconds', seconds: 600 } },
};

/** A link whose document is given as it is. */
function linkTo(document: unknown): string {
  const json = typeof document === 'string' ? document : JSON.stringify(document);
  return `#v1.${encodeBase64url(deflateRawSync(json))}`;
}

type Json = Record<string, unknown>;
const document = (changes: Json = {}): Json => ({ ...(claimDocument(claim) as Json), ...changes });
const member = (name: string, changes: Json): Json => ({
  [name]: { ...(document()[name] as Json), ...changes },
});

describe('permalinks', () => {
  test('a program of 12 operations with its run fits in 700 characters', async () => {
    const link = await encodePermalink(claim);
    expect(link).toMatch(/^#v1\.[A-Za-z0-9_-]+$/);
    expect(link.length).toBeLessThan(700);
  });

  test('open from an address, a fragment, or what stands after the #', async () => {
    const link = await encodePermalink(claim);
    for (const text of [link, link.slice(1), `https://ulpforge.example/page/${link}`, `  ${link}\n`]) {
      expect(isPermalink(text)).toBe(true);
      expect(await decodePermalink(text)).toEqual(claim);
    }
  });

  test('are told from names of files', async () => {
    const link = await encodePermalink(claim);
    expect(isPermalink(link.slice(0, 60))).toBe(true);
    expect(isPermalink('#v9.')).toBe(true);
    for (const text of ['v1.txt', './v2.0/program.txt', 'y = x + 1', '-', ''])
      expect(isPermalink(text)).toBe(false);
  });

  test.each([
    ['-0', 'f64'],
    ['inf', 'f64'],
    ['nan:0x7ff8000000abcdef', 'f64'],
    ['nan:0xfff4000000000000', 'f32'],
    ['0x1p-1074', 'f64'],
    ['0.1', 'f32'],
    ['0.1000000000000000000000000000000000000000001', 'real'],
  ] as const)('the constant %s of %s keeps its bits', async (text, format) => {
    const program = parseProgram(`y = x + ${text}`, format);
    const opened = await decodePermalink(
      await encodePermalink({ ...claim, target: { ...target, format }, program }),
    );
    expect(opened.program).toEqual(program);
    expect(opened.program.constants.map(constantText)).toEqual(program.constants.map(constantText));
  });

  test('a claim that could not be opened is not made into a link', async () => {
    const program = parseProgram('y = x + 0.1', 'f64');
    const f32 = { ...claim, target: { ...target, format: 'f32' as const }, program };
    await expect(encodePermalink(f32)).rejects.toThrow(/program: constant 0.*not a number of f32/);
  });
});

describe('what is refused, and why', () => {
  test.each([
    ['', /not a permalink/],
    ['hello', /not a permalink/],
    ['https://ulpforge.example/', /not a permalink/],
    ['#v1', /not a permalink/],
    ['#vx.abc', /not a permalink/],
    ['#v0.abc', /version 0; this page opens versions 1 to 2/],
    ['#v3.abc', /version 3; this page opens versions 1 to 2/],
    ['#v1.', /damaged or cut off/],
    ['#v1.a*b', /not base64url/],
    ['#v1.AAAA', /damaged or cut off/],
    [`#v1.${'A'.repeat(20_000)}`, /too long: 20004 characters, of 16384/],
    [linkTo('not json'), /does not hold JSON/],
    [linkTo('{"a":'), /does not hold JSON/],
    [linkTo('"é"'), /outside ASCII/],
    [linkTo('['.repeat(200_000)), /does not hold JSON/],
    [linkTo('0'.repeat(300_000)), /more than 262144 bytes/],
    [linkTo(null), /the link must be an object/],
    [linkTo([]), /the link must be an object/],
    [linkTo({}), /the link lacks the member 'error'/],
    [linkTo(document({ extra: 1 })), /the link has an unknown member 'extra'/],
    [linkTo(JSON.stringify(document()).replace('{', '{"__proto__":{"a":1},')), /unknown member '__proto__'/],
    [linkTo(document({ error: ['1e-3'] })), /error\[1\] must be one of sampled, refined/],
    [linkTo(document({ error: ['<b>', 'refined'] })), /error\[0\] must be a decimal number/],
    [linkTo(document({ error: ['1'.repeat(101), 'refined'] })), /error\[0\] has 101 characters/],
    [
      linkTo(document(member('target', { norm: 'L2' }))),
      /target\.norm must be one of relative, absolute, ulp/,
    ],
    [linkTo(document(member('target', { format: 'f8' }))), /target\.format must be one of real, f64/],
    [
      linkTo(document(member('target', { interval: '0..1' }))),
      /target\.interval must be two decimal numbers/,
    ],
    [linkTo(document(member('target', { interval: '(1,0]' }))), /target: .*empty/],
    [linkTo(document(member('target', { function: 'nosuch' }))), /target: .*nosuch/],
    [
      linkTo(document(member('target', { function: { text: 'x' } }))),
      /target\.function has an unknown member 'text'/,
    ],
    [linkTo(document(member('program', { result: 3 }))), /program: the result is not the last instruction/],
    [
      linkTo(document(member('program', { code: [[99, -1, -1]] }))),
      /program\.code\[0\]\[0\] must be an integer from 0/,
    ],
    [
      linkTo(document(member('program', { code: [[0, -1]], result: 0 }))),
      /program: instruction 0: add takes 2/,
    ],
    [
      linkTo(document(member('program', { code: [[0, -1, 0]], result: 0 }))),
      /program: operand 1 of instruction 0/,
    ],
    [linkTo(document(member('program', { code: [[0, -1, -99]] }))), /program: .*constant 97/],
    [
      linkTo(document(member('program', { code: Array(257).fill([0, -1, -1]) }))),
      /program\.code has 257 entries/,
    ],
    [linkTo(document(member('program', { constants: ['x12'] }))), /program\.constants\[0\] must be x and 16/],
    [linkTo(document(member('program', { constants: ['1e999999'] }))), /program: constant 0/],
    [linkTo(document(member('program', { constants: [3] }))), /program\.constants\[0\] must be a string/],
    [linkTo(document({ run: {} })), /run lacks the member 'budget'/],
    [linkTo(document(member('run', { budget: {} }))), /run\.budget must have one of the members/],
    [
      linkTo(document(member('run', { budget: { seconds: -1 } }))),
      /run\.budget\.seconds must be a number above 0/,
    ],
    [linkTo(document(member('run', { config: { seed: 1 } }))), /run\.config lacks the member 'islands'/],
  ])('%.60s', async (link, message) => {
    const opening = decodePermalink(link);
    await expect(opening).rejects.toThrow(PermalinkError);
    await expect(opening).rejects.toThrow(message);
  });

  test('a bomb of 12 KiB that inflates to 12 MiB, at the limit and not beyond', async () => {
    const bomb = linkTo(' '.repeat(11 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(16 * 1024);
    await expect(decodePermalink(bomb)).rejects.toThrow('the link holds more than 262144 bytes');
  });

  test('a link as long as a bomb of 20 MB would need', async () => {
    await expect(decodePermalink(linkTo(' '.repeat(20_000_000)))).rejects.toThrow(/too long/);
  });

  test('markup in a link is nowhere but in the message, cut short', async () => {
    const link = linkTo(document({ [`<img src=x onerror=alert(1)>${'x'.repeat(1000)}`]: 1 }));
    await expect(decodePermalink(link)).rejects.toThrow(/^.{1,120}$/);
  });

  test('nothing reaches the prototype of objects', async () => {
    await decodePermalink(linkTo('{"__proto__":{"polluted":1}}')).catch(() => undefined);
    expect('polluted' in {}).toBe(false);
  });
});
