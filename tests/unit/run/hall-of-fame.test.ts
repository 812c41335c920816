import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProgram } from '../../../src/program/parse';
import { HallOfFame } from '../../../src/run/hall-of-fame';
import type { Sampled } from '../../../src/search/checkpoint';
import type { ErrorKind, MeasuredError } from '../../../src/targets/target';

const PROGRAM = parseProgram('y = x * x', 'f64');

function errorOf(value: number, kind: ErrorKind): MeasuredError {
  return { kind, value, text: String(value), argmax: 0.5, points: 10 };
}

function sampled(ops: number, error: number, island = 0, evaluation = 1, program = PROGRAM): Sampled {
  return {
    ops,
    cost: ops,
    program,
    error: errorOf(error, 'sampled'),
    island,
    evaluation,
    seconds: 0,
  };
}

function refine(hall: HallOfFame, found: Sampled, error: number): void {
  hall.setPolished(found, { program: PROGRAM, error: errorOf(error, 'refined') });
}

function shown(hall: HallOfFame): string[] {
  return hall.front().map(({ ops, error }) => `${ops} ${error.kind} ${error.text}`);
}

describe('HallOfFame', () => {
  it('shows rows of strictly falling error', () => {
    const hall = new HallOfFame();
    hall.add(sampled(3, 0.1));
    hall.add(sampled(4, 0.2));
    hall.add(sampled(5, 0.1));
    hall.add(sampled(6, 0.01));
    expect(shown(hall)).toEqual(['3 sampled 0.1', '6 sampled 0.01']);
  });

  it('does not depend on the order of arrival', () => {
    const found = [5, 3, 4, 1, 2, 6].map((error, i) => sampled(2, error, i % 3, i));
    fc.assert(
      fc.property(fc.shuffledSubarray(found, { minLength: 6, maxLength: 6 }), (order) => {
        const hall = new HallOfFame();
        for (const each of order) hall.add(each);
        expect(hall.front()[0]?.foundAt.evaluation).toBe(3);
        expect(hall.nextToPolish()).toBe(found[3]);
      }),
    );
  });

  it('prefers the refined error once it is known, and asks for each front row once', () => {
    const hall = new HallOfFame();
    const three = sampled(3, 0.1);
    const four = sampled(4, 0.05);
    hall.add(three);
    hall.add(four);
    expect(hall.nextToPolish()).toBe(three);
    refine(hall, three, 0.09);
    expect(hall.nextToPolish()).toBe(four);
    refine(hall, four, 0.04);
    expect(hall.nextToPolish()).toBeUndefined();
    expect(shown(hall)).toEqual(['3 refined 0.09', '4 refined 0.04']);
  });

  it('polishes nothing that could not be on the front', () => {
    const hall = new HallOfFame();
    const three = sampled(3, 0.1);
    hall.add(three);
    hall.add(sampled(4, 0.5));
    refine(hall, three, 0.1);
    expect(hall.nextToPolish()).toBeUndefined();
  });

  it('falls back to the next program where sampling flattered the best', () => {
    const hall = new HallOfFame();
    const hidesPole = sampled(3, 0.001);
    const honest = sampled(3, 0.01);
    hall.add(honest);
    hall.add(hidesPole);
    expect(hall.nextToPolish()).toBe(hidesPole);
    refine(hall, hidesPole, Infinity);
    expect(hall.nextToPolish()).toBe(honest);
    refine(hall, honest, 0.01);
    expect(shown(hall)).toEqual(['3 refined 0.01']);
  });

  it('never shows a row that is only infinite', () => {
    const hall = new HallOfFame();
    const hidesPole = sampled(3, 0.001);
    hall.add(hidesPole);
    refine(hall, hidesPole, Infinity);
    expect(shown(hall)).toEqual([]);
    expect(hall.nextToPolish()).toBeUndefined();
  });

  it('shows the best of the polished, in whatever order sampling had them', () => {
    const hall = new HallOfFame();
    const first = sampled(3, 0.1, 0);
    const second = sampled(3, 0.11, 1);
    hall.add(first);
    hall.add(second);
    refine(hall, first, 0.12);
    expect(shown(hall)).toEqual(['3 refined 0.12']);
    refine(hall, second, 0.09);
    expect(shown(hall)).toEqual(['3 refined 0.09']);
  });

  it('leads with programs of different structures', () => {
    const hall = new HallOfFame();
    const other = parseProgram('y = x + x', 'f64');
    const alike = [0.1, 0.101, 0.102].map((error, i) => sampled(3, error, 0, i));
    const different = sampled(3, 0.103, 1, 1, other);
    const far = sampled(3, 0.2, 2, 1, parseProgram('y = x / 3', 'f64'));
    for (const each of [...alike, different, far]) hall.add(each);
    expect(hall.leaders(1.15, 2)).toEqual([alike[0], different]);
    expect(hall.leaders(1.15, 1)).toEqual([alike[0]]);
    hall.add(sampled(4, 0.112));
    const better = sampled(5, 0.05);
    hall.add(better);
    expect(hall.leaders(1.15, 1).map(({ ops }) => ops)).toEqual([3, 4, 5]);
    expect(hall.leaders(1.1, 1)).toEqual([alike[0], better]);
    refine(hall, different, 0.08);
    expect(hall.leaders(1.1, 1)).toEqual([different, better]);
  });
});
