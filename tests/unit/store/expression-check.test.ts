import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CheckedText, TargetCheck } from '../../../src/protocol/target-service';
import { checkTarget } from '../../../src/run/target-service';
import { EXPRESSION } from '../../../src/store/draft';
import { createExpressionChecker } from '../../../src/store/expression-check';
import { createWorkbench } from '../../../src/store/workbench';
import { fakeEngine } from '../../support/fake-engine';

const text = (expr: string): CheckedText => ({ expr, interval: '(0,1]', format: 'real', norm: 'relative' });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the reading of expressions', () => {
  it('asks once typing has paused, and for the last text alone', async () => {
    const asked: (string | undefined)[] = [];
    const check = (given: CheckedText): Promise<TargetCheck> => {
      asked.push(given.expr);
      return Promise.resolve(checkTarget(given));
    };
    const known = vi.fn();
    const checker = createExpressionChecker({ check }, known);
    for (const expr of ['s', 'si', 'sin(x)']) expect(checker.check(text(expr))).toBeNull();
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual(['sin(x)']);
    expect(known).toHaveBeenCalledOnce();
    expect(checker.check(text('sin(x)'))?.kind).toBe('sound');
  });

  it('does not hear what an earlier text came to', async () => {
    let settle: (check: TargetCheck) => void = () => undefined;
    const check = vi
      .fn<(given: CheckedText) => Promise<TargetCheck>>()
      .mockImplementationOnce(() => new Promise((resolve) => (settle = resolve)))
      .mockImplementation((given) => Promise.resolve(checkTarget(given)));
    const known = vi.fn();
    const checker = createExpressionChecker({ check }, known);
    checker.check(text('slow(x)'));
    await vi.advanceTimersByTimeAsync(1000);
    checker.check(text('cos(x)'));
    settle({ kind: 'unsound', field: 'expression', message: 'late' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(known).toHaveBeenCalledOnce();
    expect(checker.check(text('cos(x)'))?.kind).toBe('sound');
  });

  it('takes the death of the worker for a problem of the expression', async () => {
    const checker = createExpressionChecker(
      { check: () => Promise.reject(new Error('The target worker crashed.')) },
      () => undefined,
    );
    checker.check(text('x'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(checker.check(text('x'))).toMatchObject({
      kind: 'unsound',
      message: expect.stringContaining('crashed') as string,
    });
  });
});

it('a run that is asked for while the expression is being read starts once it has been', async () => {
  const engine = fakeEngine();
  const workbench = createWorkbench({ engine, workers: 2, shipped: null });
  workbench.getState().edit({ functionId: EXPRESSION, expression: 'sin(x)/x' });
  workbench.getState().start();
  expect(engine.runs).toHaveLength(0);
  expect(workbench.getState().notice).toBeNull();
  await vi.advanceTimersByTimeAsync(1000);
  expect(engine.runs[0]?.request.target.function).toEqual({ kind: 'expression', text: 'sin(x)/x' });
});
