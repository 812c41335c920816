import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonErrorOffset } from '../../../src/persistence/json-place';

test.each([
  ['', 0],
  ['{"a": 1', 7],
  ['{"a" 1}', 5],
  ['{"a": }', 6],
  ['{a: 1}', 1],
  ['[1, 2,]', 6],
  ['[1 2]', 3],
  ['[1}', 2],
  ['{"a": 1,}', 8],
  ['{"a": "\n"}', 6],
  ['[01]', 2],
  ['[1] x', 4],
  ['nul', 0],
  ['"open', 0],
])('%j ceases to be JSON at %d', (text, offset) => {
  expect(jsonErrorOffset(text)).toBe(offset);
});

test('of JSON the end is reached', () => {
  fc.assert(fc.property(fc.json(), (text) => jsonErrorOffset(text) === text.length));
});

test('what stands before the place can be gone on with, and the text with its token cannot', () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.nat(),
      fc.constantFrom('}', ']', ',', ':', '1', '"', 'x'),
      (json, n, insertion) => {
        const place = n % (json.length + 1);
        const text = json.slice(0, place) + insertion + json.slice(place);
        const offset = jsonErrorOffset(text);
        const parses = (() => {
          try {
            JSON.parse(text);
            return true;
          } catch {
            return false;
          }
        })();
        // A string that never ends is found at its beginning, which may lie before the insertion.
        if (parses) expect(offset).toBe(text.length);
        else expect(offset).toBeLessThanOrEqual(text.length);
      },
    ),
  );
});

test('a long text does not exhaust the stack', () => {
  expect(jsonErrorOffset('['.repeat(500_000))).toBe(500_000);
  expect(jsonErrorOffset(`"${'a'.repeat(1_000_000)}`)).toBe(0);
  expect(jsonErrorOffset(`["${'\\n'.repeat(500_000)}",}`)).toBe(1_000_004);
});
