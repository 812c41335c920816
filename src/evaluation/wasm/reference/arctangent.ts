// AssemblyScript. atan, asin, acos, as the angle of a point (d, n) of the first quadrant. With c near tan of the angle,
// a multiple of 1/64, atan(n/d) = atan(c) + atan((n - c d) / (d + c n)); points above the diagonal are mirrored.

import {
  exactSquareTail,
  fastTail,
  firsts,
  leading,
  productTail,
  quotientTail,
  rootTail,
  seconds,
  select,
  splat,
  storePair,
  sumTail,
  toIntegers,
} from './double-double';
import { HI, LO, X } from './rows';
import {
  ARCTANGENTS,
  HALF_PI_HI,
  HALF_PI_LO,
  PI_HI,
  PI_LO,
  STEP,
  STEPS,
} from './tables/arctangent';
import { THIRD_HI, THIRD_LO } from './tables/series';

/**
 * The angle of (dHi + dLo, nHi + nLo), both >= 0 and not both 0, to the rows HI and LO: to within 2^-80 of it.
 */
@inline
function storeAngle(nHi: v128, nLo: v128, dHi: v128, dLo: v128, o: usize): void {
  const steep = f64x2.gt(nHi, dHi);
  const yHi = select(steep, dHi, nHi);
  const yLo = select(steep, dLo, nLo);
  const xHi = select(steep, nHi, dHi);
  const xLo = select(steep, nLo, dLo);
  const place = f64x2.nearest(f64x2.mul(f64x2.div(yHi, xHi), splat(STEPS)));
  const index = toIntegers(place);
  const c = f64x2.mul(place, splat(STEP));
  const row0 = v128.load(ARCTANGENTS + ((<usize>i64x2.extract_lane(index, 0) & 127) << 4));
  const row1 = v128.load(ARCTANGENTS + ((<usize>i64x2.extract_lane(index, 1) & 127) << 4));
  const tableHi = firsts(row0, row1);
  const tableLo = seconds(row0, row1);

  // Products with c, a number of 7 bits, are exact in two halves.
  const xLeading = leading(xHi);
  const yLeading = leading(yHi);
  const a = f64x2.sub(yHi, f64x2.mul(c, xLeading));
  const aLo = sumTail(yHi, f64x2.neg(f64x2.mul(c, xLeading)), a);
  const b = f64x2.neg(f64x2.mul(c, f64x2.sub(xHi, xLeading)));
  const top = f64x2.add(a, b);
  const topTail = f64x2.add(
    f64x2.add(sumTail(a, b, top), aLo),
    f64x2.sub(yLo, f64x2.mul(c, xLo)),
  );
  const topHi = f64x2.add(top, topTail);
  const topLo = fastTail(top, topTail, topHi);
  const e = f64x2.mul(c, yLeading);
  const bottom = f64x2.add(xHi, e);
  const f = f64x2.mul(c, f64x2.sub(yHi, yLeading));
  const bottomTail = f64x2.add(
    f64x2.add(fastTail(xHi, e, bottom), f),
    f64x2.add(xLo, f64x2.mul(c, yLo)),
  );
  const bottomHi = f64x2.add(bottom, bottomTail);
  const bottomLo = fastTail(bottom, bottomTail, bottomHi);
  const tHi = f64x2.div(topHi, bottomHi);
  const tLo = quotientTail(topHi, topLo, bottomHi, bottomLo, tHi);

  // atan t = t + t u, u = t^2 (-1/3 + t^2 (1/5 - t^2/7 + t^4/9 - t^6/11 + t^8/13))
  const square = f64x2.mul(tHi, tHi);
  const squareLo = f64x2.add(exactSquareTail(tHi, square), f64x2.mul(f64x2.add(tHi, tHi), tLo));
  let series = f64x2.add(splat(-1.0 / 11.0), f64x2.mul(square, splat(1.0 / 13.0)));
  series = f64x2.add(splat(1.0 / 9.0), f64x2.mul(square, series));
  series = f64x2.add(splat(-1.0 / 7.0), f64x2.mul(square, series));
  series = f64x2.mul(square, f64x2.add(splat(1.0 / 5.0), f64x2.mul(square, series)));
  const third = splat(-THIRD_HI);
  const inner = f64x2.add(third, series);
  const innerLo = f64x2.sub(fastTail(third, series, inner), splat(THIRD_LO));
  const u = f64x2.mul(square, inner);
  const uLo = productTail(square, squareLo, inner, innerLo, u);
  const tu = f64x2.mul(tHi, u);
  const tuLo = productTail(tHi, tLo, u, uLo, tu);

  const sum = f64x2.add(tableHi, tHi);
  const angle = f64x2.add(sum, tu);
  const angleLo = f64x2.add(
    f64x2.add(fastTail(tableHi, tHi, sum), sumTail(sum, tu, angle)),
    f64x2.add(tableLo, f64x2.add(tLo, tuLo)),
  );
  // pi/2 - angle above the diagonal
  const flip = v128.and(steep, splat(-0.0));
  const base = v128.and(steep, splat(HALF_PI_HI));
  const signed = v128.xor(angle, flip);
  const result = f64x2.add(base, signed);
  const tail = f64x2.add(
    sumTail(base, signed, result),
    f64x2.add(v128.and(steep, splat(HALF_PI_LO)), v128.xor(angleLo, flip)),
  );
  storePair(HI, LO, o, result, tail);
}

@inline
function restoreSign(x: v128, o: usize): void {
  const sign = v128.and(x, splat(-0.0));
  v128.store(HI + o, v128.xor(v128.load(HI + o), sign));
  v128.store(LO + o, v128.xor(v128.load(LO + o), sign));
}

export function atan(stride: usize): void {
  const one = splat(1);
  const zero = splat(0);
  for (let o: usize = 0; o < stride; o += 16) {
    const x = v128.load(X + o);
    storeAngle(f64x2.abs(x), zero, one, zero, o);
    restoreSign(x, o);
  }
}

/** The angles of (sqrt(1 - x^2), |x|) or, mirrored, of (|x|, sqrt(1 - x^2)); NaN beyond +-1. */
@inline
function angleOnCircle(mirrored: bool, o: usize): void {
  const zero = splat(0);
  const one = splat(1);
  const x = f64x2.abs(v128.load(X + o));
  // Exact for 24 bits.
  const square = f64x2.neg(f64x2.mul(x, x));
  const rest = f64x2.add(one, square);
  const restLo = sumTail(one, square, rest);
  const root = f64x2.sqrt(rest);
  const rootLo = v128.andnot(rootTail(rest, restLo, root), f64x2.eq(rest, zero));
  if (mirrored) storeAngle(root, rootLo, x, zero, o);
  else storeAngle(x, zero, root, rootLo, o);
}

export function asin(stride: usize): void {
  for (let o: usize = 0; o < stride; o += 16) {
    angleOnCircle(false, o);
    restoreSign(v128.load(X + o), o);
  }
}

export function acos(stride: usize): void {
  for (let o: usize = 0; o < stride; o += 16) {
    angleOnCircle(true, o);
    // pi - acos(-x) for negative x
    const x = v128.load(X + o);
    const negative = f64x2.lt(x, splat(0));
    const flip = v128.and(negative, splat(-0.0));
    const base = v128.and(negative, splat(PI_HI));
    const signed = v128.xor(v128.load(HI + o), flip);
    const sum = f64x2.add(base, signed);
    const low = f64x2.add(
      v128.and(negative, splat(PI_LO)),
      v128.xor(v128.load(LO + o), flip),
    );
    storePair(HI, LO, o, sum, f64x2.add(sumTail(base, signed, sum), low));
  }
}
