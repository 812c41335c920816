/** Targets that run with one click: those the catalogue's entries name, the best known first. */

import { CATALOGUE } from '../targets/catalogue';
import type { CatalogueFunction, TargetPreset } from '../targets/catalogue-function';
import { OFFERED_FORMATS, type Draft } from './draft';

export interface Preset {
  readonly id: string;
  /** The function, as mathematics writes it. */
  readonly title: string;
  /** What it is good for. */
  readonly use: string;
  readonly target: Pick<Draft, 'functionId' | 'interval' | 'format' | 'norm' | 'compute' | 'flush'>;
}

const FIRST = ['exp2', 'log2', 'cos', 'erf', 'tanh', 'gelu', 'exp2-f32', 'rsqrt-f32'];

function presetOf({ id, title }: CatalogueFunction, preset: TargetPreset): Preset {
  const { interval, format, norm } = preset;
  return {
    id: format === 'real' ? id : `${id}-${format}`,
    title,
    use: preset.title,
    // Computed in the format itself, subnormal numbers kept, whatever the settings had before.
    target: { functionId: id, interval, format, norm, compute: 'format', flush: false },
  };
}

function rank({ id }: Preset): number {
  const place = FIRST.indexOf(id);
  return place < 0 ? FIRST.length : place;
}

export const PRESETS: readonly Preset[] = CATALOGUE.flatMap((entry) =>
  (entry.presets ?? [])
    .filter(({ format }) => OFFERED_FORMATS.includes(format))
    .map((preset) => presetOf(entry, preset)),
).sort((a, b) => rank(a) - rank(b));

/** Shown at once; the others are one click away. */
export const FEATURED_PRESETS = PRESETS.slice(0, FIRST.length);
export const MORE_PRESETS = PRESETS.slice(FIRST.length);
