import { describe, expect, it } from 'vitest';
import { parseProgram } from '../../../src/program/parse';
import { createCertificateService } from '../../../src/run/certificate-service';
import { parseTarget } from '../../../src/targets/parse';

const target = parseTarget({ target: 'exp2', interval: '(0,1]', norm: 'relative' });

describe('the certificate service', () => {
  it('gives the certificate, telling its progress', async () => {
    const program = parseProgram(
      'u = x + 25.6 / x; y = 17.7461500887346 / (u - 8.85059965) + 0.9999936',
      'real',
    );
    const { upper, lower } = await createCertificateService().certify(target, program);
    expect(lower.kind).toBe('refined');
    expect(upper.value / lower.value).toBeLessThan(1.001);
  });

  it('gives up when the watch says so', async () => {
    // Certified to the last digit: more than a slice of work.
    const program = parseProgram('y = sqrt(1.3 - x * x) + sqrt(1.01 - x)', 'f64');
    const binary64 = parseTarget({ target: 'sin', interval: '[0,1]', format: 'f64', norm: 'ulp' });
    const seen: number[] = [];
    const answer = createCertificateService().certify(binary64, program, {}, (pieces) => {
      seen.push(pieces);
      return false;
    });
    await expect(answer).rejects.toThrow('cancelled');
    expect(seen.length).toBeGreaterThan(0);
  });

  it('rejects with the place of a pole', async () => {
    const program = parseProgram('y = x + 1 / (x - 0.7)', 'real');
    await expect(createCertificateService().certify(target, program)).rejects.toMatchObject({
      name: 'CertificateError',
      from: expect.closeTo(0.7, 12) as number,
      to: expect.closeTo(0.7, 12) as number,
    });
  });
});
