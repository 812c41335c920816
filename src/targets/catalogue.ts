/**
 * The catalogue of target functions. One file for each in `functions/`; its line here makes it known everywhere.
 */

import type { CatalogueFunction } from './catalogue-function';
import { acosh } from './functions/acosh';
import { asinh } from './functions/asinh';
import { atanh } from './functions/atanh';
import { cos } from './functions/cos';
import { cosh } from './functions/cosh';
import { cospi } from './functions/cospi';
import { exp } from './functions/exp';
import { exp10 } from './functions/exp10';
import { exp2 } from './functions/exp2';
import { expm1 } from './functions/expm1';
import { log } from './functions/log';
import { log10 } from './functions/log10';
import { log1p } from './functions/log1p';
import { log2 } from './functions/log2';
import { recip } from './functions/recip';
import { rsqrt } from './functions/rsqrt';
import { sigmoid } from './functions/sigmoid';
import { silu } from './functions/silu';
import { sin } from './functions/sin';
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
  sinh,
  cosh,
  tanh,
  asinh,
  acosh,
  atanh,
  sqrt,
  rsqrt,
  recip,
  sigmoid,
  silu,
  softplus,
];

const byId = new Map(CATALOGUE.map((entry) => [entry.id, entry]));

export function findFunction(id: string): CatalogueFunction | undefined {
  return byId.get(id);
}
