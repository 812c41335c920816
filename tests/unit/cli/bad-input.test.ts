import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli';

const POLYNOMIAL = ['baseline', '--target', 'exp2', '--family', 'minimax-polynomial'];

/** The arguments, a part of the one line they are answered with, and what stdin holds. */
const CASES: readonly (readonly [readonly string[], string, string?])[] = [
  [[], 'a command is missing'],
  [['improve'], 'unknown command "improve"'],
  [['targets', '--all'], "unknown option '--all'"],
  [['targets', 'exp2'], "unexpected argument 'exp2'"],

  [['oracle', '--at', '1'], 'no target'],
  [['oracle', '--target', 'exp3', '--at', '1'], 'unknown target "exp3"'],
  [['oracle', '--target', 'exp2'], 'give either --at or --at-file'],
  [['oracle', '--target', 'exp2', '--at'], 'argument missing'],
  [['oracle', '--target', 'exp2', '--at', ','], 'no point is given'],
  [['oracle', '--target', 'exp2', '--at', '1,one'], 'not a number: "one"'],
  [['oracle', '--target', 'exp2', '--at', '0x7ff0000000000000'], 'not a finite number'],
  [
    ['oracle', '--target', 'exp2', '--at', '1', '--digits', '1000000000'],
    '--digits must be an integer from 1',
  ],
  [['oracle', '--target', 'exp2', '--at', '1', '--digits', '0'], '--digits must be an integer from 1'],
  [['oracle', '--target', 'exp2', '--at', '1e-30000'], 'exponent'],
  [['oracle', '--target', 'log', '--at', '-1'], 'outside the domain'],
  [['oracle', '--target', 'exp2', '--at-file', '/nowhere/at/all'], 'there is no such file'],
  [['oracle', '--target', 'exp2', '--at-file', '/'], 'is a directory'],
  [['oracle', '--expr', 'x*sinn(x)', '--at', '1'], "column 3: unknown function 'sinn'; did you mean 'sin'"],
  [
    ['oracle', '--expr', 'log(x)', '--at', '-0.5'],
    'log is defined on (0,inf), its argument is -5e-1 (column 1)',
  ],
  [['oracle', '--expr', 'x'.repeat(100_000), '--at', '1'], 'an expression may have 2000 characters'],
  [['oracle', '--expr', 'exp(x)', '--target', 'exp', '--at', '1'], 'not both'],
  [
    ['baseline', '--expr', 'exp(x)', ...POLYNOMIAL.slice(3), '--degree', '2'],
    'an expression needs an interval',
  ],
  [['evaluate', '--expr', '1/(x-0.5)', '--interval', '[0,1]', '--program', '-'], 'division by zero', 'y = x'],
  [['evaluate', '--expr', 'x-x', '--interval', '[0,1]', '--program', '-'], 'is zero', 'y = x'],
  [['oracle', '--target', 'exp2', '--target', 'exp', '--at', '1'], '--target is given twice'],

  [['evaluate', '--target', 'exp2'], '--program is missing'],
  [['evaluate', '--target', 'exp2', '--program', '-'], 'line 1, column', 'y = x +'],
  [['evaluate', '--target', 'exp2', '--program', '-'], '', ''],
  [['evaluate', '--target', 'exp2', '--program', '/nowhere/at/all'], 'there is no such file'],
  [['evaluate', '--target', 'exp2', '--interval', '(1,0)', '--program', '-'], 'empty interval', 'y = x'],
  [['evaluate', '--target', 'exp2', '--interval', '0..1', '--program', '-'], 'not an interval', 'y = x'],
  [['evaluate', '--target', 'exp2', '--format', 'f80', '--program', '-'], 'unknown format "f80"', 'y = x'],
  [['evaluate', '--target', 'exp2', '--norm', 'L2', '--program', '-'], 'unknown norm "L2"', 'y = x'],
  [['evaluate', '--target', 'exp2', '--norm', 'ulp', '--program', '-'], 'ulp norm needs a finite', 'y = x'],
  [['evaluate', '--target', 'exp2', '--program', '-', '--exhaustive'], 'too many numbers', 'y = x'],
  [['evaluate', '--target', 'exp2', '--program', '-', '--by-binade'], 'that are --exhaustive', 'y = x'],
  [
    ['evaluate', '--target', 'exp2', '--program', '-', '--exhaustive', '--workers', '0'],
    '--workers must be an integer from 1',
    'y = x',
  ],
  [
    ['evaluate', '--target', 'exp2', '--program', '-', '--certify'],
    'division by zero in instruction 2 (div)',
    'y = 1 / (x - 0.25)',
  ],
  [['evaluate', '--program', '#v1.AAAA'], 'the link is damaged'],
  [['evaluate', '--program', 'https://example.org/#v9.AAAA'], 'of version 9'],

  [['export', '--target', 'exp2', '--program', '-'], '--to is missing', 'y = x'],
  [['export', '--target', 'exp2', '--program', '-', '--to', 'cobol'], 'available: ts, js, wgsl', 'y = x'],
  [
    ['export', '--target', 'exp2', '--interval', '(0,0.5]', '--program', '-', '--to', 'ts', '--full-range'],
    'search --target exp2 --interval "(0,1]"',
    'y = x',
  ],
  [
    ['export', '--expr', 'expm1(x)/x', '--interval', '[-1,1]', '--program', '-', '--to', 'c', '--full-range'],
    'serves expm1, tanh: say which with --function',
    'y = x',
  ],
  [
    ['export', '--target', 'exp2', '--program', '-', '--to', 'rust', '--full-range'],
    'available: ts, js, wgsl, glsl, c',
    'y = x',
  ],
  [['export', '--target', 'exp2', '--program', '-', '--to', 'ts', '--fast'], 'with --full-range', 'y = x'],
  [['permalink', '--program', '#v1.AAAA'], 'must be a file here'],
  [['fit', '--target', 'exp2', '--program', '-'], 'line 1, column', 'y = cbrt(x)'],

  [['baseline', '--target', 'exp2', '--degree', '3'], '--family is missing'],
  [
    ['baseline', '--target', 'exp2', '--family', 'hermite', '--degree', '3'],
    'available: taylor, chebyshev, pade, minimax-polynomial, minimax-rational, reference',
  ],
  [['baseline', '--target', 'exp2', '--family', 'pade', '--degree', '3'], 'two integers'],
  [['baseline', '--target', 'exp2', '--family', 'reference', '--degree', '3'], '--degree is for taylor'],
  [['baseline', '--target', 'exp2', '--family', 'taylor', '--degree', '3', '--at', 'one'], 'one'],
  [['baseline', '--target', 'exp2', '--family', 'taylor', '--degree', '3', '--at', '1e400'], '1e9'],
  [
    [
      'baseline',
      '--target',
      'sqrt',
      '--interval',
      '[0,1]',
      '--norm',
      'absolute',
      '--family',
      'taylor',
      '--degree',
      '3',
    ],
    'no Taylor series',
  ],
  [[...POLYNOMIAL, '--degree', '3', '--at', '1'], '--at is for taylor, pade alone'],
  [[...POLYNOMIAL, '--degree', '3', '--scheme', 'clenshaw'], 'available: cheapest, horner'],
  [[...POLYNOMIAL, '--degree', '3', '--monomials', '1,5'], 'from 0 to 3'],
  [[...POLYNOMIAL, '--degree', '3', '--weight', 'x-1'], 'the weight is not positive'],
  [POLYNOMIAL, '--degree is missing'],
  [[...POLYNOMIAL, '--degree', '41'], '--degree must be an integer from 0 to 40'],
  [[...POLYNOMIAL, '--degree', '3,3'], 'a single integer'],
  [[...POLYNOMIAL, '--degree', '3', '--ops', 'add,div'], 'a polynomial needs'],
  [[...POLYNOMIAL, '--degree', '3', '--ops', 'add,pow'], 'unknown opcode "pow"'],
  [
    [
      'baseline',
      '--target',
      'log2',
      '--interval',
      '[1,2]',
      '--norm',
      'relative',
      ...POLYNOMIAL.slice(3),
      '--degree',
      '2',
    ],
    'the function is zero at x = 1',
  ],

  [['search', '--target', 'exp2', '--algorithm', 'annealing'], 'available: regularized, nsga2, random'],
  [['search', '--target', 'exp2', '--cost', 'bytes'], 'available: ops, latency'],
  [['search', '--target', 'exp2', '--machine', 'arm64'], '--machine is for --cost latency'],
  [['search', '--target', 'exp2', '--timing', 'latency'], '--timing is for --cost measured'],
  [['search', '--target', 'exp2', '--device', 'cpu'], '--device is for --cost measured'],
  [['search', '--target', 'exp2', '--cost', 'measured', '--device', 'tpu'], 'available: cpu, gpu'],
  [
    ['search', '--target', 'exp2', '--cost', 'measured', '--device', 'gpu', '--timing', 'latency'],
    '--timing latency is for --device cpu',
  ],
  [
    ['search', '--target', 'exp2', '--cost', 'measured', '--device', 'gpu'],
    '--device gpu needs WebGPU, which Node does not have',
  ],
  [['search', '--target', 'exp2', '--weights', 'div=0.1'], 'multiples of 0.25'],
  [['search', '--target', 'exp2', '--weights', 'exp=2'], '"exp" in --weights'],
  [['search', '--target', 'exp2', '--ablate', 'luck'], 'available: niches'],
  [['search', '--target', 'exp2', '--engine', 'cuda'], 'available: auto, wasm, typescript, gpu'],
  [['search', '--target', 'exp2', '--engine', 'gpu'], 'needs WebGPU, which Node does not have'],
  [['search', '--target', 'exp2', '--max-ops', '33'], '--max-ops must be an integer from 1 to 32'],
  [['search', '--target', 'exp2', '--seconds', '-1'], '--seconds must be a number above 0'],
  [['search', '--target', 'exp2', '--seconds', '1', '--evaluations', '9'], 'not both'],
  [['search', '--target', 'exp2', '--evaluations', '1e3'], '--evaluations must be an integer'],
  [['search', '--target', 'exp2', '--workers', '0'], '--workers must be an integer from 1'],
  [['search', '--target', 'exp2', '--seed', '-1'], '--seed must be an integer from 0'],
  [['search', '--target', 'exp2', '--ops', ''], 'unknown opcode ""'],
  [['search', '--target', 'exp2', '--interval', '[0,0]'], 'empty interval'],
];

const NAMED = CASES.map(([args, reason, input = '']) => ({ line: args.join(' '), args, reason, input }));

describe('bad input', () => {
  it.each(NAMED)('"$line": one line that says "$reason"', async ({ args, reason, input }) => {
    const { status, stdout, stderr } = await runCli(args, input);
    // A slow machine tells how far a certificate is before it is refused.
    const told = stderr.replace(/^[0-9]+ pieces, .*\n/gm, '');
    expect(told).toContain(reason);
    expect(told).toMatch(/^[^\n]+\n$/);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });
});
