import { describe, expect, test } from 'vitest';
import { exportProgram } from '../../../src/codegen/export-program';
import type { ExportRequest, LanguageId } from '../../../src/codegen/language';
import { ExportError } from '../../../src/codegen/language';
import { playgroundLink } from '../../../src/codegen/playground';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget } from '../../../src/targets/parse';
import { measuredError } from '../../support/measured-error';

function code(
  text: string,
  format: string,
  language: LanguageId,
  changes: Partial<ExportRequest> = {},
): string {
  const target = parseTarget({ target: 'exp2', interval: '(0,1]', format, norm: 'relative' });
  const program = parseProgram(text, target.format);
  return exportProgram({ program, target, error: measuredError(), ...changes }, language).code;
}

const FIVE = 'u = x + 25.552814883 / x; y = 17.714948165 / (u + -8.83778982) + 0.99999565924';

describe('the bodies of a program in f32', () => {
  test.each<[LanguageId, string]>([
    [
      'js',
      `export function exp2Approx(x) {
  const t0 = Math.fround(25.552814483642578 / x);
  const t1 = Math.fround(x + t0);
  const t2 = Math.fround(t1 - 8.837789535522461);
  const t3 = Math.fround(17.714948654174805 / t2);
  return Math.fround(t3 + 0.9999956488609314);
}
`,
    ],
    [
      'glsl',
      `float exp2_approx(float x) {
  EXP2_APPROX_PRECISE float t0 = 17.714949 / (x + 25.552814 / x - 8.83779);
  EXP2_APPROX_PRECISE float y = t0 + 0.99999565;
  return y;
}

vec2 exp2_approx(vec2 v) { return vec2(exp2_approx(v.x), exp2_approx(v.y)); }
`,
    ],
    [
      'c',
      `float exp2_approx(float x)
{
    return 0x1.1b706ep+4f / (x + 0x1.98d854p+4f / x - 0x1.1acf2cp+3f) + 0x1.ffff6ep-1f; /* 17.714949, 25.552814, -8.83779, 0.99999565 */
}
`,
    ],
    [
      'rust',
      `pub fn exp2_approx(x: f32) -> f32 {
    17.714949_f32 / (x + 25.552814_f32 / x - 8.83779_f32) + 0.99999565_f32
}
`,
    ],
    [
      'python',
      `    x = np.asarray(x, dtype=np.float32)
    return _C2 / (x + _C0 / x + _C1) + _C3
`,
    ],
    [
      'julia',
      `function exp2_approx(x::Float32)::Float32
    t0 = Float32(0x1.1b706ep4) / (x + Float32(0x1.98d854p4) / x - Float32(0x1.1acf2cp3)) # 17.714949, 25.552814, -8.83779
    return t0 + Float32(0x1.ffff6ep-1) # 0.99999565
end
`,
    ],
    [
      'fpcore',
      `(FPCore exp2_approx (x)
  :name "2^x on (0,1]"
  :precision binary32
  :round nearestEven
  :pre (and (< 0 x) (<= x 1))
  :spec (exp2 x)
  (+ (/ 17.714949 (+ (+ x (/ 25.552814 x)) -8.83779)) 0.99999565))
`,
    ],
    [
      'latex',
      String.raw`\begin{align*}
  u &= \frac{17.714949}{x + \frac{25.552814}{x} - 8.83779} \\
  f(x) &\approx u + 0.99999565
\end{align*}
`,
    ],
  ])('%s', (language, body) => {
    expect(code(FIVE, 'f32', language)).toContain(body);
  });
});

describe('real programs', () => {
  test.each<[LanguageId, string]>([
    ['c', 'double exp2_approx(double x)'],
    ['rust', 'fn exp2_approx(x: f64) -> f64'],
    ['python', 'dtype=np.float64'],
    ['julia', 'x::Float64'],
    ['fpcore', ':precision binary64'],
    ['glsl', 'float exp2_approx(float x)'],
  ])('are computed in %s as %s', (language, text) => {
    expect(code(FIVE, 'real', language)).toContain(text);
  });

  test.each<[LanguageId, string]>([
    ['c', 'float exp2_approx(float x)'],
    ['ts', 'Math.fround(x + t0)'],
    ['fpcore', ':precision binary32'],
  ])('are computed in %s in binary32 where that is wished', (language, text) => {
    const made = code(FIVE, 'real', language, { arithmetic: 'f32' });
    expect(made).toContain(text);
    expect(made).toContain('The error stated above does not hold in binary32');
  });

  test('keep all digits in FPCore and LaTeX', () => {
    const text = 'y = x + 0.1234567890123456789012345678901234567';
    expect(code(text, 'real', 'fpcore')).toContain('0.1234567890123456789012345678901234567');
    expect(code(text, 'real', 'latex')).toContain('0.1234567890123456789012345678901234567');
  });
});

