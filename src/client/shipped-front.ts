/** The finished front that the page shows before anything has been run. Made by scripts/make-shipped-front.mjs. */

import { isOpcode } from '../program/opcode';
import { parseProgram } from '../program/parse';
import { DEFAULT_SEARCH_CONFIG, type Budget, type SearchConfig } from '../search/config';
import type { FrontRow } from '../search/front';
import { parseCatalogueTarget } from '../targets/catalogue-target';
import type { ErrorKind, Target } from '../targets/target';
import document from './shipped/exp2-front.json';

export interface ShippedFront {
  /** The command that gives this front again. */
  readonly command: string;
  readonly target: Target;
  readonly front: readonly FrontRow[];
  readonly run: { readonly config: SearchConfig; readonly budget: Budget };
}

const ERROR_KINDS: readonly ErrorKind[] = ['sampled', 'refined', 'exhaustive', 'certified'];

export function shippedFront(): ShippedFront {
  const { command, config, budget, front } = document;
  const target = parseCatalogueTarget(document.target);
  return {
    command,
    target,
    front: front.map(({ ops, errorText, errorKind, argmax, points, program, foundAt }): FrontRow => ({
      ops,
      cost: ops,
      program: parseProgram(program, target.format),
      error: {
        kind: ERROR_KINDS.find((kind) => kind === errorKind) ?? 'sampled',
        value: Number(errorText),
        text: errorText,
        argmax: Number(argmax),
        points,
      },
      foundAt,
    })),
    run: {
      // The search that made it keeps to the defaults in what is not named here.
      config: {
        ...DEFAULT_SEARCH_CONFIG,
        opcodes: config.opcodes.filter(isOpcode),
        maxOps: config.maxOps,
        seed: config.seed,
        islands: config.islands,
        nicheCapacity: config.nicheCapacity,
        tournamentSize: config.tournamentSize,
      },
      budget: { kind: 'evaluations', evaluations: budget.evaluations },
    },
  };
}
