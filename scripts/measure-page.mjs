/**
 * Measures the built page while it searches: how long its main thread was busy at a stretch, what moved on it, and what
 * memory it and its workers hold.
 *
 *   node scripts/measure-page.mjs [--seconds N] [--workers N] [--every N] [--trace FILE]
 *
 * A task's time on the processor, from a trace of the first two minutes at most, is what the page has to answer for;
 * its time on the clock, which is what a user feels, also has what the machine did meanwhile. Memory is measured every
 * N seconds after a collection of garbage, in a traced run only at the end, since a collection is a long task.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ensurePage } from './build.mjs';
import { openBuiltPage } from './built-page.mjs';
import { memoryMeter } from './memory-meter.mjs';
import { traceTasks } from './trace-tasks.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    workers: { type: 'string', default: '2' },
    every: { type: 'string', default: '30' },
    trace: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const every = Number(values.every);

const VIEWPORT = { width: 1440, height: 900 };
/** The longest task that still feels immediate, in ms. */
const LONG = 50;
const MOST_TASKS = 20;
const CATEGORIES = ['toplevel', 'devtools.timeline', 'v8.execute'];
const MOST_TRACED_SECONDS = 120;

/**
 * @typedef {object} Seen
 * @property {number[]} tasks the durations of long tasks on the clock, in ms
 * @property {{ value: number, at: number, what: string }[]} shifts of the layout, without those that answer an input
 */

/** @typedef {{ x: number, y: number, width: number, height: number }} Rect */
/** @typedef {{ localName?: string, className?: unknown }} PageNode */
/** @typedef {{ node: PageNode | null, previousRect: Rect, currentRect: Rect }} ShiftSource */
/** @typedef {{ value: number, startTime: number, hadRecentInput: boolean, sources: ShiftSource[] }} LayoutShift */
/**
 * @template Entry
 * @typedef {new (hear: (list: { getEntries(): Entry[] }) => void) => { observe(options: object): void }} Observer
 */

/** Runs in the page, before anything of it. */
function watchPage() {
  /** @type {Seen} */
  const seen = { tasks: [], shifts: [] };
  Reflect.set(globalThis, 'measured', seen);
  // What a browser observes is not among the types of Node.
  /** @type {unknown} */
  const observer = Reflect.get(globalThis, 'PerformanceObserver');
  const TaskObserver = /** @type {Observer<{ duration: number }>} */ (observer);
  const ShiftObserver = /** @type {Observer<LayoutShift>} */ (observer);
  new TaskObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  /** @param {Rect} rect */
  const rectText = ({ x, y, width, height }) =>
    [x, y, width, height].map((size) => String(Math.round(size))).join(' ');
  new ShiftObserver((list) => {
    for (const { value, startTime, hadRecentInput, sources } of list.getEntries()) {
      if (hadRecentInput) continue;
      const what = sources.map(({ node, previousRect, currentRect }) => {
        const name = `${node?.localName ?? 'text'}.${typeof node?.className === 'string' ? node.className : ''}`;
        return `${name} from ${rectText(previousRect)} to ${rectText(currentRect)}`;
      });
      seen.shifts.push({ value, at: startTime / 1000, what: what.join('; ') });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** @param {number} pid @returns {number} the bytes of memory a process occupies, NaN where the system does not tell */
function residentBytes(pid) {
  try {
    return 1024 * Number(/^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]);
  } catch {
    return NaN;
  }
}

/** @param {number} bytes */
const mebibytes = (bytes) => (bytes / 2 ** 20).toFixed(1);

/** @param {number} time in seconds */
const moment = (time) => `${time.toFixed(1).padStart(7)} s`;

/** @param {string} text @returns {unknown} */
const parsed = (text) => JSON.parse(text);

/** @param {Buffer} trace */
function reportTasks(trace) {
  const events = /** @type {import('./trace-tasks.mjs').Trace} */ (parsed(trace.toString('utf8')));
  const tasks = traceTasks(events, LONG / 2);
  const long = tasks.filter(({ processor }) => processor > LONG);
  console.log(
    `main thread, loading included: ${String(long.length)} tasks of more than ${String(LONG)} ms of the processor`,
  );
  for (const { at, processor, clock, parts } of tasks.slice(0, MOST_TASKS)) {
    console.log(`${moment(at)} ${processor.toFixed(0)} ms, ${clock.toFixed(0)} ms on the clock: ${parts}`);
  }
}

/** @param {Seen} seen */
function reportSeen({ tasks, shifts }) {
  const blocking = tasks.reduce((sum, duration) => sum + duration - LONG, 0);
  console.log(
    `on the clock: ${String(tasks.length)} tasks over ${String(LONG)} ms, the longest ` +
      `${Math.max(0, ...tasks).toFixed(0)} ms, blocking ${blocking.toFixed(0)} ms in all`,
  );
  console.log(`layout shift: ${shifts.reduce((sum, { value }) => sum + value, 0).toFixed(4)} in all`);
  for (const { at, value, what } of shifts) console.log(`${moment(at)} ${value.toFixed(4)}: ${what}`);
}

await ensurePage();
const { server, address, browser } = await openBuiltPage(['--enable-unsafe-webgpu']);
try {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.addInitScript(watchPage);
  const traced = seconds <= MOST_TRACED_SECONDS;
  if (traced) await browser.startTracing(page, { categories: CATEGORIES });
  await page.goto(address);
  // Longer than is measured: with the end its workers go.
  await page.getByRole('textbox', { name: 'seconds' }).fill(String(seconds + 60));
  await page.getByText('Advanced', { exact: true }).click();
  await page.getByRole('textbox', { name: 'workers' }).fill(values.workers);
  await page.getByText('Advanced', { exact: true }).click();
  const memory = await memoryMeter(await page.context().newCDPSession(page));
  const { processInfo } = await (await browser.newBrowserCDPSession()).send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);

  await page.locator('[data-preset="exp2"]').click();
  await page.getByRole('contentinfo').getByText('running').waitFor({ timeout: 120_000 });
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  const reportMemory = async () => {
    const realms = await memory();
    const resident = Math.max(...renderers.map(residentBytes));
    const parts = realms.map(({ title, heap, wasm }) => `${title} ${mebibytes(heap)} + ${mebibytes(wasm)}`);
    console.log(`${moment(elapsed())} process ${mebibytes(resident)}: ${parts.join(', ')}`);
  };
  console.log('memory in MiB: JavaScript heap + WebAssembly memory of the page and its workers');
  if (!traced) {
    for (let next = every; next < seconds; next += every) {
      await page.waitForTimeout(Math.max(0, 1000 * (next - elapsed())));
      await reportMemory();
    }
  }
  await page.waitForTimeout(Math.max(0, 1000 * (seconds - elapsed())));
  const seen = /** @type {Seen} */ (
    await page.evaluate(() => /** @type {unknown} */ (Reflect.get(globalThis, 'measured')))
  );
  const trace = traced ? await browser.stopTracing() : null;
  await reportMemory();
  if (trace !== null) {
    if (values.trace !== undefined) writeFileSync(values.trace, trace);
    reportTasks(trace);
  }
  reportSeen(seen);
} finally {
  await browser.close();
  await server.close();
}
