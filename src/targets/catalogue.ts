/**
 * The catalogue of target functions. One file for each in `functions/`; its line here makes it known everywhere.
 */

import type { CatalogueFunction } from './catalogue-function';
import { acos } from './functions/acos';
import { acosh } from './functions/acosh';
import { airyAi } from './functions/airyAi';
import { asin } from './functions/asin';
import { asinh } from './functions/asinh';
import { atan } from './functions/atan';
import { atanh } from './functions/atanh';
import { besselI0 } from './functions/besselI0';
import { besselIHalf } from './functions/besselIHalf';
import { besselJ0 } from './functions/besselJ0';
import { cbrt } from './functions/cbrt';
import { cos } from './functions/cos';
import { cosh } from './functions/cosh';
import { cospi } from './functions/cospi';
import { erf } from './functions/erf';
import { erfc } from './functions/erfc';
import { exp } from './functions/exp';
import { exp10 } from './functions/exp10';
import { exp2 } from './functions/exp2';
import { expm1 } from './functions/expm1';
import { gamma } from './functions/gamma';
import { gelu } from './functions/gelu';
import { lgamma } from './functions/lgamma';
import { log } from './functions/log';
import { log10 } from './functions/log10';
import { log1p } from './functions/log1p';
import { log2 } from './functions/log2';
import { normcdf } from './functions/normcdf';
import { recip } from './functions/recip';
import { rsqrt } from './functions/rsqrt';
import { sigmoid } from './functions/sigmoid';
import { silu } from './functions/silu';
import { sin } from './functions/sin';
import { sinc } from './functions/sinc';
import { sinh } from './functions/sinh';
import { sinpi } from './functions/sinpi';
import { softplus } from './functions/softplus';
import { sqrt } from './functions/sqrt';
import { tan } from './functions/tan';
import { tanh } from './functions/tanh';

/** In the order in which they are listed to people. */
export const CATALOGUE: readonly CatalogueFunction[] = [
  exp2,
  exp,
  exp10,
  expm1,
  log2,
  log,
  log10,
  log1p,
  sin,
  cos,
  tan,
  sinpi,
  cospi,
  sinc,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  tanh,
  asinh,
  acosh,
  atanh,
  sqrt,
  rsqrt,
  cbrt,
  recip,
  erf,
  erfc,
  normcdf,
  gamma,
  lgamma,
  sigmoid,
  gelu,
  silu,
  softplus,
  airyAi,
  besselJ0,
  besselI0,
  besselIHalf,
];

const byId = new Map(CATALOGUE.map((entry) => [entry.id, entry]));

export function findFunction(id: string): CatalogueFunction | undefined {
  return byId.get(id);
}

/** What mathematics calls some of them beside. */
const ALSO_KNOWN_AS: Readonly<Record<string, string>> = {
  Ai: 'airyAi',
  J0: 'besselJ0',
  I0: 'besselI0',
  ln: 'log',
  arcsin: 'asin',
  arccos: 'acos',
  arctan: 'atan',
  arsinh: 'asinh',
  arcosh: 'acosh',
  artanh: 'atanh',
  logistic: 'sigmoid',
  swish: 'silu',
};

/** The entry of this id, or of the function that is also known by the name. */
export function findFunctionByName(name: string): CatalogueFunction | undefined {
  return (
    findFunction(name) ??
    (Object.hasOwn(ALSO_KNOWN_AS, name) ? findFunction(ALSO_KNOWN_AS[name]!) : undefined)
  );
}
