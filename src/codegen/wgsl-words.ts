/**
 * Words a WGSL identifier may not be (W3C, WebGPU Shading Language, "Keyword Summary" and "Reserved Words"), and
 * the predeclared names that would be hidden by a declaration.
 */

const KEYWORDS =
  'alias break case const const_assert continue continuing default diagnostic discard else enable false fn for if ' +
  'let loop override requires return struct switch true var while';

const RESERVED_WORDS =
  'NULL Self abstract active alignas alignof as asm asm_fragment async attribute auto await become cast catch class ' +
  'co_await co_return co_yield coherent column_major common compile compile_fragment concept const_cast consteval ' +
  'constexpr constinit crate debugger decltype delete demote demote_to_helper do dynamic_cast enum explicit export ' +
  'extends extern external fallthrough filter final finally friend from fxgroup get goto groupshared highp impl ' +
  'implements import inline instanceof interface layout lowp macro macro_rules match mediump meta mod module move ' +
  'mut mutable namespace new nil noexcept noinline nointerpolation non_coherent noncoherent noperspective null ' +
  'nullptr of operator package packoffset partition pass patch pixelfragment precise precision premerge priv ' +
  'protected pub public readonly ref regardless register reinterpret_cast require resource restrict self set shared ' +
  'sizeof smooth snorm static static_assert static_cast std subroutine super target template this thread_local throw ' +
  'trait try type typedef typeid typename typeof union unless unorm unsafe unsized use using varying virtual ' +
  'volatile wgsl where with writeonly yield';

const PREDECLARED =
  'abs acos acosh all any array asin asinh atan atan2 atanh atomic bitcast bool ceil clamp cos cosh cross degrees ' +
  'determinant distance dot exp exp2 f16 f32 faceForward floor fma fract frexp i32 inverseSqrt ldexp length log log2 ' +
  'mat2x2 mat2x3 mat2x4 mat3x2 mat3x3 mat3x4 mat4x2 mat4x3 mat4x4 max min mix modf normalize pow ptr quantizeToF16 ' +
  'radians reflect refract round sampler saturate select sign sin sinh smoothstep sqrt step tan tanh transpose trunc ' +
  'u32 vec2 vec2f vec3 vec3f vec4 vec4f';

export const WGSL_RESERVED: ReadonlySet<string> = new Set(
  `${KEYWORDS} ${RESERVED_WORDS} ${PREDECLARED}`.split(' '),
);
