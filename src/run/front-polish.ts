/** Constants and errors of what a run has found, by its oracles: program by program as it searches, the front at its end. */

import { isFiniteFormat } from '../numerics/format';
import type { Measured, OracleService, PolishEffort } from '../protocol/oracle-service';
import type { Program } from '../program/program';
import type { Sampled } from '../search/checkpoint';
import type { SearchConfig } from '../search/config';
import type { Target } from '../targets/target';
import type { HallOfFame } from './hall-of-fame';

/** Rows whose error is at most this many times that of fewer operations may lead once their constants are refined. */
const NEARLY_BEST = 1.15;
/** Programs of different structure that are refined at length for each row: which is best may turn then. */
const STRUCTURES = 2;

export interface FrontPolishOptions {
  readonly target: Target;
  readonly config: SearchConfig;
  readonly oracle: Pick<OracleService, 'polish'>;
  /** Another one, the same each time: asked for when two programs are refined at length; what is found is the same without. */
  readonly secondOracle?: () => Pick<OracleService, 'polish'>;
}

export class FrontPolish {
  private readonly hall: HallOfFame;
  private readonly options: FrontPolishOptions;

  constructor(hall: HallOfFame, options: FrontPolishOptions) {
    this.hall = hall;
    this.options = options;
  }

  /** Polishes what the hall of fame names next; resolves with whether there was anything. */
  async one(): Promise<boolean> {
    const sampled = this.hall.nextToPolish();
    if (sampled === undefined) return false;
    const { oracle, target } = this.options;
    // Constants of a finite format were refined on their island.
    const effort = isFiniteFormat(target.format) ? 'measured' : 'fitted';
    this.hall.setPolished(sampled, await this.polished(oracle, sampled.program, effort));
    return true;
  }

  /**
   * Refines what the front is made of at length, cheapest first; what that shows to be flattered gives its place. Always two
   * programs at a time, so that what is refined does not depend on who does it.
   *
   * @param isOver asked before each two
   * @param onProgress told of the programs that are done, of those that lead now, and after each of them
   */
  async atLength(isOver: () => boolean, onProgress: (done: number, of: number) => void): Promise<void> {
    const { oracle, secondOracle } = this.options;
    const begun = new Set<Sampled>();
    let done = 0;
    for (;;) {
      const left = this.hall.leaders(NEARLY_BEST, STRUCTURES).filter((sampled) => !begun.has(sampled));
      if (left.length === 0 || isOver()) return;
      const oracles = left.length > 1 ? [oracle, secondOracle?.() ?? oracle] : [oracle];
      const leading = done + left.length;
      onProgress(done, leading);
      await Promise.all(
        oracles.map(async (each, i) => {
          const next = left[i]!;
          begun.add(next);
          this.hall.setPolished(next, await this.polished(each, this.hall.programOf(next), 'refined'));
          onProgress(++done, leading);
        }),
      );
    }
  }

  private polished(
    oracle: Pick<OracleService, 'polish'>,
    program: Program,
    effort: PolishEffort,
  ): Promise<Measured> {
    const { target, config } = this.options;
    return oracle.polish(target, program, effort, config.constraints);
  }
}
