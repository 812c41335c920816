/**
 * The right of way: work on every processor makes a page wait for its turn to draw, several times as long as the drawing
 * takes. The page raises a sign in shared memory while it draws, and workers that have been shown the sign stop between
 * two of their steps until it is lowered. Only the time changes at which something is computed, and no result.
 */

/** A count in shared memory: odd while the page draws. */
export type Sign = Int32Array;

/** A page that never lowers its sign stops a worker once, for so many ms. */
const LONGEST_WAIT = 40;

/** Null where memory cannot be shared. */
export function createSign(): Sign | null {
  return typeof SharedArrayBuffer === 'undefined' ? null : new Int32Array(new SharedArrayBuffer(4));
}

/** Does nothing while it is raised already. */
export function raiseSign(sign: Sign): void {
  if (!isRaised(Atomics.load(sign, 0))) Atomics.add(sign, 0, 1);
}

export function lowerSign(sign: Sign): void {
  if (!isRaised(Atomics.load(sign, 0))) return;
  Atomics.add(sign, 0, 1);
  Atomics.notify(sign, 0);
}

/** What a worker does about the sign that it has been shown; without one, nothing. */
export class Courtesy {
  private sign: Sign | null = null;
  private heeded = 0;

  heed(sign: Sign): void {
    this.sign = sign;
  }

  /**
   * Waits while the sign is raised, once each time that it is. Blocks the thread, which must be allowed to: in a browser a
   * worker's.
   * @returns whether it was raised for this step
   */
  readonly giveWay = (): boolean => {
    const { sign } = this;
    if (sign === null) return false;
    const count = Atomics.load(sign, 0);
    if (!isRaised(count) || count === this.heeded) return false;
    this.heeded = count;
    Atomics.wait(sign, 0, count, LONGEST_WAIT);
    return true;
  };
}

/** How many of the searching workers heed the sign, so that a processor is free while the page draws: an integer >= 0. */
export function heedingWorkers(workers: number, processors: number): number {
  return Math.min(workers, Math.max(0, workers + 1 - processors));
}

function isRaised(count: number): boolean {
  return (count & 1) === 1;
}
