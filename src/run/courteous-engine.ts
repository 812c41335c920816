import type { FitEngine } from '../evaluation/fit-engine';

/** The engine, with `giveWay` called before each fit: fits are what a search spends its time on. */
export function courteousEngine(engine: FitEngine, giveWay: () => void): FitEngine {
  return {
    setTraining: (table) => engine.setTraining(table),
    setValidation: (table) => engine.setValidation(table),
    fit: (structure, constants, affine, settings) => {
      giveWay();
      return engine.fit(structure, constants, affine, settings);
    },
    get stepsOfLastFit() {
      return engine.stepsOfLastFit;
    },
    validate: (structure, constants) => engine.validate(structure, constants),
    values: (structure, constants) => engine.values(structure, constants),
  };
}
