import { describe, expect, it } from 'vitest';
import { sameFront, selectedRow, withKnownRows } from '../../../src/store/exhibit';
import { frontRow } from '../../support/fronts';

const front = [frontRow(2, 1e-2), frontRow(4, 1e-3), frontRow(7, 1e-6)];

describe('selectedRow', () => {
  it('follows the most accurate row', () => {
    expect(selectedRow(front, { kind: 'following' })?.ops).toBe(7);
    expect(selectedRow([], { kind: 'following' })).toBeNull();
  });

  it('holds an operation count while the front grows', () => {
    const selection = { kind: 'held', cost: 4 } as const;
    expect(selectedRow(front, selection)?.ops).toBe(4);
    expect(selectedRow([...front, frontRow(9, 1e-9)], selection)?.ops).toBe(4);
  });

  it('goes to the next cheaper row when the held one is gone, and to the first when there is none', () => {
    expect(selectedRow(front, { kind: 'held', cost: 6 })?.ops).toBe(4);
    expect(selectedRow(front, { kind: 'held', cost: 1 })?.ops).toBe(2);
    expect(selectedRow([], { kind: 'held', cost: 3 })).toBeNull();
  });
});

describe('sameFront', () => {
  it('compares what is shown', () => {
    expect(sameFront(front, [...front])).toBe(true);
    expect(sameFront(front, [frontRow(2, 1e-2), frontRow(4, 1e-3), frontRow(7, 1e-6)])).toBe(true);
    expect(sameFront(front, front.slice(0, 2))).toBe(false);
    expect(sameFront(front, [frontRow(2, 1e-2), frontRow(4, 1e-3), frontRow(7, 2e-6)])).toBe(false);
    expect(sameFront(front, [frontRow(2, 1e-2), frontRow(4, 1e-3), frontRow(7, 1e-6, 'sampled')])).toBe(
      false,
    );
  });
});

describe('withKnownRows', () => {
  it('keeps the rows that are told anew, and takes the others', () => {
    const told = front.map((row) => ({ ...row }));
    const better = frontRow(7, 1e-7);
    const kept = withKnownRows(front, [told[0]!, told[1]!, better]);
    expect(kept[0]).toBe(front[0]);
    expect(kept[1]).toBe(front[1]);
    expect(kept[2]).toBe(better);
  });

  it('takes a row whose program or mark is another one', () => {
    const [first, second] = [front[0]!, front[1]!];
    const marked = { ...first, enumerated: { structures: 10, starts: 2 } };
    const other = { ...second, program: { ...second.program } };
    expect(withKnownRows(front, [marked, other])).toStrictEqual([marked, other]);
    expect(withKnownRows(front, [marked, other])[1]).toBe(other);
  });
});
