/** Kernels of fdlibm (Sun Microsystems), its FreeBSD descendants and ARM's optimized-routines, as musl has them too. */

import type { PublishedProgram } from './published-program';

/** pi / 4, rounded down. */
const QUARTER_PI = '[-0.78539816,0.78539816]';

export const MSUN: readonly PublishedProgram[] = [
  {
    id: 'fdlibm-sin',
    title: 'fdlibm k_sin',
    function: 'sin',
    interval: QUARTER_PI,
    format: 'f64',
    program: [
      'z = x * x',
      'r = 8.33333333332248946124e-03 + z * (-1.98412698298579493134e-04 + z * (2.75573137070700676789e-06 + z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)))',
      'y = x + z * x * (-1.66666666666666324348e-01 + z * r)',
    ].join('\n'),
    source: 'fdlibm, Sun Microsystems 1993, k_sin.c',
    claim: { value: 2 ** -58, norm: 'relative', of: 'sin(x)/x, before rounding' },
  },
  {
    id: 'fdlibm-cos',
    title: 'fdlibm k_cos',
    function: 'cos',
    interval: QUARTER_PI,
    format: 'f64',
    program: [
      'z = x * x',
      'r = z * (4.16666666666666019037e-02 + z * (-1.38888888888741095749e-03 + z * (2.48015872894767294178e-05 + z * (-2.75573143513906633035e-07 + z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11)))))',
      'y = 1.0 - (0.5 * z - z * r)',
    ].join('\n'),
    source: 'fdlibm, Sun Microsystems 1993, k_cos.c',
    claim: { value: 2 ** -58, norm: 'absolute', of: 'the polynomial, before rounding' },
  },
  {
    id: 'fdlibm-exp',
    title: 'fdlibm exp',
    function: 'exp',
    // Up to ln(2) / 2.
    interval: '[-0.34657359,0.34657359]',
    format: 'f64',
    program: [
      't = x * x',
      'c = x - t * (1.66666666666666019037e-01 + t * (-2.77777777770155933842e-03 + t * (6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))))',
      'y = 1.0 - (x * c / (c - 2.0) - x)',
    ].join('\n'),
    source: 'fdlibm, Sun Microsystems 1993, e_exp.c',
    claim: { value: 2 ** -59, norm: 'absolute', of: 'its function R, before rounding' },
  },
  {
    id: 'msun-sinf',
    title: 'FreeBSD and musl sinf',
    function: 'sin',
    interval: QUARTER_PI,
    format: 'f64',
    program: [
      'z = x * x',
      'w = z * z',
      'r = -0x1a00f9e2cae774.0p-65 + z * 0x16cd878c3b46a7.0p-71',
      's = z * x',
      'y = x + s * (-0x15555554cbac77.0p-55 + z * 0x111110896efbb2.0p-59) + s * w * r',
    ].join('\n'),
    source: 'FreeBSD msun and musl, k_sinf.c (__sindf): in binary64, its result is rounded to binary32',
    claim: { value: 4.89e-12, norm: 'relative', of: 'sin(x)/x, before rounding' },
  },
  {
    id: 'msun-cosf',
    title: 'FreeBSD and musl cosf',
    function: 'cos',
    interval: QUARTER_PI,
    format: 'f64',
    program: [
      'z = x * x',
      'w = z * z',
      'r = -0x16c087e80f1e27.0p-62 + z * 0x199342e0ee5069.0p-68',
      'y = 1.0 + z * -0x1ffffffd0c5e81.0p-54 + w * 0x155553e1053a42.0p-57 + w * z * r',
    ].join('\n'),
    source: 'FreeBSD msun and musl, k_cosf.c (__cosdf): in binary64, its result is rounded to binary32',
    claim: { value: 5.37e-11, norm: 'absolute', of: 'the polynomial, before rounding' },
  },
  {
    id: 'msun-tanf',
    title: 'FreeBSD and musl tanf',
    function: 'tan',
    interval: QUARTER_PI,
    format: 'f64',
    program: [
      'z = x * x',
      'r = 0x185dadfcecf44e.0p-61 + z * 0x1362b9bf971bcd.0p-59',
      't = 0x1b54c91d865afe.0p-57 + z * 0x191df3908c33ce.0p-58',
      'w = z * z',
      's = z * x',
      'u = 0x15554d3418c99f.0p-54 + z * 0x1112fd38999f72.0p-55',
      'y = x + s * u + s * w * (t + w * r)',
    ].join('\n'),
    source: 'FreeBSD msun and musl, k_tanf.c (__tandf): in binary64, its result is rounded to binary32',
    claim: { value: 2e-8, norm: 'relative', of: 'tan(x)/x, before rounding' },
  },
  {
    id: 'arm-exp2f',
    title: 'ARM and musl exp2f',
    function: 'exp2',
    interval: '[-0.015625,0.015625]',
    format: 'f64',
    program: [
      'z = 0x1.c6af84b912394p-5 * x + 0x1.ebfce50fac4f3p-3',
      'w = x * x',
      'y = z * w + (0x1.62e42ff0c52d6p-1 * x + 1.0)',
    ].join('\n'),
    source: 'ARM optimized-routines and musl, exp2f.c, table of 32: the polynomial between its entries',
    claim: { value: 1.69 * 2 ** -34, norm: 'relative', of: 'the polynomial, before rounding' },
  },
];
