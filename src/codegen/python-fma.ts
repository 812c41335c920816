/** The fused multiply-add that emitted Python carries, since NumPy has none. As source text. */

/** Rounding to odd, after S. Boldo and G. Melquiond (IEEE Transactions on Computers 57(4), 2008). */
const ADD_TO_ODD = `def _add_to_odd(a, b):
    """a + b in binary64, rounded to odd: rounding it again is then as good as rounding once (Boldo, Melquiond 2008)."""
    total = a + b
    back = total - a
    error = (a - (total - back)) + (b - back)
    bits = total.view(np.int64)
    away = (error > 0) == (total > 0)
    odd = np.where(away, bits + 1, bits - 1).view(np.float64)
    return np.where((error != 0) & np.isfinite(error) & (bits & 1 == 0), odd, total)`;

function narrowSource(name: string, dtype: string): string {
  return `def ${name}(a, b, c):
    """a * b + c rounded once to ${dtype}; the product is exact in binary64."""
    a, b, c = np.broadcast_arrays(np.float64(a), np.float64(b), np.float64(c))
    with np.errstate(all="ignore"):
        return _add_to_odd(a * b, c).astype(np.${dtype})[()]


${ADD_TO_ODD}`;
}

function binary64Source(name: string): string {
  return `def ${name}(a, b, c):
    """a * b + c rounded once to binary64."""
    a, b, c = (np.array(v, dtype=np.float64) for v in np.broadcast_arrays(a, b, c))
    with np.errstate(all="ignore"):
        # Dekker's exact product, two exact sums, and one rounding of what is left.
        product = a * b
        a1 = a * 134217729.0 - (a * 134217729.0 - a)
        b1 = b * 134217729.0 - (b * 134217729.0 - b)
        a2, b2 = a - a1, b - b1
        product_error = a2 * b2 - (product - a1 * b1 - a2 * b1 - a1 * b2)
        s = c + product_error
        s_back = s - c
        s_error = (c - (s - s_back)) + (product_error - s_back)
        total = product + s
        total_back = total - product
        total_error = (product - (total - total_back)) + (s - total_back)
        value = total + _add_to_odd(s_error, total_error)
        ordinary = np.ones(a.shape, dtype=bool)
        for v in (a, b, c):
            ordinary &= (np.abs(v) > 2.0**-400) & (np.abs(v) < 2.0**400)
        # Zeros, infinities and NaN need no exactness; what is near underflow and overflow is computed exactly.
        special = (a == 0) | (b == 0) | ~np.isfinite(a) | ~np.isfinite(b)
        value = np.where(ordinary, value, np.where(special, product + c, c))
        for i in np.argwhere(~ordinary & ~special & np.isfinite(c)):
            i = tuple(i)
            exact = Fraction(float(a[i])) * Fraction(float(b[i])) + Fraction(float(c[i]))
            if c[i] == 0:
                value[i] = product[i]
            elif exact == 0:
                value[i] = 0.0
            else:
                try:
                    value[i] = float(exact)
                except OverflowError:
                    value[i] = np.inf if exact > 0 else -np.inf
    return value[()]


${ADD_TO_ODD}`;
}

/** Source of a function \`name(a, b, c)\` of scalars and arrays, and of what it needs. */
export function pythonFma(name: string, arithmetic: 'f16' | 'f32' | 'f64'): string {
  return arithmetic === 'f64'
    ? binary64Source(name)
    : narrowSource(name, arithmetic === 'f32' ? 'float32' : 'float16');
}
