/** Kernels of the Cephes Math Library, S. L. Moshier, on their reduced intervals. */

import type { PublishedProgram } from './published-program';

function source(file: string): string {
  return `Cephes Math Library, S. L. Moshier, ${file}`;
}

/** ln 2 / 2, to which exp reduces its argument, rounded down. */
const HALF_LN2 = '[-0.34657359,0.34657359]';
/** pi / 4, rounded down. */
const QUARTER_PI = '[-0.78539816,0.78539816]';

export const CEPHES: readonly PublishedProgram[] = [
  {
    id: 'cephes-expf',
    title: 'Cephes expf',
    function: 'exp',
    interval: '[-0.5,0.5]',
    format: 'f32',
    program: [
      'p = ((((1.9875691500E-4 * x + 1.3981999507E-3) * x + 8.3334519073E-3) * x + 4.1665795894E-2) * x + 1.6666665459E-1) * x + 5.0000001201E-1',
      'y = p * (x * x) + x + 1.0',
    ].join('\n'),
    source: source('single/expf.c'),
    claim: { value: 7.6e-8, norm: 'relative' },
  },
  {
    id: 'cephes-exp',
    title: 'Cephes exp',
    function: 'exp',
    interval: HALF_LN2,
    format: 'f64',
    program: [
      'z = x * x',
      'p = x * ((1.26177193074810590878E-4 * z + 3.02994407707441961300E-2) * z + 9.99999999999999999910E-1)',
      'q = ((3.00198505138664455042E-6 * z + 2.52448340349684104192E-3) * z + 2.27265548208155028766E-1) * z + 2.00000000000000000009E0',
      'y = 1.0 + 2.0 * (p / (q - p))',
    ].join('\n'),
    source: source('double/exp.c'),
    claim: { value: 2.0e-16, norm: 'relative', of: 'the whole function, range reduction included' },
  },
  {
    id: 'cephes-exp2f',
    title: 'Cephes exp2f',
    function: 'exp2',
    interval: '[-0.5,0.5]',
    format: 'f32',
    program:
      'y = (((((1.535336188319500E-4 * x + 1.339887440266574E-3) * x + 9.618437357674640E-3) * x + 5.550332471162809E-2) * x + 2.402264791363012E-1) * x + 6.931472028550421E-1) * x + 1.0',
    source: source('single/exp2f.c'),
  },
  {
    id: 'cephes-exp2',
    title: 'Cephes exp2',
    function: 'exp2',
    interval: '[-0.5,0.5]',
    format: 'f64',
    program: [
      'z = x * x',
      'p = x * ((2.30933477057345225087E-2 * z + 2.02020656693165307700E1) * z + 1.51390680115615096133E3)',
      'q = (z + 2.33184211722314911771E2) * z + 4.36821166879210612817E3',
      'y = 1.0 + 2.0 * (p / (q - p))',
    ].join('\n'),
    source: source('double/exp2.c'),
  },
  {
    id: 'cephes-sinf',
    title: 'Cephes sinf',
    function: 'sin',
    interval: QUARTER_PI,
    format: 'f32',
    program: [
      'z = x * x',
      'y = ((-1.9515295891E-4 * z + 8.3321608736E-3) * z - 1.6666654611E-1) * z * x + x',
    ].join('\n'),
    source: source('single/sinf.c'),
  },
  {
    id: 'cephes-cosf',
    title: 'Cephes cosf',
    function: 'cos',
    interval: QUARTER_PI,
    format: 'f32',
    program: [
      'z = x * x',
      'p = ((2.443315711809948E-5 * z - 1.388731625493765E-3) * z + 4.166664568298827E-2) * z * z',
      'y = p - 0.5 * z + 1.0',
    ].join('\n'),
    source: source('single/sinf.c'),
  },
  {
    id: 'cephes-tanf',
    title: 'Cephes tanf',
    function: 'tan',
    interval: QUARTER_PI,
    format: 'f32',
    program: [
      'z = x * x',
      'p = ((((9.38540185543E-3 * z + 3.11992232697E-3) * z + 2.44301354525E-2) * z + 5.34112807005E-2) * z + 1.33387994085E-1) * z + 3.33331568548E-1',
      'y = p * z * x + x',
    ].join('\n'),
    source: source('single/tanf.c'),
    claim: { value: 1.7e-8, norm: 'relative' },
  },
  {
    id: 'cephes-tanhf',
    title: 'Cephes tanhf',
    function: 'tanh',
    interval: '[-0.625,0.625]',
    format: 'f32',
    program: [
      'z = x * x',
      'p = (((-5.70498872745E-3 * z + 2.06390887954E-2) * z - 5.37397155531E-2) * z + 1.33314422036E-1) * z - 3.33332819422E-1',
      'y = p * z * x + x',
    ].join('\n'),
    source: source('single/tanhf.c'),
  },
  {
    id: 'cephes-asinf',
    title: 'Cephes asinf',
    function: 'asin',
    interval: '[-0.5,0.5]',
    format: 'f32',
    program: [
      'z = x * x',
      'p = (((4.2163199048E-2 * z + 2.4181311049E-2) * z + 4.5470025998E-2) * z + 7.4953002686E-2) * z + 1.6666752422E-1',
      'y = p * z * x + x',
    ].join('\n'),
    source: source('single/asinf.c'),
  },
  {
    id: 'cephes-atanf',
    title: 'Cephes atanf',
    function: 'atan',
    // Up to tan(pi / 8).
    interval: '[-0.41421356,0.41421356]',
    format: 'f32',
    program: [
      'z = x * x',
      'p = ((8.05374449538E-2 * z - 1.38776856032E-1) * z + 1.99777106478E-1) * z - 3.33329491539E-1',
      'y = p * z * x + x',
    ].join('\n'),
    source: source('single/atanf.c'),
  },
  {
    id: 'cephes-logf',
    title: 'Cephes logf',
    function: 'log1p',
    // From sqrt(1/2) - 1 to sqrt(2) - 1.
    interval: '[-0.29289321,0.41421356]',
    format: 'f32',
    program: [
      'z = x * x',
      'p = (((((((7.0376836292E-2 * x - 1.1514610310E-1) * x + 1.1676998740E-1) * x - 1.2420140846E-1) * x + 1.4249322787E-1) * x - 1.6668057665E-1) * x + 2.0000714765E-1) * x - 2.4999993993E-1) * x + 3.3333331174E-1',
      'y = p * x * z - 0.5 * z + x',
    ].join('\n'),
    source: source('single/logf.c'),
  },
];
