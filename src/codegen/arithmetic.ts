/** In which arithmetic a language computes a program. */

import type { FiniteFormat, Format } from '../numerics/format';
import { programFormat, type Target } from '../targets/target';
import { formatName } from './describe';
import { ExportError } from './language';

export interface Arithmetics<Served extends FiniteFormat> {
  /** The language as sentences name it. */
  readonly language: string;
  /** The formats in which it can compute, exactly as the law does or as near as its notes say. */
  readonly formats: readonly Served[];
  /** What a target in another format is computed in, where that is worth having. */
  readonly instead: Readonly<Partial<Record<Format, Served>>>;
  /** Why other formats are not served: the end of a sentence. */
  readonly why: string;
}

/** The choice of `Language.arithmeticFor` for a language with these arithmetics. */
export function chooseArithmetic<Served extends FiniteFormat>(
  { language, formats, instead, why }: Arithmetics<Served>,
  target: Target,
  wish?: FiniteFormat,
): Served {
  const own = programFormat(target);
  const wanted = wish ?? own;
  const chosen =
    formats.find((format) => format === wanted) ?? (wish === undefined ? instead[own] : undefined);
  if (chosen !== undefined) return chosen;
  const served = formats.map(formatName).join(', ');
  throw new ExportError(
    `the export to ${language} computes in ${served}, not in ${wanted === 'real' ? 'real arithmetic' : formatName(wanted)}: ${why}.`,
  );
}
