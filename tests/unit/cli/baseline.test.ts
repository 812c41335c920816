import { describe, expect, it } from 'vitest';
import { documentOf } from './run-cli';

interface Found {
  readonly degree: number | readonly number[];
  readonly ops: number;
  readonly error: number;
  readonly errorText: string;
  readonly coefficients: readonly string[];
  readonly denominator?: readonly string[];
  readonly scheme: string;
  readonly at?: string;
  readonly alternation: readonly string[];
  readonly unweighted?: { readonly error: number };
}

const EXP2 = ['baseline', '--target', 'exp2', '--interval', '[0,1]', '--norm', 'relative'];

describe('families of baselines', () => {
  it('Taylor at a point', async () => {
    const found = await documentOf<Found>([...EXP2, '--family', 'taylor', '--degree', '3', '--at', '0.5']);
    expect(found).toMatchObject({ degree: 3, ops: 6, at: '0.5' });
    expect(found.coefficients.every((c) => c.replace(/\D/g, '').length >= 30)).toBe(true);
  });

  it('Chebyshev, interpolated or truncated', async () => {
    const args = [...EXP2, '--family', 'chebyshev', '--degree', '4'];
    const truncated = await documentOf<Found>(args);
    const interpolated = await documentOf<Found>([...args, '--interpolate', '--scheme', 'estrin']);
    expect(interpolated.scheme).toBe('estrin');
    // The minimax polynomial of that degree is off by 2.5934e-6.
    for (const { error } of [truncated, interpolated]) {
      expect(error).toBeGreaterThan(2.5933e-6);
      expect(error).toBeLessThan(4e-6);
    }
    expect(truncated.error).not.toBe(interpolated.error);
  });

  it('rational ones have a denominator', async () => {
    const minimax = await documentOf<Found>([...EXP2, '--family', 'minimax-rational', '--degree', '1,1']);
    expect(minimax).toMatchObject({ degree: [1, 1], ops: 3 });
    expect(minimax.error).toBeCloseTo(8.6723973850967e-4, 15);
    expect(minimax.denominator).toHaveLength(2);
    const pade = await documentOf<Found>([...EXP2, '--family', 'pade', '--degree', '1,1']);
    expect(pade.error).toBeGreaterThan(minimax.error);
  });

  it('chosen monomials and a weight', async () => {
    const sine = ['baseline', '--target', 'sin', '--interval', '[-1,1]', '--family', 'minimax-polynomial'];
    const odd = await documentOf<Found>([
      ...sine,
      '--norm',
      'absolute',
      '--degree',
      '5',
      '--monomials',
      'odd',
    ]);
    expect(odd.coefficients.map((c) => c === '0')).toEqual([true, false, true, false, true, false]);
    expect(odd.alternation).toHaveLength(4);
    const weighted = await documentOf<Found>([
      ...sine.slice(0, 2),
      'exp',
      ...['--interval', '[0,1]', '--norm', 'absolute', '--family', 'minimax-polynomial', '--degree', '3'],
      ...['--weight', '1/(1+x)'],
    ]);
    expect(weighted.unweighted?.error).toBeGreaterThan(weighted.error);
  });

  it('published programs and what the platform gives', async () => {
    const { references } = await documentOf<{
      references: readonly { readonly id: string; readonly source: string; readonly errorKind: string }[];
    }>([...EXP2.slice(0, 3), '--interval', '(0,1]', '--family', 'reference']);
    expect(references.map(({ id }) => id)).toEqual([
      'autonumerics-f2',
      'autonumerics-f3',
      'autonumerics-f5',
      'autonumerics-f10',
      'platform',
    ]);
    expect(references.every(({ source, errorKind }) => source !== '' && errorKind === 'refined')).toBe(true);
  });
});
