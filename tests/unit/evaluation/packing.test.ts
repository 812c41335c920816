import { expect, test } from 'vitest';
import { prepareScoreTable } from '../../../src/evaluation/score';
import {
  blockCount,
  MAX_PACKED_CONSTANTS,
  MAX_PACKED_INSTRUCTIONS,
  packProgram,
  packTable,
  writePrograms,
  type PackedProgram,
} from '../../../src/evaluation/webgpu/packing';
import { binary32Bits } from '../../../src/numerics/bits';
import { parseProgram } from '../../../src/program/parse';
import { binary32Labels } from '../../support/label-tables';

function packed(text: string): PackedProgram {
  const result = packProgram(parseProgram(text, 'f32'));
  if ('refused' in result) throw new Error(result.refused);
  return result;
}

test('a program becomes the bits of its constants and one word an instruction', () => {
  const program = packed('a = x * 0.5; b = fma(a, x, 3); y = sqrt(b)');
  // Slots: x is 0, the constants 1 and 2, then a, b and y.
  expect(program).toMatchObject({ constantCount: 2, instructionCount: 3, resultSlot: 5, slots: 6 });
  expect([...program.words]).toEqual([
    binary32Bits(0.5),
    binary32Bits(3),
    2 | (0 << 8) | (1 << 16),
    4 | (3 << 8) | (0 << 16) | (2 << 24),
    5 | (4 << 8),
  ]);
});

test('programs lie one after the other, each behind its header', () => {
  const first = packed('y = x + 1');
  const second = packed('y = -x');
  const headers = new Uint32Array(8);
  const words = new Uint32Array(8);
  expect(writePrograms([first, second], headers, words)).toBe(3);
  expect([...headers]).toEqual([0, 1, 1, 2, 2, 0, 1, 1]);
  expect([...words.subarray(0, 3)]).toEqual([binary32Bits(1), 0 | (1 << 16), 6]);
});

test('slots of the longest program fit the eight bits of an operand', () => {
  const lines = Array.from({ length: MAX_PACKED_INSTRUCTIONS }, (_, i) =>
    i === 0 ? 'v0 = x + 1' : `v${i} = v${i - 1} + ${(i % MAX_PACKED_CONSTANTS) + 1}`,
  );
  const program = packed(lines.join(';'));
  expect(program.slots).toBe(1 + MAX_PACKED_CONSTANTS + MAX_PACKED_INSTRUCTIONS);
  const last = program.words[program.words.length - 1]!;
  expect((last >>> 8) & 0xff).toBe(program.slots - 2);
});

test.each([
  ['y = x + inf', /not finite/],
  ['y = x + 0x1p-126', /underflow/],
  [`y = ${Array.from({ length: 66 }, () => 'x').join('+')}`, /more than 64 instructions/],
  [`y = ${Array.from({ length: 33 }, (_, i) => `${i + 1}`).join('+x*')}`, /instructions|constants/],
])('%s is left to the law', (text, reason) => {
  const result = packProgram(parseProgram(text, 'f32'));
  expect('refused' in result && result.refused).toMatch(reason);
});

test('constants of other formats are rounded to binary32 once', () => {
  // Between two binary32 numbers, past the middle by less than binary64 shows.
  const text = 'y = x + 1.000000059604644775390625000000000000000000000000000001';
  const result = packProgram(parseProgram(text, 'real'));
  expect('refused' in result ? 0 : result.words[0]).toBe(binary32Bits(1) + 1);
});

test('the table is five planes, filled up with the last point', () => {
  const table = prepareScoreTable(binary32Labels((x) => 2 * x, [1, 2, 3, 4, 5], 'absolute'));
  expect(blockCount(table)).toBe(2);
  expect([...packTable(table)]).toEqual([
    ...[1, 2, 3, 4, 5, 5, 5, 5],
    ...[2, 4, 6, 8, 10, 10, 10, 10],
    ...[1, 1, 1, 1, 1, 1, 1, 1],
    ...[1, 1, 1, 1, 1, 1, 1, 1],
    ...[0, 0, 0, 0, 0, 0, 0, 0],
  ]);
});
