/** Where references are compared with the oracle: numbers of binary32 spread by ordinal, and awkward ones. */

import { fromOrdinal32, ordinalOf32 } from '../../src/numerics/ordinals';
import { RandomStream } from '../../src/numerics/random';

/** Where f(x) is within 2^-890 and 2^890, and beyond what binary32 can hold of it. */
const RANGES: Readonly<Record<string, readonly [lower: number, upper: number]>> = {
  exp2: [-890, 890],
  exp: [-616, 616],
  exp10: [-267, 267],
  expm1: [-616, 616],
  log2: [0, 3.4e38],
  log: [0, 3.4e38],
  log10: [0, 3.4e38],
  log1p: [-1, 3.4e38],
  asin: [-1, 1],
  acos: [-1, 1],
  sinh: [-616, 616],
  cosh: [-616, 616],
  acosh: [1, 3.4e38],
  atanh: [-1, 1],
  sqrt: [0, 3.4e38],
  rsqrt: [0, 3.4e38],
  cbrt: [-3.4e38, 3.4e38],
  sigmoid: [-616, 3.4e38],
  silu: [-616, 3.4e38],
  softplus: [-616, 3.4e38],
  erf: [-40, 40],
  erfc: [-40, 11.6],
  normcdf: [-16.4, 40],
  gelu: [-16.4, 3.4e38],
};

/** Around which functions have zeros, extrema, saddles and exact values. */
const CENTRES = [0.25, 0.5, 1, 2, Math.PI / 4, Math.PI / 2, Math.PI, 10, 16, 100, 355, 1024];

/** `count` numbers of binary32, in the domain of the function and none of them zero. */
export function awkwardPoints(functionId: string, count: number, seed: number): Float64Array {
  const [lower, upper] = RANGES[functionId] ?? [-3.4e38, 3.4e38];
  const random = new RandomStream(seed);
  const first = ordinalOf32(lower);
  const last = ordinalOf32(upper);
  const usual = ordinalOf32(2 ** -12);
  const points = new Float64Array(count);
  for (let i = 0; i < count;) {
    const sign = random.uniform() < 0.5 ? -1 : 1;
    const kind = i % 4;
    let x: number;
    if (kind === 0) {
      x = fromOrdinal32(Math.round(first + random.uniform() * (last - first)));
    } else if (kind === 1) {
      // Moderate arguments, evenly by binade.
      x = sign * fromOrdinal32(Math.round(usual + random.uniform() * (ordinalOf32(128) - usual)));
    } else if (kind === 2) {
      const centre = CENTRES[Math.floor(random.uniform() * CENTRES.length)] ?? 1;
      const distance = Math.floor(random.uniform() ** 6 * 2 ** 22);
      x = sign * fromOrdinal32(ordinalOf32(centre) + (random.uniform() < 0.5 ? -distance : distance));
    } else {
      // Short numbers: multiples of 1/8, and powers of two.
      x =
        sign *
        (random.uniform() < 0.8
          ? Math.round(random.uniform() * 800) / 8
          : 2 ** Math.round(random.uniform() * 60 - 50));
    }
    if (x === 0 || x <= lower || x >= upper) continue;
    points[i++] = x;
  }
  return points;
}
