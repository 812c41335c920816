/** A few sets of buffers that dispatches take and give back: while one is computed, another is written and read. */

export class Frames<Frame> {
  readonly all: readonly Frame[];
  readonly #free: Frame[];
  readonly #waiting: ((frame: Frame) => void)[] = [];

  constructor(frames: readonly Frame[]) {
    this.all = frames;
    this.#free = [...frames];
  }

  /** Resolves with a frame once one is free. */
  take(): Promise<Frame> {
    const frame = this.#free.pop();
    if (frame !== undefined) return Promise.resolve(frame);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  giveBack(frame: Frame): void {
    const next = this.#waiting.shift();
    if (next !== undefined) next(frame);
    else this.#free.push(frame);
  }
}

/** The same promise, which may now be rejected before anyone awaits it. */
export function heard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
