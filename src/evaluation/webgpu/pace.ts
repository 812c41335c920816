/**
 * How much work to put into one dispatch: about 10 ms worth, whatever the adapter, so that the page can use it too and
 * no driver takes it for hung. Clocks are looked at for this; what is computed does not depend on it.
 */

/** Milliseconds aimed at. What is measured includes waiting, so the true time is rather shorter. */
const AIM = 10;
const LEAST_WORK = 2 ** 16;
const MOST_WORK = 2 ** 33;
/** Some milliseconds on an adapter that runs on the CPU. */
const FIRST_WORK = 2 ** 21;
/** The clock of a browser may not tell shorter times apart. */
const SHORTEST = 0.1;

export class Pace {
  #work = FIRST_WORK;

  /** Instruction-points for the next dispatch, at most. */
  get work(): number {
    return this.#work;
  }

  /** Starts the clock for a dispatch of `work` instruction-points; what it returns is called when that is over. */
  begin(work: number): () => void {
    const begun = performance.now();
    return () => {
      this.learn(work, performance.now() - begun);
    };
  }

  /** Learns that a dispatch of `work` instruction-points was over after so many milliseconds. */
  learn(work: number, milliseconds: number): void {
    const fitting = (work * AIM) / Math.max(milliseconds, SHORTEST);
    if (fitting < this.#work) {
      // A dispatch that waited for others is no reason to stop: what is halved too often comes back.
      this.#work = Math.max(LEAST_WORK, Math.max(fitting, this.#work / 4));
    } else if (work >= this.#work / 2) {
      this.#work = Math.min(MOST_WORK, Math.min(fitting, this.#work * 2));
    }
  }
}
