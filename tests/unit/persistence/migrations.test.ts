import { expect, test } from 'vitest';
import { CURRENT_VERSION, migrate, MIGRATIONS } from '../../../src/persistence/migrations';
import { PermalinkError } from '../../../src/persistence/permalink-error';
import golden from '../../golden/permalinks.json';

test('the newest version follows from the steps there are', () => {
  expect(CURRENT_VERSION).toBe(MIGRATIONS.length + 1);
  expect(migrate('document', CURRENT_VERSION)).toBe('document');
});

test('a claim of version 1 becomes a front of one program, its run beside it', () => {
  const document = {
    error: ['1e-3', 'refined'],
    program: { result: -1 },
    target: { format: 'real' },
    run: 1,
  };
  expect(migrate(document, 1)).toEqual({
    front: [{ error: ['1e-3', 'refined'], program: { result: -1 } }],
    target: { format: 'real' },
    run: 1,
  });
});

test.each([null, [], {}, { error: 1, program: 2 }, { error: 1, program: 2, target: 3, front: [] }])(
  'what is not of version 1 is not brought up: %j',
  (document) => {
    expect(() => migrate(document, 1)).toThrow(PermalinkError);
  },
);

test('every step is taken by the golden links of its version', () => {
  const versions = [...golden.links, ...golden.fronts].map(({ link }) =>
    Number(/^#v(\d+)\./.exec(link)?.[1]),
  );
  expect(new Set(versions)).toEqual(new Set(Array.from({ length: CURRENT_VERSION }, (_, i) => i + 1)));
});

test('a document passes through every step from its own version on, in order', () => {
  const steps = ['a', 'b', 'c'].map((name) => (document: unknown) => `${String(document)}${name}`);
  expect(migrate('1', 1, steps)).toBe('1abc');
  expect(migrate('3', 3, steps)).toBe('3c');
  expect(migrate('4', 4, steps)).toBe('4');
});
