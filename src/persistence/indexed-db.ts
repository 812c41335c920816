/**
 * The part of IndexedDB that is used here, as interfaces of its own: browsers' types are not visible in this layer,
 * and its objects fit these.
 */

export interface Request<T> {
  readonly result: T;
  readonly error: { readonly name: string; readonly message: string } | null;
  addEventListener(type: 'success' | 'error', listener: () => void): void;
}

export interface ObjectStore {
  get(key: string): Request<unknown>;
  getAll(): Request<readonly unknown[]>;
  put(value: unknown): Request<unknown>;
  delete(key: string): Request<unknown>;
}

export interface Transaction {
  readonly error: { readonly name: string; readonly message: string } | null;
  objectStore(name: string): ObjectStore;
  /** Undoes all of it. */
  abort?(): void;
  addEventListener(type: 'complete' | 'abort', listener: () => void): void;
}

export interface Database {
  createObjectStore(name: string, options: { readonly keyPath: string }): ObjectStore;
  transaction(stores: string[], mode: 'readonly' | 'readwrite'): Transaction;
  close(): void;
  addEventListener(type: 'versionchange' | 'close', listener: () => void): void;
}

export interface OpenRequest {
  readonly result: Database;
  readonly error: { readonly name: string; readonly message: string } | null;
  addEventListener(type: 'success' | 'error' | 'upgradeneeded', listener: () => void): void;
}

export interface DatabaseFactory {
  open(name: string, version: number): OpenRequest;
}

/** What the database could not do; `name` is that of the browser's error, such as QuotaExceededError. */
export class DatabaseError extends Error {
  constructor({ name, message }: { readonly name: string; readonly message: string }) {
    super(message);
    this.name = name;
  }
}

const UNKNOWN = { name: 'UnknownError', message: 'the database gave no reason' };

/** The result of a request, or a rejection with a DatabaseError. */
export function resultOf<T>(request: Request<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(new DatabaseError(request.error ?? UNKNOWN)));
  });
}

/** Resolves once the transaction is written, rejects with a DatabaseError if it is not. */
export function completionOf(transaction: Transaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(new DatabaseError(transaction.error ?? UNKNOWN)));
  });
}

/**
 * Opens a database, which `create` fills when it is new. An older version of it in another tab may delay this for
 * as long as that tab lives.
 */
export function openDatabase(
  factory: DatabaseFactory,
  name: string,
  version: number,
  create: (database: Database) => void,
): Promise<Database> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, version);
    request.addEventListener('upgradeneeded', () => create(request.result));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(new DatabaseError(request.error ?? UNKNOWN)));
  });
}