describe('formats that a language lacks', () => {
  test.each<[LanguageId, string, string]>([
    ['c', 'f16', 'C99 has no 16-bit types'],
    ['rust', 'bf16', 'stable Rust has no 16-bit floating-point types'],
    ['python', 'bf16', 'NumPy has no such type'],
    ['julia', 'bf16', 'Julia has no such type'],
    ['glsl', 'f16', 'without extensions'],
    ['wgsl', 'f16', 'without extensions'],
  ])('%s refuses %s and says why', (language, format, reason) => {
    expect(() => code('y = x + 1', format, language)).toThrow(ExportError);
    expect(() => code('y = x + 1', format, language)).toThrow(reason);
  });

  test('a wish is refused the same way', () => {
    expect(() => code(FIVE, 'f64', 'wgsl', { arithmetic: 'f64' })).toThrow(
      'computes in binary32, not in binary64',
    );
  });

  test('Julia does not take fma in Float16', () => {
    expect(() => code('y = fma(x, x, 1)', 'f16', 'julia')).toThrow(ExportError);
  });

  test('GLSL does not take constants that are not finite', () => {
    expect(() => code('y = x + inf', 'f32', 'glsl')).toThrow('GLSL cannot express the constant inf');
  });
});

describe('what languages do not promise is said', () => {
  test.each<[LanguageId, string, RegExp]>([
    ['c', 'y = x * x + 1', /-ffp-contract=off/],
    ['c', 'y = x + 1', /FLT_EVAL_METHOD/],
    ['c', 'y = fma(x, x, 1)', /fma\(\) rounds once by definition/],
    ['rust', 'y = fma(x, x, 1)', /mul_add rounds once by definition/],
    ['julia', 'y = sqrt(x)', /_sqrt\(a\) = a < zero\(a\) \? oftype\(a, NaN\) : sqrt\(a\)/],
    ['glsl', 'y = fma(x, x, 1)', /does not promise that it rounds once/],
    ['glsl', 'y = sqrt(x)', /1 \/ inversesqrt/],
    ['python', 'y = fma(x, x, 1)', /def _fma\(a, b, c\):/],
    ['wgsl', 'y = x + 1', /fn exp2_approx_vec4\(v: vec4<f32>\) -> vec4<f32> \{/],
  ])('in %s of %s', (language, text, words) => {
    expect(code(text, 'f32', language)).toMatch(words);
  });

  test('C needs no flag where there is nothing to fuse', () => {
    expect(code('y = x / 3 + 1', 'f32', 'c')).not.toContain('-ffp-contract');
  });
});

test('LaTeX sets products, powers, roots and signs', () => {
  const body = code('u = x * x; v = -(u - 3e-9) * x; y = fma(sqrt(v), 2, u)', 'f64', 'latex');
  expect(body).toContain(String.raw`u &= x^{2} \\`);
  expect(body).toContain(String.raw`v &= \sqrt{-\left(u - 3 \cdot 10^{-9}\right) \cdot x} \\`);
  expect(body).toContain(String.raw`f(x) &\approx \operatorname{fma}\left(v,\, 2,\, u\right)`);
});

describe('playgrounds', () => {
  test('Compiler Explorer is given a state with the code', () => {
    const link = playgroundLink('c', 'float f(float x) { return x; } /* é */');
    expect(link?.host).toBe('godbolt.org');
    const base64 = decodeURIComponent(
      /^https:\/\/godbolt\.org\/clientstate\/(.+)$/.exec(link?.address ?? '')?.[1] ?? '',
    );
    expect(JSON.parse(Buffer.from(base64, 'base64').toString('utf8'))).toEqual({
      sessions: [
        {
          id: 1,
          language: 'c',
          source: 'float f(float x) { return x; } /* é */',
          compilers: [{ id: 'cg132', options: '-std=c99 -O2' }],
        },
      ],
    });
  });

  test('the Rust Playground is given the code', () => {
    const link = playgroundLink('rust', 'pub fn f(x: f32) -> f32 { x & 1 }\n');
    const address = new URL(link?.address ?? '');
    expect(address.host).toBe('play.rust-lang.org');
    expect(address.searchParams.get('code')).toBe('pub fn f(x: f32) -> f32 { x & 1 }\n\nfn main() {}\n');
  });

  test('other languages have none', () => {
    expect(playgroundLink('latex', '')).toBeUndefined();
  });
});
