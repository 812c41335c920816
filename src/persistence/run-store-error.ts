/** What a store of runs could not do. */

/**
 * unavailable: there is no database, or it does not answer. full: the browser grants no more space. taken: another writer
 * goes on with the run, or it was deleted. damaged: what is stored is no run. failed: anything else.
 */
export type RunStoreFailure = 'unavailable' | 'full' | 'taken' | 'damaged' | 'failed';

export class RunStoreError extends Error {
  override readonly name = 'RunStoreError';
  readonly failure: RunStoreFailure;

  constructor(failure: RunStoreFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}
