/**
 * Turns the death of a worker into a rejection of every call that was waiting for it. Without this a call
 * through comlink to a worker that has crashed never settles.
 */
export class CrashGuard {
  readonly #waiting = new Set<(reason: Error) => void>();
  #failure: Error | null = null;

  /** Why the worker is gone, or null while it lives. */
  get failure(): Error | null {
    return this.#failure;
  }

  /** Settles as `call` does, or rejects with the failure if the worker dies first. */
  run<T>(call: () => PromiseLike<T>): Promise<T> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    return new Promise<T>((resolve, reject) => {
      this.#waiting.add(reject);
      const settled = () => this.#waiting.delete(reject);
      call().then(
        (value) => {
          settled();
          resolve(value);
        },
        (reason: unknown) => {
          settled();
          reject(reason instanceof Error ? reason : new Error(String(reason)));
        },
      );
    });
  }

  /** Rejects all waiting calls and every later one. Only the first reason counts. */
  fail(reason: Error): void {
    if (this.#failure !== null) return;
    this.#failure = reason;
    for (const reject of this.#waiting) reject(reason);
    this.#waiting.clear();
  }
}
