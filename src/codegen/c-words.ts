/** Words a C identifier with external linkage may not be: keywords of C99 to C23 and of C++, and names of math.h. */

const KEYWORDS =
  'alignas alignof auto bool break case char const constexpr continue default do double else enum extern false float ' +
  'for goto if inline int long nullptr register restrict return short signed sizeof static static_assert struct ' +
  'switch thread_local true typedef typeof typeof_unqual union unsigned void volatile while asm fortran main';

const CPLUSPLUS =
  'and and_eq bitand bitor catch char8_t char16_t char32_t class compl concept const_cast consteval constinit ' +
  'co_await co_return co_yield decltype delete dynamic_cast explicit export friend mutable namespace new noexcept ' +
  'not not_eq operator or or_eq private protected public reinterpret_cast requires static_cast template this throw ' +
  'try typeid typename using virtual wchar_t xor xor_eq';

const MATH =
  'acos acosh acospi asin asinh asinpi atan atan2 atan2pi atanh atanpi cbrt ceil compoundn copysign cos cosh cospi ' +
  'erf erfc exp exp10 exp10m1 exp2 exp2m1 expm1 fabs fdim floor fma fmax fmin fmod frexp hypot ilogb j0 j1 jn ldexp ' +
  'lgamma llrint llround log log10 log10p1 log1p log2 log2p1 logb logp1 lrint lround modf nan nearbyint nextafter ' +
  'nexttoward pow pow10 remainder remquo rint rootn round roundeven rsqrt scalbln scalbn sin sincos sinh sinpi sqrt ' +
  'tan tanh tanpi tgamma trunc y0 y1 yn drem finite gamma scalb significand';

const OTHERS = 'INFINITY NAN NULL size_t ptrdiff_t float_t double_t math_errhandling signgam abs div';

export const C_RESERVED: ReadonlySet<string> = new Set([
  ...`${KEYWORDS} ${CPLUSPLUS} ${OTHERS}`.split(' '),
  ...MATH.split(' ').flatMap((name) => [name, `${name}f`, `${name}l`]),
]);
