import { expect, test } from 'vitest';
import { CURRENT_VERSION, migrate, MIGRATIONS } from '../../../src/persistence/migrations';

test('the newest version follows from the steps there are', () => {
  expect(CURRENT_VERSION).toBe(MIGRATIONS.length + 1);
  expect(migrate('document', CURRENT_VERSION)).toBe('document');
});

test('a document passes through every step from its own version on, in order', () => {
  const steps = ['a', 'b', 'c'].map((name) => (document: unknown) => `${String(document)}${name}`);
  expect(migrate('1', 1, steps)).toBe('1abc');
  expect(migrate('3', 3, steps)).toBe('3c');
  expect(migrate('4', 4, steps)).toBe('4');
});
