import { describe, expect, it } from 'vitest';
import { functionError } from '../../../src/baselines/function-error';
import { PUBLISHED, publishedFor, type PublishedProgram } from '../../../src/baselines/published';
import { referenceFunctionsFor } from '../../../src/baselines/reference-functions';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget } from '../../../src/targets/parse';
import { measureRefined } from '../../../src/verification/measure';

/** Claims that are of something else than the program, and by how much its error may exceed them for that. */
const OF_SOMETHING_ELSE: Readonly<Record<string, number>> = {
  // |sin(x) / x - s(x)| relative to sin(x) / x, which falls to 0.90 at the end of the interval.
  'msun-sinf': 1.12,
  'fdlibm-sin': 1.12,
  // Given to two digits.
  'cephes-tanf': 1.04,
};

/** In exact arithmetic, in the norm of the claim: measured once for each. */
const errors = new Map<string, number>();
function errorOf({ id, function: target, interval, program, claim }: PublishedProgram): number {
  let error = errors.get(id);
  if (error === undefined) {
    const wanted = parseTarget({ target, interval, norm: claim?.norm ?? 'relative' });
    error = measureRefined(wanted, parseProgram(program, 'real')).value;
    errors.set(id, error);
  }
  return error;
}

describe('published programs', () => {
  it.each(PUBLISHED.filter(({ claim }) => claim !== undefined))(
    '$id is as good as its source says',
    (published) => {
      const { id, claim } = published;
      expect(errorOf(published)).toBeLessThan((claim?.value ?? 0) * (OF_SOMETHING_ELSE[id] ?? 1.005));
    },
  );

  it.each(PUBLISHED.filter(({ format }) => format !== 'real'))('$id serves its format', (published) => {
    const { format, source } = published;
    const isSingle = format === 'f32' || source.includes('binary32') || source.includes('exp2f');
    // Before rounding: at most half of what one rounding adds.
    expect(errorOf(published)).toBeLessThan(isSingle ? 2 ** -25 : 2 ** -54);
  });

  it('have the errors known of the evolved ones', () => {
    const found = publishedFor(parseTarget({ target: 'exp2', interval: '(0,1]' })).map(errorOf);
    [4.138e-2, 1.2266e-3, 6.3386e-6, 3.52e-15].forEach((known, i) => {
      expect(Math.abs((found[i] ?? NaN) / known - 1)).toBeLessThan(1e-4);
    });
  });

  it('stand beside targets within their own interval alone', () => {
    const ids = (target: string, interval: string) =>
      publishedFor(parseTarget({ target, interval })).map(({ id }) => id);
    expect(ids('exp', '[-0.3,0.3]')).toEqual(['cephes-expf', 'cephes-exp', 'fdlibm-exp']);
    expect(ids('exp', '[-0.5,0.5]')).toEqual(['cephes-expf']);
    expect(ids('exp', '[0,1]')).toEqual([]);
    expect(publishedFor(parseTarget({ expr: 'exp(x)', interval: '[0,0.1]' }))).toEqual([]);
    expect(new Set(PUBLISHED.map(({ id }) => id)).size).toBe(PUBLISHED.length);
  });
});

describe('reference functions', () => {
  const only = (target: string, interval: string, format: string, norm: string, id: string) => {
    const wanted = parseTarget({ target, interval, format, norm });
    const found = referenceFunctionsFor(wanted).find((reference) => reference.id === id);
    if (found === undefined) throw new Error(`no ${id}`);
    return functionError(wanted, found.format, found.evaluate);
  };

  it('Math.exp is within an ulp, and Math.fround of it within half of one', () => {
    const inBinary64 = only('exp', '[-1,1]', 'f64', 'ulp', 'platform');
    expect(inBinary64.kind).toBe('refined');
    expect(inBinary64.value).toBeGreaterThan(0.5);
    expect(inBinary64.value).toBeLessThan(1.5);
    expect(only('exp', '[-1,1]', 'f32', 'ulp', 'platform-f32').value).toBeLessThanOrEqual(0.5001);
  });

  it('the fast inverse square root is off by 0.175 %', () => {
    const { value } = only('rsqrt', '[0.25,4]', 'f32', 'relative', 'fast-inverse-square-root');
    expect(value).toBeGreaterThan(1.74e-3);
    expect(value).toBeLessThan(1.7523e-3);
  });

  it('the exponential from bits is off by 4 %', () => {
    const { value } = only('exp', '[-10,10]', 'f64', 'relative', 'schraudolph-exp');
    expect(value).toBeGreaterThan(0.038);
    expect(value).toBeLessThan(0.04);
  });

  it('are left out where they do not reach', () => {
    const ids = (target: string, interval: string) =>
      referenceFunctionsFor(parseTarget({ target, interval, norm: 'relative' })).map(({ id }) => id);
    expect(ids('exp', '[-701,0]')).toEqual(['platform']);
    expect(ids('erf', '[1,2]')).toEqual([]);
  });
});
