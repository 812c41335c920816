import { CATALOGUE } from '../../targets/catalogue';
import { printInterval } from '../../targets/parse';
import { readFlags } from '../flags';

/** The catalogue of functions, with the interval and norm that a target has when its flags leave them out. */
export function targets(args: readonly string[]): unknown {
  readFlags(args, {});
  return {
    targets: CATALOGUE.map((entry) => ({
      target: entry.id,
      title: entry.title,
      description: entry.description,
      use: entry.use,
      domain: printInterval(entry.domain),
      ...(entry.poles === undefined ? {} : { poles: entry.poles }),
      symmetry: entry.symmetry,
      interval: entry.defaultInterval,
      norm: entry.defaultNorm,
      presets: entry.presets ?? [],
      source: entry.source,
    })),
  };
}
