/**
 * Measures the built page while it searches: how long its main thread was busy at a stretch, what moved on it, and what
 * memory it and its workers hold.
 *
 *   node scripts/measure-page.mjs [--seconds N] [--workers N] [--every N] [--trace FILE]
 *
 * A task's time on the processor, from a trace of the first two minutes at most, is what the page has to answer for;
 * its time on the clock, which is what a user feels, also has what the machine did meanwhile. Both are told apart by what
 * the page was at: loading, starting the run that was asked for, or showing it. Memory is measured every N seconds after
 * a collection of garbage, in a traced run only at the end, since a collection is a long task.
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
/** Of each phase the longest tasks of the processor are told, if they took so many ms. */
const NOTEWORTHY = 8;
const MOST_TASKS = 10;
const CATEGORIES = ['toplevel', 'devtools.timeline', 'v8.execute', 'blink.user_timing'];
const MOST_TRACED_SECONDS = 120;
/** Marks of the page, and what it is at after each. */
const ASKED = 'measured: a run was asked for';
const RUNS = 'measured: the run is on show';
const ENDED = 'measured: the end';
const PHASES = [
  { mark: '', title: 'loading' },
  { mark: ASKED, title: 'starting a run' },
  { mark: RUNS, title: 'running' },
];

/**
 * @typedef {object} Seen
 * @property {{ at: number, duration: number }[]} tasks the long ones, in ms on the clock
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
  const TaskObserver = /** @type {Observer<{ startTime: number, duration: number }>} */ (observer);
  const ShiftObserver = /** @type {Observer<LayoutShift>} */ (observer);
  new TaskObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.tasks.push({ at: startTime, duration });
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
function reportTrace(trace) {
  const events = /** @type {import('./trace-tasks.mjs').Trace} */ (parsed(trace.toString('utf8')));
  const tasks = traceTasks(events, NOTEWORTHY, LONG, [ASKED, RUNS, ENDED]);
  for (const { mark, title } of PHASES) {
    const own = tasks.filter(({ phase }) => phase === mark);
    const processor = own.map((task) => task.processor);
    console.log(
      `${title}: ${String(processor.filter((time) => time > LONG).length)} tasks of more than ${String(LONG)} ms of the ` +
        `processor, the longest ${Math.max(0, ...processor).toFixed(0)} ms; ` +
        `${String(own.filter(({ clock }) => clock > LONG).length)} of more on the clock`,
    );
    const most = own.toSorted((a, b) => b.processor - a.processor).slice(0, MOST_TASKS);
    const slowest = own.toSorted((a, b) => b.clock - a.clock).slice(0, MOST_TASKS);
    const told = own.filter((task) => most.includes(task) || (slowest.includes(task) && task.clock > LONG));
    for (const { at, processor, clock, parts } of told) {
      console.log(`${moment(at)} ${processor.toFixed(0)} ms, ${clock.toFixed(0)} ms on the clock: ${parts}`);
    }
  }
}

/** @param {Seen} seen @param {number[]} marks when the phases after the first began, in ms */
function reportSeen({ tasks, shifts }, marks) {
  PHASES.forEach(({ title }, k) => {
    const own = tasks.filter(({ at }) => at >= (marks[k - 1] ?? 0) && at < (marks[k] ?? Infinity));
    const blocking = own.reduce((sum, { duration }) => sum + duration - LONG, 0);
    console.log(
      `${title}, on the clock: ${String(own.length)} tasks over ${String(LONG)} ms, the longest ` +
        `${Math.max(0, ...own.map(({ duration }) => duration)).toFixed(0)} ms, blocking ${blocking.toFixed(0)} ms in all`,
    );
  });
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

  /** @param {string} name @returns {Promise<number>} when, in ms since the page was opened */
  const mark = (name) => page.evaluate((name) => performance.mark(name).startTime, name);
  const asked = await mark(ASKED);
  await page.locator('[data-preset="exp2"]').click();
  await page.getByRole('contentinfo').getByText('running').waitFor({ timeout: 120_000 });
  const shown = await mark(RUNS);
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
  // What comes after it has no phase that is told.
  const ended = await mark(ENDED);
  const seen = /** @type {Seen} */ (
    await page.evaluate(() => /** @type {unknown} */ (Reflect.get(globalThis, 'measured')))
  );
  const trace = traced ? await browser.stopTracing() : null;
  await reportMemory();
  console.log(`at the end: ${await page.getByRole('contentinfo').innerText()}`.replaceAll('\n', ' '));
  if (trace !== null) {
    if (values.trace !== undefined) writeFileSync(values.trace, trace);
    reportTrace(trace);
  }
  reportSeen(seen, [asked, shown, ended]);
} finally {
  await browser.close();
  await server.close();
}
