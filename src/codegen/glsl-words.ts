/**
 * Words a GLSL identifier may not be (Khronos, OpenGL Shading Language 4.60 and ES 3.20, section 3.6), and built-in
 * functions that a declaration would hide.
 */

const KEYWORDS =
  'active asm atomic_uint attribute bool break buffer bvec2 bvec3 bvec4 case cast centroid class coherent common const ' +
  'continue default discard dmat2 dmat3 dmat4 do double dvec2 dvec3 dvec4 else enum extern external false filter fixed ' +
  'flat float for fvec2 fvec3 fvec4 goto half highp hvec2 hvec3 hvec4 if image1D image2D image3D in inline inout input ' +
  'int interface invariant ivec2 ivec3 ivec4 layout long lowp mat2 mat3 mat4 mediump namespace noinline noperspective ' +
  'out output packed partition patch precise precision public readonly resource restrict return sample sampler1D ' +
  'sampler2D sampler3D samplerCube shared short sizeof smooth static struct subroutine superp switch template texture ' +
  'this true typedef uint uniform union unsigned using uvec2 uvec3 uvec4 varying vec2 vec3 vec4 void volatile while ' +
  'writeonly main';

const BUILTINS =
  'abs acos acosh all any asin asinh atan atanh ceil clamp cos cosh cross degrees determinant distance dot equal exp ' +
  'exp2 faceforward floor fma fract frexp inverse inversesqrt isinf isnan ldexp length log log2 max min mix mod modf ' +
  'normalize not outerProduct pow radians reflect refract round roundEven sign sin sinh smoothstep sqrt step tan tanh ' +
  'transpose trunc';

export const GLSL_RESERVED: ReadonlySet<string> = new Set(`${KEYWORDS} ${BUILTINS}`.split(' '));
