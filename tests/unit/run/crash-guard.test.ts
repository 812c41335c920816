import { describe, expect, it } from 'vitest';
import { CrashGuard } from '../../../src/run/crash-guard';

const never = () => new Promise<never>(() => undefined);

describe('CrashGuard', () => {
  it('passes on results and reasons', async () => {
    const guard = new CrashGuard();
    await expect(guard.run(() => Promise.resolve(7))).resolves.toBe(7);
    await expect(guard.run(() => Promise.reject(new RangeError('no')))).rejects.toThrow(RangeError);
  });

  it('rejects what waits when the worker dies, and everything after', async () => {
    const guard = new CrashGuard();
    const waiting = [guard.run(never), guard.run(never)];
    guard.fail(new Error('crashed'));
    guard.fail(new Error('ended'));
    for (const call of waiting) await expect(call).rejects.toThrow('crashed');
    let called = false;
    const late = guard.run(() => {
      called = true;
      return Promise.resolve(1);
    });
    await expect(late).rejects.toThrow('crashed');
    expect(called).toBe(false);
    expect(guard.failure?.message).toBe('crashed');
  });
});
