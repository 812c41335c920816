import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { prepareScoreTable } from '../../../src/evaluation/score';
import {
  blockCount,
  MAX_PACKED_CONSTANTS,
  MAX_PACKED_INSTRUCTIONS,
  MAX_SLOTS,
  packProgram,
  packTable,
  writePrograms,
  type PackedProgram,
} from '../../../src/evaluation/webgpu/packing';
import { binary32Bits } from '../../../src/numerics/bits';
import { fmaToFormat } from '../../../src/numerics/fma';
import { compileLaw } from '../../../src/program/interpret';
import { parseProgram } from '../../../src/program/parse';
import { binary32Labels } from '../../support/label-tables';
import { programArbitrary } from '../../support/program-arbitrary';

function packed(text: string): PackedProgram {
  const result = packProgram(parseProgram(text, 'f32'));
  if ('refused' in result) throw new Error(result.refused);
  return result;
}

function word(opcode: number, to: number, a: number, b = 0, c = 0): number {
  return (opcode | (to << 3) | (a << 10) | (b << 17) | (c << 24)) >>> 0;
}

test('a program becomes the bits of its constants and one word an instruction', () => {
  const program = packed('a = x * 0.5; b = fma(a, x, 3); y = sqrt(b)');
  // Slots: x is 0, the constants 1 and 2; a, b and y are never needed together and share the next.
  expect(program).toMatchObject({ constantCount: 2, instructionCount: 3, resultSlot: 3, slots: 4 });
  expect([...program.words]).toEqual([
    binary32Bits(0.5),
    binary32Bits(3),
    word(2, 3, 0, 1),
    word(4, 3, 3, 0, 2),
    word(5, 3, 3),
  ]);
});

test('programs lie one after the other, each behind its header', () => {
  const first = packed('y = x + 1');
  const second = packed('y = -x');
  const headers = new Uint32Array(8);
  const words = new Uint32Array(8);
  expect(writePrograms([first, second], headers, words)).toBe(3);
  expect([...headers]).toEqual([0, 1, 1, 2, 2, 0, 1, 1]);
  expect([...words.subarray(0, 3)]).toEqual([binary32Bits(1), word(0, 2, 0, 1), word(6, 1, 0)]);
});

/** Runs the words as the kernel does. */
function runWords({ constantCount, words, resultSlot, slots }: PackedProgram, x: number): number {
  const values = [x, ...new Float32Array(words.buffer, 0, constantCount)];
  for (const instruction of words.subarray(constantCount)) {
    const to = (instruction >>> 3) & 0x7f;
    const [a, b, c] = [10, 17, 24].map((shift) => values[(instruction >>> shift) & 0x7f]!);
    expect(to).toBeLessThan(slots);
    values[to] = [
      () => Math.fround(a! + b!),
      () => Math.fround(a! - b!),
      () => Math.fround(a! * b!),
      () => Math.fround(a! / b!),
      () => fmaToFormat(a!, b!, c!, 'f32'),
      () => Math.fround(Math.sqrt(a!)),
      () => -a!,
    ][instruction & 7]!();
  }
  return values[resultSlot]!;
}

test('values share slots only while nobody needs them: the words compute what the program does', () => {
  const shape = { format: 'f32', maxInstructions: 40, maxConstants: 6, anyConstants: false } as const;
  fc.assert(
    fc.property(programArbitrary(shape), fc.integer({ min: -64, max: 64 }), (program, n) => {
      const x = Math.fround(n / 7);
      const result = packProgram(program);
      if ('refused' in result) return;
      expect(runWords(result, x)).toBe(compileLaw(program, 'f32')(x));
      expect(result.slots).toBeLessThanOrEqual(1 + result.constantCount + result.instructionCount);
    }),
  );
});

test('the most slots that a program can need fit the seven bits of an operand', () => {
  const half = MAX_PACKED_INSTRUCTIONS / 2;
  const made = Array.from({ length: half }, (_, i) => `v${i} = x + ${i + 1}`);
  const used = Array.from({ length: half }, (_, i) => `w${i} = ${i === 0 ? 'x' : `w${i - 1}`} * v${i}`);
  const program = packed([...made, ...used].join(';'));
  expect(program.constantCount).toBe(MAX_PACKED_CONSTANTS);
  expect(program.slots).toBe(1 + MAX_PACKED_CONSTANTS + half);
  expect(MAX_SLOTS).toBeLessThanOrEqual(0x80);
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
