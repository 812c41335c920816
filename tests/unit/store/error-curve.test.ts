import { describe, expect, it, vi } from 'vitest';
import type { ErrorCurve } from '../../../src/protocol/oracle-service';
import { createCurveStore } from '../../../src/store/error-curve';
import { errorCurve as curveOf } from '../../support/error-curves';
import { deferred } from '../../support/fake-engine';
import { EXP2, frontRow } from '../../support/fronts';

const curve = (maximum: number): ErrorCurve =>
  curveOf({
    x: Float64Array.of(0.5),
    low: Float64Array.of(-maximum),
    high: Float64Array.of(maximum),
    argmax: 0.5,
    maximum,
  });
const wish = (ops: number) => ({ target: EXP2, program: frontRow(ops, 1).program, columns: 256 });

describe('the error curve', () => {
  it('computes one at a time and only the latest wish', async () => {
    const first = deferred<ErrorCurve>();
    const errorCurve = vi.fn().mockReturnValueOnce(first.promise).mockResolvedValueOnce(curve(3));
    const store = createCurveStore({ errorCurve });
    const wishes = [wish(1), wish(2), wish(3)] as const;
    wishes.forEach((each) => store.ask(each));
    expect(errorCurve).toHaveBeenCalledTimes(1);
    first.resolve(curve(1));
    await vi.waitFor(() => expect(store.getState().computing).toBe(false));
    expect(errorCurve.mock.calls.map(([, program]: unknown[]) => program)).toEqual([
      wishes[0].program,
      wishes[2].program,
    ]);
    expect(store.getState().shown?.curve.maximum).toBe(3);
  });

  it('keeps the earlier curve in sight while the next is computed, and remembers what it knows', async () => {
    const errorCurve = vi.fn().mockResolvedValueOnce(curve(1)).mockResolvedValueOnce(curve(2));
    const store = createCurveStore({ errorCurve });
    const [one, two] = [wish(1), wish(2)];
    store.ask(one);
    await vi.waitFor(() => expect(store.getState().computing).toBe(false));
    store.ask(two);
    expect(store.getState()).toMatchObject({ computing: true, shown: { curve: { maximum: 1 } } });
    await vi.waitFor(() => expect(store.getState().shown?.curve.maximum).toBe(2));
    store.ask({ ...one });
    expect(store.getState()).toMatchObject({ computing: false, shown: { curve: { maximum: 1 } } });
    expect(errorCurve).toHaveBeenCalledTimes(2);
  });

  it('tells a failure and goes on with the next wish', async () => {
    const errorCurve = vi
      .fn()
      .mockRejectedValueOnce(new Error('no digits left'))
      .mockResolvedValueOnce(curve(2));
    const store = createCurveStore({ errorCurve });
    store.ask(wish(1));
    await vi.waitFor(() => expect(store.getState().failure).toBe('no digits left'));
    store.ask(wish(2));
    expect(store.getState().failure).toBeNull();
    await vi.waitFor(() => expect(store.getState().shown?.curve.maximum).toBe(2));
  });

  it('forgets the curve when nothing is selected, though one was under way', async () => {
    const answer = deferred<ErrorCurve>();
    const store = createCurveStore({ errorCurve: () => answer.promise });
    store.ask(wish(1));
    store.ask(null);
    answer.resolve(curve(1));
    await answer.promise;
    await Promise.resolve();
    expect(store.getState()).toMatchObject({ shown: null, computing: false });
  });
});
