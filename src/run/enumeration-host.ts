/** What a search worker does for an enumeration: it fits every structure of the parts it is given. */

import { createFitEngine } from '../evaluation/cpu-engine';
import { chooseFitEngine } from '../evaluation/engine-choice';
import type { FitEngine } from '../evaluation/fit-engine';
import type {
  EnumeratedProgram,
  EnumerationHost,
  EnumerationPart,
  EnumerationPartReport,
  EnumerationSetup,
} from '../protocol/enumeration-host';
import { enumerateStructures } from '../search/enumeration';
import { fitStructure, type StructureFit } from '../search/structure-fit';
import { inSlices } from './in-slices';
import { programOf } from './judge';

/** Programs told of each part: what comes after the best is there for when the best turns out to hide a pole. */
export const KEPT_ENUMERATED = 8;

export function createEnumerationHost(): EnumerationHost {
  let configured: { readonly setup: EnumerationSetup; readonly engine: FitEngine } | undefined;

  return {
    async configureEnumeration(setup) {
      const { engine: cpu } = await chooseFitEngine(setup.cpu ?? 'auto', setup.tables.training);
      const engine = createFitEngine(cpu);
      engine.setTraining(setup.tables.training);
      engine.setValidation(setup.tables.validation);
      configured = { setup, engine };
    },

    async fitPart(part, watch) {
      if (configured === undefined) throw new Error('the worker was not configured for an enumeration');
      const work = new PartWork(part, configured.setup, configured.engine);
      let wanted = true;
      const finished = await inSlices(work.steps(), {
        report: () => {
          Promise.resolve(watch(work.structures, work.fits)).then(
            (answer) => (wanted &&= answer),
            () => (wanted = false),
          );
        },
        isWanted: () => wanted,
      });
      return work.report(finished !== undefined);
    },
  };
}

/** Of two programs the better, by name where they are equally good. */
export function compareEnumerated(a: EnumeratedProgram, b: EnumeratedProgram): number {
  return a.error - b.error || (a.hash < b.hash ? -1 : Number(a.hash > b.hash));
}

class PartWork {
  structures = 0;
  fits = 0;
  private readonly part: EnumerationPart;
  private readonly setup: EnumerationSetup;
  private readonly engine: FitEngine;
  private best: EnumeratedProgram[] = [];

  constructor(part: EnumerationPart, setup: EnumerationSetup, engine: FitEngine) {
    this.part = part;
    this.setup = setup;
    this.engine = engine;
  }

  report(complete: boolean): EnumerationPartReport {
    return { structures: this.structures, fits: this.fits, best: this.best, complete };
  }

  *steps(): Generator<null, true, undefined> {
    const { ops, envelope } = this.part;
    const { opcodes, starts } = this.setup;
    for (const structure of enumerateStructures(ops, opcodes, this.part)) {
      if (structure !== null) {
        const { fits, best } = fitStructure(this.engine, structure, starts, envelope);
        this.structures++;
        this.fits += fits;
        if (best !== undefined) this.keep(best);
      }
      yield null;
    }
    return true;
  }

  private keep({ structure, hash, constants, error, argmax }: StructureFit): void {
    const program = programOf({ structure, constants });
    const x = this.setup.tables.validation.x[argmax]!;
    const found: EnumeratedProgram = { ops: this.part.ops, program, error, argmax: x, hash };
    this.best = [...this.best, found].sort(compareEnumerated).slice(0, KEPT_ENUMERATED);
  }
}
