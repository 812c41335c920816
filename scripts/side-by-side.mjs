/** Runs steps beside one another as far as the processors go, with their output one after the other. */

/** @typedef {(text: string | Uint8Array) => void} Write */

/**
 * @template Result
 * @typedef {object} Step
 * @property {string} name
 * @property {number} processors how many it keeps busy; one that asks for all runs alone
 * @property {(write: Write) => Promise<Result>} run
 */

/**
 * @template Result
 * @typedef {object} Finished
 * @property {string} name
 * @property {Result} result
 * @property {number} seconds
 */

/**
 * Output of several steps, in the order of the steps: the first that has not ended is passed on as it comes, what later
 * ones say is held back until their turn.
 *
 * @param {readonly string[]} names
 * @param {Write} write
 */
function inOrder(names, write) {
  /** @type {(string | Uint8Array)[][]} */
  const held = names.map(() => []);
  const ended = new Set();
  let current = -1;
  const advance = () => {
    while (current < names.length && (current < 0 || ended.has(current))) {
      current += 1;
      if (current === names.length) return;
      write(`\n== ${names[current] ?? ''}\n`);
      for (const text of held[current]?.splice(0) ?? []) write(text);
    }
  };
  advance();
  return {
    /** @param {number} index @param {string | Uint8Array} text */
    say(index, text) {
      if (index === current) write(text);
      else held[index]?.push(text);
    },
    /** @param {number} index */
    end(index) {
      ended.add(index);
      advance();
    },
  };
}

/**
 * Steps start in their order, each as soon as those before it leave it enough processors: a step that asks for all of
 * them waits for everything before it, and everything after waits for it.
 *
 * @template Result
 * @param {readonly Step<Result>[]} steps
 * @param {number} processors
 * @param {Write} write
 * @returns {Promise<Finished<Result>[]>} in the order of the steps
 */
export async function runSideBySide(steps, processors, write) {
  const output = inOrder(
    steps.map(({ name }) => name),
    write,
  );
  let free = processors;
  /** @type {(() => void)[]} */
  const waiting = [];
  const running = [];
  for (const [index, step] of steps.entries()) {
    const needed = Math.min(step.processors, processors);
    while (free < needed) await new Promise((resolve) => waiting.push(() => resolve(undefined)));
    free -= needed;
    const start = performance.now();
    running.push(
      step
        .run((text) => output.say(index, text))
        .then((result) => ({ name: step.name, result, seconds: (performance.now() - start) / 1000 }))
        .finally(() => {
          free += needed;
          output.end(index);
          for (const wake of waiting.splice(0)) wake();
        }),
    );
  }
  return Promise.all(running);
}
