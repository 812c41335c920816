import { describe, expect, it, vi } from 'vitest';
import type { BaselinePoint, OracleService } from '../../../src/protocol/oracle-service';
import type { Target } from '../../../src/targets/target';
import { createBaselineStore } from '../../../src/store/baseline';
import { EXP2, frontRow, measured } from '../../support/fronts';

const polynomial = (_target: Target, degree: number): Promise<BaselinePoint> =>
  Promise.resolve({
    family: 'minimax-polynomial',
    degree,
    ops: 2 * degree,
    error: measured(10 ** -degree),
    program: frontRow(2, 1).program,
  });

describe('the baseline', () => {
  it('goes as far as the operations reach', async () => {
    const store = createBaselineStore({ minimaxPolynomial: polynomial });
    store.ask({ target: EXP2, opcodes: ['add', 'mul'], maxOps: 7 });
    await vi.waitFor(() => expect(store.getState().computing).toBe(false));
    expect(store.getState().points.map(({ degree }) => degree)).toEqual([1, 2, 3]);
  });

  it('computes the same wish once and leaves an old one for a new one', async () => {
    const minimaxPolynomial = vi.fn<OracleService['minimaxPolynomial']>(polynomial);
    const store = createBaselineStore({ minimaxPolynomial });
    const other: Target = { ...EXP2, norm: 'absolute' };
    store.ask({ target: EXP2, opcodes: ['add', 'mul'], maxOps: 20 });
    store.ask({ target: other, opcodes: ['add', 'mul'], maxOps: 4 });
    store.ask({ target: { ...other }, opcodes: ['add', 'mul'], maxOps: 4 });
    await vi.waitFor(() => expect(store.getState().computing).toBe(false));
    expect(store.getState().points).toHaveLength(2);
    expect(minimaxPolynomial.mock.calls.filter(([target]) => target.norm === 'relative')).toHaveLength(1);
  });

  it('keeps what it has when the oracle can give no more', async () => {
    const store = createBaselineStore({
      minimaxPolynomial: (target, degree) =>
        degree < 3 ? polynomial(target, degree) : Promise.reject(new Error('the exchange did not converge')),
    });
    store.ask({ target: EXP2, opcodes: ['add', 'mul'], maxOps: 12 });
    await vi.waitFor(() => expect(store.getState().failure).toBe('the exchange did not converge'));
    expect(store.getState().points).toHaveLength(2);
  });
});
