/** Long work on a worker's only thread, done so that messages still get through to it. */

/** How long the thread is taken at a time: what a message may have to wait. */
const SLICE_MILLISECONDS = 25;

export interface SliceOptions {
  /** Called after each slice with the number of steps done so far. */
  readonly report: (steps: number) => void;
  /** Asked before each slice but the first; false ends the work. */
  readonly isWanted: () => boolean;
}

/**
 * Runs the steps, with a turn of the event loop between slices of them. The result, or undefined when it was no longer
 * wanted. Rejects with what a step throws.
 */
export async function inSlices<T>(
  steps: Generator<unknown, T, undefined>,
  { report, isWanted }: SliceOptions,
): Promise<T | undefined> {
  let done = 0;
  do {
    const end = performance.now() + SLICE_MILLISECONDS;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
      done++;
    } while (performance.now() < end);
    report(done);
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
  } while (isWanted());
  return undefined;
}
