/** Scores programs in a finite format: constants are numbers of the format, errors those of its arithmetic. */

import type { GpuReport } from '../evaluation/gpu-report';
import type { FiniteFormat } from '../numerics/format';
import { roundToFormat } from '../numerics/rounding';
import type { SearchTables } from '../oracle/labels';
import type { IslandImprovement } from '../protocol/island-host';
import type { Fitted, Island } from '../search/island';
import type { FiniteScorer } from './finite-scorer';
import { improvementOf, programOf, type Judge } from './judge';

/** Programs of a finite format are scored this many at a time, whatever the engine. */
const BATCH = 64;

/** A finite format: constants are rounded, then batches are scored in that format. */
export class FiniteJudge implements Judge {
  private readonly format: FiniteFormat;
  private readonly scorer: FiniteScorer;
  private readonly tables: SearchTables;

  constructor(format: FiniteFormat, scorer: FiniteScorer, tables: SearchTables) {
    this.format = format;
    this.scorer = scorer;
    this.tables = tables;
  }

  get report(): GpuReport {
    return this.scorer.report;
  }

  async advance(island: Island, evaluations: number): Promise<readonly IslandImprovement[]> {
    const improvements: IslandImprovement[] = [];
    for (let done = 0; done < evaluations; done += BATCH) {
      const batch = Array.from({ length: Math.min(BATCH, evaluations - done) }, () => this.proposal(island));
      const scores = await this.scorer.score(batch.map(programOf));
      batch.forEach((fitted, i) => {
        const { error, argmax } = scores[i]!;
        if (island.accept(fitted, error))
          improvements.push(improvementOf(island, fitted, error, this.tables.validation.x[argmax]!));
      });
    }
    return improvements;
  }

  destroy(): void {
    this.scorer.destroy();
  }

  private proposal(island: Island): Fitted {
    const fitted = island.next();
    return { ...fitted, constants: fitted.constants.map((c) => roundToFormat(c, this.format)) };
  }
}
