/** Locks between the tabs of a browser, so that a run is written by one of them. */

/** Sees to it that a run is written by one tab. */
export interface RunLocks {
  /** Whether `held` knows of other tabs. Without it the store's own check of writers has to do. */
  readonly shared: boolean;
  /** Gives the lock back when called; null where another tab has the run. */
  acquire(id: string): Promise<(() => void) | null>;
  /** The runs that some tab has. */
  held(): Promise<ReadonlySet<string>>;
}

const PREFIX = 'ulpforge.run.';

/** The browser ends a tab's locks with the tab, however that ends. @param manager undefined where there is none */
export function createRunLocks(manager: LockManager | undefined): RunLocks {
  if (manager === undefined) {
    return {
      shared: false,
      acquire: () => Promise.resolve(() => undefined),
      held: () => Promise.resolve(new Set()),
    };
  }
  return {
    shared: true,
    acquire: (id) =>
      new Promise((resolve, reject) => {
        manager
          .request(PREFIX + id, { ifAvailable: true }, (lock) => {
            if (lock === null) {
              resolve(null);
              return undefined;
            }
            // The lock lasts as long as this promise.
            return new Promise<void>((release) => resolve(release));
          })
          .catch(reject);
      }),
    held: async () => {
      const { held = [] } = await manager.query();
      const names = held.flatMap(({ name }) => (name?.startsWith(PREFIX) === true ? [name] : []));
      return new Set(names.map((name) => name.slice(PREFIX.length)));
    },
  };
}
