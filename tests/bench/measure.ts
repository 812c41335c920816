/** Timing of a piece of work: repeated until it fills a window, several windows, the median and the spread. */

export interface Timing {
  /** Runs per second: median of the windows. */
  readonly perSecond: number;
  /** Slowest and fastest window. */
  readonly slowest: number;
  readonly fastest: number;
}

const WINDOWS = 5;
const WINDOW_MILLISECONDS = 200;

/** Warm-up first; `work` is called with nothing and may be called any number of times. */
export function measure(work: () => void): Timing {
  window(work);
  const rates = Array.from({ length: WINDOWS }, () => window(work)).sort((a, b) => a - b);
  return { perSecond: rates[WINDOWS >> 1]!, slowest: rates[0]!, fastest: rates[WINDOWS - 1]! };
}

function window(work: () => void): number {
  const start = performance.now();
  let runs = 0;
  for (;;) {
    work();
    runs++;
    const elapsed = performance.now() - start;
    if (elapsed >= WINDOW_MILLISECONDS) return (runs / elapsed) * 1000;
  }
}
