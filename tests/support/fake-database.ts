/** An IndexedDB that fails as the test dictates. Requests are answered in later turns of the event loop. */

import type {
  Database,
  DatabaseFactory,
  ObjectStore,
  OpenRequest,
  Request,
  Transaction,
} from '../../src/persistence/indexed-db';

export interface Faults {
  /** Opening is never answered. */
  silent?: boolean;
  /** Opening fails with an error of this name. */
  refusing?: string;
  /** A transaction cannot be started. */
  closed?: boolean;
  /** So many bytes, as entries state them, fit in; a transaction that writes more is aborted with QuotaExceededError. */
  quota?: number;
}

export interface FakeDatabase extends DatabaseFactory {
  readonly stores: Map<string, Map<string, unknown>>;
  readonly faults: Faults;
  opened: number;
  /** As when another tab asks for another version of the database. */
  changeVersion(): void;
}

class Events {
  private readonly listeners: [string, () => void][] = [];
  addEventListener(type: string, listener: () => void): void {
    this.listeners.push([type, listener]);
  }
  say(type: string): void {
    for (const [name, listener] of this.listeners) if (name === type) listener();
  }
}

class FakeRequest<T> extends Events implements Request<T> {
  readonly result: T;
  readonly error: Request<T>['error'] = null;
  constructor(result: T) {
    super();
    this.result = result;
    setTimeout(() => this.say('success'), 0);
  }
}

class FailingOpen extends Events implements OpenRequest {
  readonly error: OpenRequest['error'];
  constructor(name: string | undefined) {
    super();
    this.error = { name: name ?? '', message: 'as the test wants it' };
    if (name !== undefined) setTimeout(() => this.say('error'), 0);
  }
  get result(): Database {
    throw new Error('the database is not open');
  }
}

class Opening extends Events implements OpenRequest {
  readonly error = null;
  readonly result: Database;
  constructor(result: Database, isNew: boolean) {
    super();
    this.result = result;
    setTimeout(() => {
      if (isNew) this.say('upgradeneeded');
      this.say('success');
    }, 0);
  }
}

type Contents = Map<string, Map<string, unknown>>;

class FakeTransaction extends Events implements Transaction {
  error: Transaction['error'] = null;
  private readonly contents: Contents;
  /** Repeated on what is stored at the end, so that transactions at a time keep one another's writes. */
  private readonly writes: ((stored: Contents) => void)[] = [];
  private readonly commit: (writes: readonly ((stored: Contents) => void)[]) => void;
  private pending = 0;

  constructor(contents: Contents, commit: (writes: readonly ((stored: Contents) => void)[]) => void) {
    super();
    this.contents = new Map([...contents].map(([name, values]) => [name, new Map(values)]));
    this.commit = commit;
    this.later();
  }

  /** Ends in the turn after the one in which the last request was answered. */
  private later(): void {
    this.pending++;
    setTimeout(() => setTimeout(() => this.settle(), 0), 0);
  }

  private settle(): void {
    if (--this.pending > 0) return;
    try {
      this.commit(this.writes);
      this.say('complete');
    } catch (error) {
      this.error = { name: error instanceof Error ? error.name : 'UnknownError', message: 'not written' };
      this.say('abort');
    }
  }

  objectStore(name: string): ObjectStore {
    const values = this.contents.get(name)!;
    const answer = <T>(result: T): Request<T> => {
      this.later();
      return new FakeRequest(result);
    };
    return {
      get: (key) => answer(values.get(key)),
      getAll: () => answer([...values.values()]),
      put: (value) => {
        const { key } = value as { key: string };
        this.writes.push((stored) => stored.get(name)?.set(key, value));
        return answer(values.set(key, value));
      },
      delete: (key) => {
        this.writes.push((stored) => stored.get(name)?.delete(key));
        return answer(values.delete(key));
      },
    };
  }
}

export function fakeDatabase(faults: Faults = {}): FakeDatabase {
  const stores: Contents = new Map();
  const events = new Events();
  const commit = (writes: readonly ((stored: Contents) => void)[]): void => {
    const changed: Contents = new Map([...stores].map(([name, values]) => [name, new Map(values)]));
    for (const write of writes) write(changed);
    const entries = [...changed.values()].flatMap((values) => [...values.values()]);
    const bytes = (entries as { bytes?: unknown }[]).reduce(
      (sum, entry) => sum + (typeof entry.bytes === 'number' ? entry.bytes : 0),
      0,
    );
    if (bytes > (fake.faults.quota ?? Infinity)) {
      throw Object.assign(new Error('full'), { name: 'QuotaExceededError' });
    }
    for (const [name, values] of changed) stores.set(name, values);
  };
  const database: Database = {
    createObjectStore: (name) => {
      stores.set(name, new Map());
      return new FakeTransaction(stores, () => undefined).objectStore(name);
    },
    transaction: () => {
      if (fake.faults.closed === true) {
        throw Object.assign(new Error('closed'), { name: 'InvalidStateError' });
      }
      return new FakeTransaction(stores, commit);
    },
    close: () => undefined,
    addEventListener: (type, listener) => events.addEventListener(type, listener),
  };
  const fake: FakeDatabase = {
    stores,
    faults,
    opened: 0,
    changeVersion: () => events.say('versionchange'),
    open: () => {
      fake.opened++;
      const { silent, refusing } = fake.faults;
      if (silent === true || refusing !== undefined) return new FailingOpen(refusing);
      return new Opening(database, stores.size === 0);
    },
  };
  return fake;
}
