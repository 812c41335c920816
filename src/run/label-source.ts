/**
 * Where a worker's label tables come from: its memory, the cache of earlier visits, or the oracle, in slices. Who waits
 * for tables may watch and give up; the work goes on as long as anybody wants it.
 */

import type { SearchTables } from '../oracle/labels';
import { tablesKey } from '../oracle/table-key';
import { planTables } from '../oracle/tables';
import type { LabelCache } from '../persistence/label-cache';
import type { Watch } from '../protocol/oracle-service';
import type { Target } from '../targets/target';
import { BoundedMap } from './bounded-map';
import { inSlices } from './in-slices';

/** Targets whose tables are kept: a page works on one or two at a time. */
const KEPT_TARGETS = 4;

/** The work was given up because nobody wanted it any more. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

interface Waiting {
  readonly watch: Watch | undefined;
  readonly leave: () => void;
}

interface Job {
  readonly waiting: Set<Waiting>;
  readonly tables: Promise<SearchTables>;
}

export class LabelSource {
  private readonly kept = new BoundedMap<SearchTables>(KEPT_TARGETS);
  private readonly jobs = new Map<string, Job>();
  private readonly cache: LabelCache | undefined;

  constructor(cache?: LabelCache) {
    this.cache = cache;
  }

  /** The target's tables. Rejects with CancelledError once `watch` has answered false or failed. */
  async tables(target: Target, watch?: Watch): Promise<SearchTables> {
    const key = tablesKey(target);
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    let job = this.jobs.get(key);
    if (job === undefined) {
      job = this.start(key, target);
      this.jobs.set(key, job);
    }
    return wait(job, watch);
  }

  private start(key: string, target: Target): Job {
    const waiting = new Set<Waiting>();
    const tables = this.find(key, target, waiting);
    const forget = (): void => {
      this.jobs.delete(key);
    };
    tables.then(forget, forget);
    return { waiting, tables };
  }

  private async find(key: string, target: Target, waiting: ReadonlySet<Waiting>): Promise<SearchTables> {
    const cached = await this.cache?.get(key);
    const tables = cached ?? (await compute(target, waiting));
    this.kept.set(key, tables);
    if (cached === undefined) void this.cache?.put(key, tables);
    return tables;
  }
}

async function compute(target: Target, waiting: ReadonlySet<Waiting>): Promise<SearchTables> {
  const plan = planTables(target);
  const tables = await inSlices(plan.steps(), {
    report: (done) => {
      for (const one of waiting) ask(one, done, plan.labels);
    },
    isWanted: () => waiting.size > 0,
  });
  if (tables === undefined) throw new CancelledError('nobody waits for the tables any more');
  return tables;
}

function ask({ watch, leave }: Waiting, done: number, total: number): void {
  if (watch === undefined) return;
  const answer = new Promise<boolean>((resolve) => resolve(watch(done, total)));
  answer.then((wanted) => {
    if (!wanted) leave();
  }, leave);
}

function wait({ waiting, tables }: Job, watch: Watch | undefined): Promise<SearchTables> {
  return new Promise((resolve, reject) => {
    const one: Waiting = {
      watch,
      leave: () => {
        waiting.delete(one);
        reject(new CancelledError('the computing of label tables was cancelled'));
      },
    };
    waiting.add(one);
    tables.then(resolve, reject);
  });
}
