/**
 * Times an engine against the CPU's. Besides pace.ts and the timing of snippets this is the one place below src/run that
 * looks at a clock: the answer decides which engine computes the scores, and these are the same from either.
 */

const REPETITIONS = 3;
/** Milliseconds after which no repetition is begun. */
const PATIENCE = 150;
/** Milliseconds; browsers coarsen their clocks, and a ratio needs something to divide by. */
const SHORTEST = 0.01;

/** The ratio to two digits, without an exponent. */
export function timesText(ratio: number): string {
  return String(Number(ratio.toPrecision(2)));
}

/**
 * How many times as fast as `cpu` the engine does the same work: best of some repetitions each. An engine that answers at
 * once is timed without giving way to others, who may be timing theirs on the same thread.
 */
export async function speedup(engine: () => unknown, cpu: () => void): Promise<number> {
  // The first calls compile.
  await engine();
  cpu();
  let byEngine = Infinity;
  let byCpu = Infinity;
  const deadline = performance.now() + PATIENCE;
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const start = performance.now();
    const answer = engine();
    if (answer instanceof Promise) await answer;
    const middle = performance.now();
    cpu();
    const end = performance.now();
    byEngine = Math.min(byEngine, middle - start);
    byCpu = Math.min(byCpu, end - middle);
    if (end > deadline) break;
  }
  return Math.max(byCpu, SHORTEST) / Math.max(byEngine, SHORTEST);
}
