import { expect, test } from 'vitest';
import { createFullRangeService } from '../../../src/run/full-range-service';
import { BINARY64, goldenFunction, NARROW, WIDE } from '../../support/full-range';

const service = createFullRangeService();

test('samples functions of f32 in ulp', async () => {
  const { error, relativeError } = await service.sampleWhole(goldenFunction('exp2', WIDE).choice);
  expect(error).toMatchObject({ kind: 'sampled', points: 2 ** 20 });
  expect(error.value).toBeLessThan(0.5002);
  expect(relativeError).toBeUndefined();
});

test('goes through every number, and tells how far it is', async () => {
  // The fast form is measured where it is meant to be used: some 10^8 numbers; it is given up after the first.
  const { choice } = goldenFunction('erf', NARROW, false);
  const seen: number[] = [];
  const check = service.checkWhole(choice, (done, total, maxError) => {
    seen.push(done);
    expect(total).toBeGreaterThan(1e8);
    expect(maxError).toBeGreaterThan(0);
    return false;
  });
  await expect(check).rejects.toMatchObject({ name: 'CancelledError' });
  expect(seen[0]).toBeGreaterThan(0);
});

test('refuses what makes no function, and every number of f64', async () => {
  const { choice } = goldenFunction('exp2', WIDE);
  await expect(service.sampleWhole({ ...choice, id: 'log2' })).rejects.toThrow('log2(1+x)/x');
  await expect(service.checkWhole(goldenFunction('exp2', BINARY64).choice)).rejects.toThrow('too many');
});
