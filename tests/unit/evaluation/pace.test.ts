import { expect, test } from 'vitest';
import { Pace } from '../../../src/evaluation/webgpu/pace';

/** A device that does so many instruction-points in a millisecond, after a delay. */
function settle(perMillisecond: number, delay: number): number {
  const pace = new Pace();
  for (let i = 0; i < 60; i++) pace.learn(pace.work, delay + pace.work / perMillisecond);
  return pace.work / perMillisecond;
}

test.each([1e4, 1e6, 1e8])(
  'a device of any speed gets some ten milliseconds of work (%d per ms)',
  (speed) => {
    expect(settle(speed, 0)).toBeGreaterThan(5);
    expect(settle(speed, 0)).toBeLessThan(20);
    expect(settle(speed, 3)).toBeGreaterThan(3);
    expect(settle(speed, 3)).toBeLessThan(20);
  },
);

test('a dispatch that is far from filled says nothing against larger ones, nor for them', () => {
  const pace = new Pace();
  const { work } = pace;
  pace.learn(work / 100, 0.01);
  expect(pace.work).toBe(work);
});

test('one slow dispatch lowers the amount, but not to nothing, and it recovers', () => {
  const pace = new Pace();
  const { work } = pace;
  pace.learn(work, 5000);
  expect(pace.work).toBe(work / 4);
  for (let i = 0; i < 10; i++) pace.learn(pace.work, 1);
  expect(pace.work).toBeGreaterThan(work);
});

test('there is a least and a most', () => {
  const slow = new Pace();
  const fast = new Pace();
  for (let i = 0; i < 100; i++) {
    slow.learn(slow.work, 1e6);
    fast.learn(fast.work, 0);
  }
  expect(slow.work).toBe(2 ** 16);
  expect(fast.work).toBe(2 ** 33);
});
